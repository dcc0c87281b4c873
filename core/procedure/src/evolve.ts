import { type ActId, unreachable } from '@comity/kernel'
import { namedBy, type CheckedAct } from './act.ts'
import { withRemedies } from './breach.ts'
import { type Breach, type Custody, type Decision, type Dossier, knewOf, type Settled, settledOf } from './dossier.ts'

/**
 * Applies one act that has effect. `opens`: what it breaks, judged by its causal past. Means the same whichever of two
 * concurrent acts comes first: what an act does to another is asked of both, never of the order.
 */
export function evolve(dossier: Dossier, settled: Settled, opens: readonly Breach[]): Dossier {
  return effectOf(note(dossier, settled, opens), settled)
}

/** An act without effect moves nothing; what its author knew of is remembered, because later acts reach back through it. */
export function passOver(dossier: Dossier, { id, payload }: CheckedAct): Dossier {
  return { ...dossier, named: new Map(dossier.named).set(id, namedBy(payload)) }
}

/** What every act does: it stands in the dossier, is the head of its strand, and opens what it breaks. */
function note(dossier: Dossier, settled: Settled, opens: readonly Breach[]): Dossier {
  const { id, act, payload } = settled
  const noted = {
    ...passOver(dossier, settled),
    settled: new Map(dossier.settled).set(id, settled),
    byKind: new Map(dossier.byKind).set(act.kind, [...(dossier.byKind.get(act.kind) ?? []), id]),
    heads: new Map(dossier.heads).set(payload.strand, id),
  }
  return opens.length === 0 ? noted : { ...noted, breaches: withRemedies(noted, [...noted.breaches, ...opens]) }
}

function effectOf(dossier: Dossier, settled: Settled): Dossier {
  const { id, act } = settled
  switch (act.kind) {
    case 'request-authorised':
      return opened(dossier, settled, 'mutual-legal-assistance', act.body)
    case 'arrest-requested':
      return opened(dossier, settled, 'extradition', act.body)
    case 'counsel-appointed':
    case 'counsel-vouched':
      return { ...dossier, counsel: counselIn(dossier) }
    case 'order-refused':
      return { ...dossier, refusals: new Map(dossier.refusals).set(act.body.act, id) }
    case 'consent-recorded':
    case 'consent-withdrawn':
    case 'request-withdrawn':
    case 'extradition-requested':
      return { ...dossier, withdrawn: withdrawnIn(dossier) }
    case 'assistance-granted':
      return { ...dossier, decisions: decided(dossier, settled, 'granted') }
    case 'assistance-refused':
      return { ...dossier, decisions: decided(dossier, settled, 'refused') }
    case 'arrested':
    case 'released':
      return { ...dossier, custody: custodyIn(dossier) }
    case 'evidence-challenged':
    case 'evidence-excluded':
      return { ...dossier, breaches: withRemedies(dossier, dossier.breaches) }
    case 'matter-closed':
      return { ...dossier, closedBy: id }
    case 'questioned': // a report: never refused. What it breaks was opened when it was noted (see breach.ts)
    case 'brought-before-judge':
    case 'measure-executed':
    case 'deadline-met':
    case 'deadline-missed':
    case 'deadline-observed':
    case 'supplement-asked':
    case 'information-asked':
    case 'information-supplied':
    case 'finding-made':
    case 'objection-filed':
    case 'language-assessed':
    case 'request-sent':
    case 'request-acknowledged':
    case 'remedy-notice-given':
    case 'privilege-reviewed':
    case 'result-returned':
    case 'video-hearing-accepted':
    case 'arrest-ordered':
    case 'reasons-given':
    case 'letter-of-rights-given':
    case 'counsel-advised':
    case 'interpreter-engaged':
    case 'interpretation-confirmed':
    case 'consulate-information-given':
    case 'third-person-informed':
    case 'doctor-offered':
    case 'hearing-set':
    case 'video-hearing-ordered':
    case 'speciality-renounced':
    case 'evidence-relied-on':
      return dossier // its being there is its effect: gates, clocks and pages look it up
    default:
      return unreachable(act)
  }
}

/** The first opening act stands: a second one, made without knowledge of it, changes neither procedure nor parties. */
function opened(
  dossier: Dossier,
  { id }: Settled,
  procedure: NonNullable<Dossier['opened']>['procedure'],
  { requesting, requested }: Pick<NonNullable<Dossier['opened']>, 'requesting' | 'requested'>,
): Dossier {
  const known = { ...dossier, withdrawn: withdrawnIn(dossier) }
  return dossier.opened ? known : { ...known, opened: { by: id, procedure, requesting, requested } }
}

/** Counsel: whom the bar that the appointment names vouched for, upon that appointment. Either alone admits nobody. */
function counselIn(dossier: Dossier): Dossier['counsel'] {
  return new Map(
    settledOf(dossier, 'counsel-vouched').flatMap(({ id, act, payload }) => {
      const { appointment, kid, key } = act.body
      const appointed = dossier.settled.get(appointment)?.act
      // Another bar's voucher would let a State put somebody of its own beside the person.
      if (appointed?.kind !== 'counsel-appointed' || appointed.body.bar !== payload.strand) return []
      return [[kid, { appointment, voucher: id, key }] as const]
    }),
  )
}

/** A withdrawal takes back what it names if that is a consent, or a request: nothing else can be made to vanish by it. */
function withdrawnIn(dossier: Dossier): Dossier['withdrawn'] {
  const consents = settledOf(dossier, 'consent-withdrawn').map(({ id, act }) => [act.body.consent, id] as const)
  const requests = settledOf(dossier, 'request-withdrawn').map(({ id, act }) => [act.body.request, id] as const)
  const isOneOf = (id: ActId, ...kinds: readonly string[]) =>
    kinds.includes(dossier.settled.get(id)?.act.kind ?? 'none')
  return new Map([
    ...consents.filter(([id]) => isOneOf(id, 'consent-recorded')),
    ...requests.filter(([id]) => isOneOf(id, 'request-authorised', 'arrest-requested', 'extradition-requested')),
  ])
}

/** A release ends every arrest but those that were reported in knowledge of it, and so came after. */
function custodyIn(dossier: Dossier): Custody {
  const releases = settledOf(dossier, 'released')
  const periods = settledOf(dossier, 'arrested').map(({ id }): Custody['periods'][number] => {
    const release = releases.find((released) => !knewOf(dossier, id, released.id))
    return release ? { by: id, endedBy: release.id } : { by: id }
  })
  const holding = periods.findLast(({ endedBy }) => endedBy === undefined)
  if (holding) return { since: holding.by, periods }
  const last = periods.at(-1)
  return last?.endedBy ? { since: last.by, ended: last.endedBy, periods } : { periods }
}

/** A decision replaces those that its author knew of; one that nobody knew of stands beside it, as a conflict to resolve. */
function decided(dossier: Dossier, settled: Settled, outcome: Decision['outcome']): readonly Decision[] {
  const unknown = dossier.decisions.filter(({ by }) => !knewOf(dossier, settled.id, by))
  return [...unknown, { by: settled.id, outcome }]
}
