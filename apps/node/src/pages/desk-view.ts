import type { OutboxEntry } from '@comity/archive'
import { readJws } from '@comity/crypto'
import { deliveryWord, Receipt } from '@comity/exchange'
import { type CalendarDate, type DossierId, dateIn, epochMsOf, type Instant, type ZoneName } from '@comity/kernel'
import type { DeliveryView, DeskRow, OutboxRow } from '@comity/portal'
import { guaranteeText } from '@comity/portal'
import { deadlines, type FoldedDossier, gateStates, inCustody, type RunningClock } from '@comity/procedure'
import { calendarOf } from '@comity/rules'
import type { LoadedDossier } from '../node/dossiers.ts'
import { type Site, stateName, type Visit, zoneOf } from './site.ts'

/** Every clock of a matter as of now, by the calendars of its two States. */
export function clocksOf(site: Site, folded: FoldedDossier): readonly RunningClock[] {
  return deadlines(folded.dossier, site.node.ports.law.own.procedure, site.node.ports.clock.now(), (state) => ({
    zone: zoneOf(site, state),
    calendar: calendarOf(state),
  }))
}

/** What the law asks of the order towards which a matter moves: consent in extradition, the return of the result in assistance. */
export function gatesAhead(site: Site, { dossier }: FoldedDossier) {
  const kind = dossier.opened?.procedure === 'extradition' ? 'consent-recorded' : 'result-returned'
  const on: CalendarDate = dateIn(site.node.ports.clock.now(), 'UTC' as ZoneName)
  return gateStates(dossier, { kind, body: {} }, site.node.ports.law.own.procedure, on)
}

export async function deskRow(here: Visit, loaded: LoadedDossier): Promise<DeskRow | undefined> {
  const { site, reader } = here
  const { dossier } = loaded.folded
  if (!dossier.opened) return undefined
  const self = site.node.identity.state
  const other = dossier.opened.requesting === self ? dossier.opened.requested : dossier.opened.requesting
  const running = clocksOf(site, loaded.folded).filter(
    ({ state, passesAt }) => state === 'running' && passesAt !== undefined,
  )
  const [clock] = running
  const gates = gatesAhead(site, loaded.folded)
  const open = gates.find(({ state }) => state !== 'met')
  const last = loaded.folded.acts.findLast(
    ({ verdict }) =>
      verdict.effect !== 'quarantined' && verdict.author.kind === 'authority' && verdict.author.state === self,
  )
  const delivery = await deliveryOf(site, dossier.id)
  const now = epochMsOf(reader.now)
  return {
    id: dossier.id,
    href: `/matters/${dossier.id}`,
    about: reader.t(`desk.about.${dossier.opened.procedure}`, { state: stateName(here, other) }),
    person: {
      initials: initialsOf(loaded) ?? reader.t('desk.person.not-shown'),
      note: reader.t(inCustody(dossier) ? 'desk.person.custody' : 'desk.person.free'),
    },
    gates: {
      met: gates.filter(({ state }) => state === 'met').length,
      all: gates.length,
      breached: dossier.breaches.filter(({ remediedBy }) => remediedBy === undefined).length,
      ...(open ? { next: guaranteeText(reader.t, open.gate.guarantee).name } : {}),
    },
    ...(clock?.passesAt
      ? { clock: { leftMs: Math.max(0, epochMsOf(clock.passesAt) - now), at: clock.passesAt, what: clock.clock.title } }
      : {}),
    ...(last?.verdict.effect !== 'quarantined' && last?.verdict.author.kind === 'authority'
      ? { holder: last.verdict.author.holder }
      : {}),
    ...(delivery ? { delivery } : {}),
  }
}

export const isOnLiberty = (site: Site, loaded: LoadedDossier): boolean =>
  inCustody(loaded.folded.dossier) ||
  clocksOf(site, loaded.folded).some(({ clock, state }) => clock.onLiberty && state === 'running')

/** Initials of the person named in the opening act, where this node may read the name. */
export function initialsOf(loaded: LoadedDossier): string | undefined {
  const opening = loaded.folded.dossier.opened?.by
  const name = opening && loaded.read.get(opening)?.shown['person']
  if (!name) return undefined
  return name
    .split(',')[0]
    ?.split(/[\s-]+/)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0]}.`)
    .join(' ')
}

/** The weakest proven state of what this node sent in a matter most recently: nobody is told "received" for two of three. */
export async function deliveryOf(site: Site, dossier: DossierId): Promise<DeliveryView | undefined> {
  const entries = await site.node.ports.archive.outboxOf(dossier)
  const states = new Map(
    site.node
      .directory()
      .states()
      .map((list) => [list.state, list]),
  )
  const toStates = entries.filter(({ to }) => !states.get(to)?.authorities.some(({ role }) => role === 'overseer'))
  const last = toStates.at(-1)
  return last && deliveryViewOf(site, last)
}

export async function deliveryViewOf(site: Site, entry: OutboxEntry): Promise<DeliveryView> {
  const kept = entry.message === undefined ? [] : await site.node.ports.archive.receiptsFor(entry.message)
  const receipts = kept.flatMap(({ jws }) => {
    const read = readJws(site.node.ports.engine, jws, 'comity-receipt+json')
    const receipt = read.ok ? Receipt.safeParse(read.value.payload) : undefined
    return receipt?.success ? [receipt.data] : []
  })
  const word = deliveryWord(entry, receipts)
  const silent = receipts.find(({ rung }) => rung === 'no-receipt-by')
  return word === 'no-answer' ? { state: 'no-answer', by: (silent?.at ?? entry.queuedAt) as Instant } : { state: word }
}

export async function outboxRows(here: Visit): Promise<readonly OutboxRow[]> {
  const { site } = here
  const open = await site.node.ports.archive.outboxOpen()
  return Promise.all(
    open.map(async (entry) => ({
      dossier: entry.dossier,
      to: stateName(here, entry.to),
      acts: entry.acts.length,
      queuedAt: entry.queuedAt,
      attempts: entry.attempts,
      nextAt: entry.nextAt,
      delivery: await deliveryViewOf(site, entry),
    })),
  )
}
