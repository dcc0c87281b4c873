import type { JsonObject } from '@comity/kernel'
import { type ActCardView, type Content, guaranteeText, quoted, type SealedView } from '@comity/portal'
import { definitionOf } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { citesOf } from './answers.ts'
import { cardKindOf, numbersOf, titleOfAct } from './act-words.ts'
import { deliveryViewOf } from './desk-view.ts'
import { nameIn, type Site, type Visit } from './site.ts'

export const anchorOf = (id: string): string => `act-${id.slice(0, 12)}`

/** Every placed act as a card, in the one order. */
export async function cardsOf(here: Visit, loaded: LoadedDossier): Promise<readonly ActCardView[]> {
  const { site, reader } = here
  const { dossier, acts } = loaded.folded
  const numbers = numbersOf(loaded)
  const outbox = await site.node.ports.archive.outboxOf(dossier.id)
  const cards: ActCardView[] = []
  for (const { id, act, payload, verdict } of acts) {
    if (verdict.effect === 'quarantined') continue
    const breaches = dossier.breaches.filter(({ by }) => by === id)
    const definition = definitionOf(act.kind)
    const sent = outbox.findLast((entry) => entry.acts.includes(id) && !isOverseer(site, entry.to))
    const cites = verdict.effect === 'none' ? citesOfImpediments(verdict.impediments) : breachCites(here, breaches)
    cards.push({
      id: anchorOf(id),
      number: numbers.get(id) ?? 0,
      rail: verdict.rail === 'oversight' ? 'decides' : verdict.rail,
      kind: cardKindOf(act, breaches.length > 0),
      at: payload.claimed,
      title: titleOfAct(here, loaded, id),
      href: `/matters/${dossier.id}/acts/${id}`,
      by: authorLine(here, verdict.author),
      body: bodyOf(here, loaded, id),
      cites,
      ...(verdict.effect === 'none' ? { withoutEffect: true, verdict: reader.t('matter.without-effect') } : {}),
      ...(breaches.length > 0 ? { verdict: breachVerdict(here, breaches) } : {}),
      ...(definition.touches && verdict.rail !== 'person' ? { touches: true } : {}),
      sealed: sealedOf(here, loaded, id),
      ...(sent ? { delivery: await deliveryViewOf(site, sent) } : {}),
    })
  }
  return cards
}

const isOverseer = (site: Site, state: string): boolean =>
  site.node
    .directory()
    .of(state as never)
    ?.authorities.some(({ role }) => role === 'overseer') ?? false

export function authorLine(
  { site, reader }: Visit,
  author: { readonly kind: string } & Record<string, unknown>,
): string {
  if (author.kind === 'counsel') return reader.t('matter.counsel')
  const authority = site.node.directory().authority(author['authority'] as never)
  const office = authority ? nameIn(authority.name, reader.t.language) : String(author['authority'])
  const holder = String(author['holder'])
  // A registry's key is held by the node: the office signs, and is named once.
  return authority?.role === 'registry' ? office : `${holder}, ${office}`
}

function bodyOf(here: Visit, loaded: LoadedDossier, id: string): readonly Content[] {
  const read = loaded.read.get(id as never)
  if (!read) return []
  const { matter: _, counselName: __, ...texts } = read.shown
  const lines: Content[] = Object.values(texts).map((text) => quoted(text))
  const { act } = read
  if (act.kind === 'order-refused') {
    const missing = act.body.unmet.map(({ guarantee }) => guaranteeText(here.reader.t, guarantee).name)
    lines.push(here.reader.t('matter.missing', { what: [...missing, ...act.body.otherwise].join(', ') }))
    if (act.body.alarm) lines.push(here.reader.t('matter.alarm'))
  }
  if ('attested' in act.body && act.body.attested !== undefined) {
    const { how } = act.body.attested as { readonly how: 'paper' | 'spoken' | 'form' }
    lines.push(here.reader.t(`matter.attested.${how}`))
  }
  return lines
}

function sealedOf({ reader }: Visit, loaded: LoadedDossier, id: string): readonly SealedView[] {
  const hidden = loaded.read.get(id as never)?.hidden ?? []
  const byClass = Map.groupBy(hidden, (field) => field.class)
  return [...byClass].map(([name, fields]) => ({
    what: reader.t(`matter.class.${name}`),
    fields: fields.length,
    class: reader.t(`matter.class.${name}`),
  }))
}

type Impediments = readonly { readonly kind: string; readonly gate?: Parameters<typeof citesOf>[0] }[]
const citesOfImpediments = (impediments: Impediments) =>
  impediments.flatMap(({ gate }) => (gate ? citesOf(gate).slice(0, 1) : [])).slice(0, 4)

function breachCites({ site }: Visit, breaches: readonly { readonly guarantee: string }[]) {
  return breaches.flatMap(({ guarantee }) => {
    const known = site.node.ports.law.own.procedure.guarantee(guarantee)
    return known ? citesOf(known).slice(0, 1) : []
  })
}

function breachVerdict(
  { reader }: Visit,
  breaches: readonly { readonly statement?: string; readonly remediedBy?: string }[],
): string {
  if (breaches.every(({ remediedBy }) => remediedBy !== undefined)) return reader.t('matter.breach.remedied')
  return reader.t(
    breaches.some(({ statement }) => statement !== undefined) ? 'matter.breach.tainted' : 'matter.breach.open',
  )
}

/** Clear fields of an act as lines to read. */
export function clearLines(body: JsonObject): readonly { readonly label: string; readonly value: string }[] {
  return Object.entries(body).map(([label, value]) => ({
    label,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}
