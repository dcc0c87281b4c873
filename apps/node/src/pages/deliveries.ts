import type { OutboxEntry } from '@comity/archive'
import { readJws } from '@comity/crypto'
import { type DeliveryWord, deliveryWord, Receipt } from '@comity/exchange'
import type { ActId, DossierId, Instant, StateCode } from '@comity/kernel'
import { type Content, dayText, type DeliveryView, html, moment, timeText } from '@comity/portal'
import type { LoadedDossier } from '../node/dossiers.ts'
import { type Site, stateName, type Visit } from './site.ts'

/** A receipt that this node holds, checked when it came. */
export type HeldReceipt = { readonly id: string; readonly jws: Uint8Array; readonly receipt: Receipt }

/** How far an act has come on its way to one recipient. */
export type Delivered = {
  readonly to: StateCode
  readonly word: DeliveryWord
  readonly entry: OutboxEntry
  readonly receipts: readonly HeldReceipt[]
  /** When the recipient said so, or since when nothing has come. */
  readonly at: Instant
}

/** For every act that left this node, each recipient; read once for a whole dossier. */
export async function deliveriesOf(site: Site, dossier: DossierId): Promise<ReadonlyMap<ActId, readonly Delivered[]>> {
  const { archive, engine } = site.node.ports
  const byAct = new Map<ActId, Delivered[]>()
  for (const entry of await archive.outboxOf(dossier)) {
    const kept = entry.message === undefined ? [] : await archive.receiptsFor(entry.message)
    const receipts = kept.flatMap(({ id, jws }): HeldReceipt[] => {
      const read = readJws(engine, jws, 'comity-receipt+json')
      const receipt = read.ok ? Receipt.safeParse(read.value.payload) : undefined
      return receipt?.success ? [{ id, jws, receipt: receipt.data }] : []
    })
    const word = deliveryWord(
      entry,
      receipts.map(({ receipt }) => receipt),
    )
    const delivered: Delivered = { to: entry.to, word, entry, receipts, at: saidAt(entry, receipts) }
    for (const act of entry.acts) byAct.set(act, [...(byAct.get(act) ?? []), delivered])
  }
  return byAct
}

/** The latest word of the recipient; without one, when the act was queued. */
function saidAt(entry: OutboxEntry, receipts: readonly HeldReceipt[]): Instant {
  const theirs = receipts.filter(({ receipt: { by, to } }) => by === to).map(({ receipt }) => receipt.at)
  return theirs.sort().at(-1) ?? entry.queuedAt
}

/**
 * What the screen says of an act's way: recipients that are equally far share a line, and whoever has not answered comes
 * first. An act that came from elsewhere says when it came.
 */
export function deliveryViews(
  here: Visit,
  loaded: LoadedDossier,
  act: ActId,
  delivered: readonly Delivered[],
): readonly DeliveryView[] {
  const { t } = here.reader
  const { id } = loaded.folded.dossier
  if (delivered.length === 0) {
    const kept = loaded.kept.get(act)
    if (!kept || isMadeHere(here.site, kept.strand)) return []
    return [
      {
        state: 'received',
        detail: t.html('matter.delivery.here', {
          when: html`${shortMoment(here, kept.storedAt, loaded.read.get(act)?.payload.claimed)}`,
        }),
      },
    ]
  }
  const groups = [...Map.groupBy(delivered, ({ word }) => word)].toSorted(
    ([a], [b]) => Number(isAnswered(a)) - Number(isAnswered(b)),
  )
  const claimed = loaded.read.get(act)?.payload.claimed
  return groups.map(([word, each]): DeliveryView => {
    const latest =
      each
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? here.reader.now
    const receipt = isAnswered(word)
      ? html` · <a href="/matters/${id}/acts/${act}#receipts">${t('delivery.receipt')}</a>`
      : ''
    const who = each.map(({ to }) => stateName(here, to)).join(', ')
    const detail = html`<bdi>${who}</bdi> ${shortMoment(here, latest, claimed)}${receipt}`
    return word === 'no-answer' ? { state: word, by: latest, detail } : { state: word, detail }
  })
}

/** The hour alone where the day is that of the act. */
function shortMoment({ reader }: Visit, at: Instant, near: Instant | undefined): Content {
  const { t, place } = reader
  const sameDay = near !== undefined && dayText(t, at, place.zone) === dayText(t, near, place.zone)
  return sameDay ? html`<time datetime="${at}">${timeText(t, at, place.zone)}</time>` : moment(reader, at)
}

const isAnswered = (word: DeliveryWord): boolean => word === 'taken' || word === 'received' || word === 'refused'

/** Acts of this State's authorities, and those of counsel who write at this node, leave from here. */
const isMadeHere = (site: Site, strand: string): boolean => strand.startsWith(`${site.node.identity.state}/`)
