import { epochMsOf } from '@comity/kernel'
import { type ActCardView, type Content, dayText, html, moment, type SealedView, timeText } from '@comity/portal'
import { type Breach, definitionOf, fallenBy, type Verdict } from '@comity/procedure'
import type { TimeBracket } from '@comity/record'
import type { LoadedDossier } from '../node/dossiers.ts'
import { factsOf, sentences, textsOf } from './act-facts.ts'
import { cardKindOf, numbersOf, titleOfAct } from './act-words.ts'
import { authorLine } from './authors.ts'
import { bracketsOf } from './brackets.ts'
import { citesFor } from './cites.ts'
import { type Delivered, deliveriesOf, deliveryViews } from './deliveries.ts'
import { partiesOf, sourcesOfAct } from './provisions-of-act.ts'
import type { Visit } from './site.ts'

export const anchorOf = (id: string): string => `act-${id.slice(0, 12)}`

type Placed = LoadedDossier['folded']['acts'][number]
type Counted = Exclude<Verdict, { effect: 'quarantined' }>

/** Every placed act as a card, in the one order. */
export async function cardsOf(here: Visit, loaded: LoadedDossier): Promise<readonly ActCardView[]> {
  const { id } = loaded.folded.dossier
  const deliveries = await deliveriesOf(here.site, id)
  const brackets = await bracketsOf(here.site, loaded, deliveries)
  const numbers = numbersOf(loaded)
  return loaded.folded.acts.flatMap((placed) => {
    const { verdict } = placed
    if (verdict.effect === 'quarantined') return []
    return [
      cardOf(here, loaded, { ...placed, verdict }, numbers, deliveries.get(placed.id) ?? [], brackets.get(placed.id)),
    ]
  })
}

function cardOf(
  here: Visit,
  loaded: LoadedDossier,
  placed: Placed & { readonly verdict: Counted },
  numbers: ReadonlyMap<string, number>,
  delivered: readonly Delivered[],
  bracket: TimeBracket | undefined,
): ActCardView {
  const { id, act, payload, verdict } = placed
  const { dossier } = loaded.folded
  const breaches = dossier.breaches.filter(({ by }) => by === id)
  const read = loaded.read.get(id) ?? { act, payload, shown: {} }
  const facts = sentences(factsOf(here, loaded, read))
  const fallen = fallenBy(dossier, id)
  const bracketed = bracket && bracketWords(here, placed, bracket)
  return {
    id: anchorOf(id),
    number: numbers.get(id) ?? 0,
    rail: verdict.rail,
    kind: cardKindOf(act, breaches.length > 0),
    at: payload.claimed,
    title: titleOfAct(here, loaded, id),
    href: `/matters/${dossier.id}/acts/${id}`,
    by: authorLine(here, loaded, { act }, verdict.author),
    body: [...textsOf(read), facts].filter((part) => !(Array.isArray(part) && part.length === 0)),
    cites: citesFor(
      here.site.law,
      sourcesOfAct(here, placed, breaches),
      partiesOf(loaded),
      verdict.effect === 'none' ? 4 : 2,
    ),
    ...verdictWords(here, placed, breaches, fallen && numbers.get(fallen)),
    ...(definitionOf(act.kind).touches && verdict.rail !== 'person' ? { touches: true } : {}),
    sealed: sealedOf(here, loaded, id),
    deliveries: deliveryViews(here, loaded, id, delivered),
    ...(bracketed === undefined ? {} : { bracket: bracketed }),
  }
}

/** What the law makes of an act, where that is not simply what its author wanted. */
function verdictWords(
  { reader: { t } }: Visit,
  { verdict }: Placed,
  breaches: readonly Breach[],
  fallenBy: number | undefined,
): Pick<ActCardView, 'verdict' | 'withoutEffect'> {
  if (verdict.effect === 'none') return { withoutEffect: true, verdict: t('matter.without-effect') }
  if (fallenBy !== undefined) return { verdict: t('matter.fallen', { number: fallenBy }) }
  if (verdict.effect === 'effective' && verdict.doubt) return { verdict: t('matter.doubt') }
  if (breaches.length === 0) return {}
  if (breaches.every(({ remediedBy }) => remediedBy !== undefined)) return { verdict: t('matter.breach.remedied') }
  return {
    verdict: t(
      breaches.some(({ statement }) => statement !== undefined) ? 'matter.breach.tainted' : 'matter.breach.open',
    ),
  }
}

/** Two clocks of honest nodes are this far apart at most. */
const CLOCK_TOLERANCE_MS = 60_000

/**
 * What the log adds to an author's word: since when an order has effect, that no witness has seen an act yet, or that its
 * author states a time at which it cannot have been made. Where all agrees nothing is said; the act's own page shows it.
 */
function bracketWords(
  here: Visit,
  { act, verdict }: Placed,
  { claimed, notBefore, notAfter }: TimeBracket,
): Content | undefined {
  const { reader } = here
  const { t, place } = reader
  if (notAfter === undefined) return t('matter.bracket.unwitnessed')
  const outside =
    epochMsOf(claimed) > epochMsOf(notAfter) + CLOCK_TOLERANCE_MS ||
    (notBefore !== undefined && epochMsOf(claimed) < epochMsOf(notBefore) - CLOCK_TOLERANCE_MS)
  if (outside && notBefore !== undefined)
    return t.html('matter.bracket.outside', { from: moment(reader, notBefore), to: moment(reader, notAfter) })
  if (definitionOf(act.kind).class !== 'order' || verdict.effect !== 'effective') return undefined
  const sameDay = dayText(t, claimed, place.zone) === dayText(t, notAfter, place.zone)
  const when = sameDay ? html`${timeText(t, notAfter, place.zone)}` : moment(reader, notAfter)
  return t.html('matter.bracket.effect', { when })
}

/** What is withheld from this reader leaves a mark for each class. */
function sealedOf({ reader: { t } }: Visit, loaded: LoadedDossier, id: string): readonly SealedView[] {
  const hidden = loaded.read.get(id as never)?.hidden ?? []
  return [...Map.groupBy(hidden, (field) => field.class)].map(([name, fields]) => ({
    what: t(`matter.class.${name}`),
    fields: fields.length,
  }))
}
