import type { DossierId, Instant } from '@comity/kernel'
import { actTitle, type DeskRow, type DeskView, deskPage, type LineDown, outboxPage } from '@comity/portal'
import { inCustody } from '@comity/procedure'
import { Hono } from 'hono'
import { deskRow, isOnLiberty, outboxRows } from './desk-view.ts'
import { quarantineWords } from './quarantine-words.ts'
import { frameOf, type Site, send, stateName, type Visit, visit } from './site.ts'

/** The desk of an authority: what is in, what is out. */
export function deskRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.get('/desk', async (context) => {
    const here = await visit(site, context)
    if (here.persona?.kind !== 'officer') return context.redirect('/enter', 303)
    return send(deskPage(here.reader, await frameOf(here), await deskView(here)))
  })
  routes.get('/desk/outbox', async (context) => {
    const here = await visit(site, context)
    if (here.persona?.kind !== 'officer') return context.redirect('/enter', 303)
    return send(outboxPage(here.reader, await frameOf(here), await outboxRows(here)))
  })
  return routes
}

async function deskView(here: Visit): Promise<DeskView> {
  const { site, reader, persona } = here
  const { archive } = site.node.ports
  const liberty: DeskRow[] = []
  const other: DeskRow[] = []
  let custody = 0
  for (const id of await archive.dossiers()) {
    const loaded = await site.node.dossiers.load(id as DossierId)
    const row = await deskRow(here, loaded)
    if (!row) continue
    if (inCustody(loaded.folded.dossier)) custody += 1
    if (isOnLiberty(site, loaded)) liberty.push(row)
    else other.push(row)
  }
  const aside = (await archive.actsByStanding('quarantined')).map(({ storedAt, strand, reason }) => ({
    at: storedAt,
    claims: strand,
    why: quarantineWords(reader.t, reason),
  }))
  const pending = await site.node.allPending()
  const mine = pending.filter(({ author }) => persona !== undefined && 'key' in persona && author === persona.key)
  return {
    onLiberty: bySoonest(liberty),
    other: bySoonest(other),
    aside,
    inCustody: custody,
    signatures: mine.map(({ id, dossier, kind, at }) => ({
      id: dossier,
      href: `/sign/${id}`,
      what: titleOf(here, kind),
      at: at as Instant,
    })),
    lines: await linesDown(here),
    start: { text: reader.t('desk.start'), href: '/drafts/new' },
  }
}

const titleOf = ({ reader }: Visit, kind: string): string =>
  kind === 'request-authorised' ? actTitle(reader.t, { kind: 'request-authorised' }) : kind

const bySoonest = (rows: readonly DeskRow[]): readonly DeskRow[] =>
  rows.toSorted((a, b) => (a.clock?.at ?? '9').localeCompare(b.clock?.at ?? '9'))

/** Peers that have not answered several tries. */
async function linesDown(here: Visit): Promise<readonly LineDown[]> {
  const silent = (await here.site.node.ports.archive.outboxOpen()).filter(({ attempts }) => attempts >= 3)
  const byPeer = Map.groupBy(silent, ({ to }) => to)
  return [...byPeer].map(([state, entries]) => ({
    state: stateName(here, state),
    since: entries.map(({ queuedAt }) => queuedAt).sort()[0] ?? here.reader.now,
    waiting: entries.length,
  }))
}
