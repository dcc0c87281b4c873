import { type ActId, dateIn, type ZoneName } from '@comity/kernel'
import { breachesOpenedBy, type ProceduralLaw } from '@comity/rules'
import type { Breach, Dossier, Settled } from './dossier.ts'
import { settledOf } from './dossier.ts'
import { factsInForce, uncontested } from './gates.ts'
import { bodyJson } from './turn.ts'

const UTC = 'UTC' as ZoneName

/**
 * What an act breaks, given its causal past: a report of a wrong is recorded like any other, and what it broke is opened
 * by it. What its author could not know of neither opens nor excuses anything.
 */
export function breachesOf({ id, act, payload }: Settled, past: Dossier, law: ProceduralLaw): readonly Breach[] {
  const facts = { kind: act.kind, body: bodyJson(act) }
  const on = dateIn(payload.claimed, UTC)
  const excuses = law.breachesOf(act.kind, facts.body, on, past.opened).flatMap(({ unless }) => unless)
  const before = uncontested(past, factsInForce(past), excuses)
  return breachesOpenedBy(law, facts, before, on, past.opened).map((breach): Breach => {
    const statement = facts.body['statement']
    return {
      guarantee: breach.guarantee,
      by: id,
      challengedBy: [],
      ...(breach.taints && typeof statement === 'string' ? { statement } : {}),
    }
  })
}

/** Breaches with what was said about them, whichever of report, challenge and exclusion comes first in the order. */
export function withRemedies(dossier: Dossier, breaches: readonly Breach[]): readonly Breach[] {
  const challenges = settledOf(dossier, 'evidence-challenged')
  const exclusions = settledOf(dossier, 'evidence-excluded')
  return breaches.map((breach): Breach => {
    const isAbout = ({ act }: { readonly act: { readonly body: { report: ActId; statement: string } } }) =>
      act.body.report === breach.by && act.body.statement === breach.statement
    const remedy = exclusions.find(isAbout)
    return {
      ...breach,
      challengedBy: challenges.filter(isAbout).map(({ id }) => id),
      ...(remedy ? { remediedBy: remedy.id } : {}),
    }
  })
}

/** Whether a statement was taken in breach of a right: it is tainted for good, by whichever side it would be used. */
export const isTainted = (dossier: Dossier, report: ActId, statement: string): boolean =>
  dossier.breaches.some((breach) => breach.by === report && breach.statement === statement)
