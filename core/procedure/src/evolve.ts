import { unreachable } from '@comity/kernel'
import { openBreaches } from './breach.ts'
import type { Decision, Dossier, Settled } from './dossier.ts'
import type { ProceduralLaw } from '@comity/rules'

/** Applies one act that has effect. Means the same whichever of two concurrent acts comes first. */
export function evolve(dossier: Dossier, settled: Settled, law: ProceduralLaw): Dossier {
  return effectOf(note(dossier, settled), settled, law)
}

/** What every act does: it stands in the dossier and is the head of its strand. */
function note(dossier: Dossier, settled: Settled): Dossier {
  const { id, act, payload } = settled
  return {
    ...dossier,
    settled: new Map(dossier.settled).set(id, settled),
    byKind: new Map(dossier.byKind).set(act.kind, [...(dossier.byKind.get(act.kind) ?? []), id]),
    heads: new Map(dossier.heads).set(payload.strand, id),
  }
}

function effectOf(dossier: Dossier, settled: Settled, law: ProceduralLaw): Dossier {
  const { id, act } = settled
  switch (act.kind) {
    case 'request-authorised':
      return opened(dossier, settled, 'mutual-legal-assistance', act.body)
    case 'arrest-requested':
      return opened(dossier, settled, 'extradition', act.body)
    case 'counsel-vouched': {
      const { appointment, kid, key } = act.body
      return { ...dossier, counsel: new Map(dossier.counsel).set(kid, { appointment, voucher: id, key }) }
    }
    case 'order-refused':
      return { ...dossier, refusals: new Map(dossier.refusals).set(act.body.act, id) }
    case 'consent-withdrawn': // names what it withdraws, so it means the same whichever arrived first
      return { ...dossier, withdrawn: new Map(dossier.withdrawn).set(act.body.consent, id) }
    case 'request-withdrawn':
      return { ...dossier, withdrawn: new Map(dossier.withdrawn).set(act.body.request, id) }
    case 'assistance-granted':
      return { ...dossier, decisions: decided(dossier, settled, 'granted') }
    case 'assistance-refused':
      return { ...dossier, decisions: decided(dossier, settled, 'refused') }
    case 'arrested':
      return openBreaches({ ...dossier, custody: { since: id } }, settled, law)
    case 'released':
      return { ...dossier, custody: { ...dossier.custody, ended: id } }
    case 'evidence-challenged':
      return {
        ...dossier,
        breaches: dossier.breaches.map((breach) =>
          breach.by === act.body.report && breach.statement === act.body.statement
            ? { ...breach, challengedBy: [...breach.challengedBy, id] }
            : breach,
        ),
      }
    case 'evidence-excluded':
      return {
        ...dossier,
        breaches: dossier.breaches.map((breach) =>
          breach.by === act.body.report && breach.statement === act.body.statement
            ? { ...breach, remediedBy: id }
            : breach,
        ),
      }
    case 'matter-closed':
      return { ...dossier, closedBy: id }
    case 'questioned': // a report: never refused. Without counsel it opens the breach instead (see breach.ts)
    case 'brought-before-judge':
    case 'measure-executed':
    case 'deadline-met':
    case 'deadline-missed':
    case 'deadline-observed':
      return openBreaches(dossier, settled, law)
    case 'supplement-asked':
    case 'counsel-appointed':
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
    case 'extradition-requested':
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
    case 'consent-recorded':
    case 'speciality-renounced':
    case 'evidence-relied-on':
      return dossier // its being there is its effect: gates, clocks and pages look it up
    default:
      return unreachable(act)
  }
}

function opened(
  dossier: Dossier,
  { id }: Settled,
  procedure: NonNullable<Dossier['opened']>['procedure'],
  { requesting, requested }: Pick<NonNullable<Dossier['opened']>, 'requesting' | 'requested'>,
): Dossier {
  return { ...dossier, opened: { by: id, procedure, requesting, requested } }
}

/** A decision replaces those that its author knew of; one that nobody knew of stands beside it, as a conflict to resolve. */
function decided(dossier: Dossier, settled: Settled, outcome: Decision['outcome']): readonly Decision[] {
  const known = new Set([settled.payload.prev, ...settled.payload.parents])
  const isKnown = (decision: Decision) =>
    [...known].some((head) => head !== null && reaches(dossier, head, decision.by))
  return [...dossier.decisions.filter((decision) => !isKnown(decision)), { by: settled.id, outcome }]
}

function reaches(dossier: Dossier, from: string, target: string): boolean {
  const seen = new Set<string>()
  const next = [from]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === target) return true
    if (seen.has(id)) continue
    seen.add(id)
    const payload = dossier.settled.get(id as Settled['id'])?.payload
    if (payload) next.push(...payload.parents, ...(payload.prev === null ? [] : [payload.prev]))
  }
  return false
}
