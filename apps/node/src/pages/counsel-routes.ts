import { epochMsOf } from '@comity/kernel'
import { type DeskRow, deskPage } from '@comity/portal'
import { Hono } from 'hono'
import { deskRow, isOnLiberty } from './desk-view.ts'
import { accessTo } from './looks.ts'
import { frameOf, type Site, send, visit } from './site.ts'

/** Counsel's desk: the matters that admitted them, by the next deadline. */
export function counselRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.get('/counsel', async (context) => {
    const here = await visit(site, context)
    const { persona } = here
    if (persona?.kind !== 'counsel') return context.redirect('/enter', 303)
    const liberty: DeskRow[] = []
    const other: DeskRow[] = []
    for (const id of await site.node.ports.archive.dossiers()) {
      const loaded = await site.node.dossiers.load(id)
      if (!accessTo(persona, loaded, site).ok) continue
      const row = await deskRow(here, loaded)
      if (row) (isOnLiberty(site, loaded) ? liberty : other).push(row)
    }
    const soonest = (a: DeskRow, b: DeskRow) =>
      (a.clock ? epochMsOf(a.clock.at) : Infinity) - (b.clock ? epochMsOf(b.clock.at) : Infinity)
    const pending = (await site.node.allPending()).filter(({ author }) => author === persona.key)
    return send(
      deskPage(here.reader, await frameOf(here), {
        onLiberty: liberty.sort(soonest),
        other: other.sort(soonest),
        aside: [],
        lines: [],
        inCustody: liberty.length,
        signatures: pending.map(({ id, dossier, kind, at }) => ({
          id: dossier,
          href: `/sign/${id}`,
          what: kind,
          at: at as never,
        })),
        title: here.reader.t('counsel.title'),
        empty: here.reader.t('counsel.empty'),
      }),
    )
  })
  return routes
}
