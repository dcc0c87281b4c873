import type { ActId, CalendarDate, JsonObject } from '@comity/kernel'
import {
  type ActFacts,
  type BoundGate,
  evaluateWhere,
  examineOrder,
  matchesProof,
  type ProceduralLaw,
} from '@comity/rules'
import { type Dossier, knewOf, standing } from './dossier.ts'

/** Key under which an order carries the proof of a gate. */
export const proofKey = (gate: Pick<BoundGate, 'guarantee' | 'index'>): string => `${gate.guarantee}/${gate.index}`

/** A gate and how it stands in a dossier. */
export type GateState =
  | { readonly gate: BoundGate; readonly state: 'met'; readonly by: ActId | 'stated-in-the-order' }
  | { readonly gate: BoundGate; readonly state: 'open' }
  | { readonly gate: BoundGate; readonly state: 'barred'; readonly by: ActId }

type Fact = ActFacts & { readonly id: ActId }

/** Acts in force, as the law may look at them: kind and clear fields. */
export function factsInForce(dossier: Dossier): readonly Fact[] {
  return [...dossier.settled.values()]
    .filter(({ id }) => standing(dossier, id))
    .map(({ id, act }) => ({ id, kind: act.kind, body: act.body as unknown as JsonObject }))
}

/**
 * The facts without those that a contrary one stands beside. Where only the last act counts ("understood" is undone by a
 * later "not understood"), one that its author did not know of undoes it too: between concurrent acts there is no last
 * one, and doubt goes to the person.
 */
export function uncontested(dossier: Dossier, facts: readonly Fact[], proofs: BoundGate['provedBy']): readonly Fact[] {
  return proofs
    .filter(({ lastBy }) => lastBy !== undefined)
    .reduce<readonly Fact[]>((left, proof) => {
      const contrary = left.filter((fact) => isOfSubject(proof, fact) && !matchesProof(proof, fact))
      return left.filter(
        (fact) => !matchesProof(proof, fact) || contrary.every(({ id }) => knewOf(dossier, fact.id, id)),
      )
    }, facts)
}

/** An act about the same thing: `for` the same hearing, say, whatever it says of it. */
function isOfSubject({ act, where = {}, lastBy = [] }: BoundGate['provedBy'][number], fact: Fact): boolean {
  const subject = Object.fromEntries(Object.entries(where).filter(([field]) => lastBy.includes(field)))
  return fact.kind === act && evaluateWhere(subject, fact.body)
}

/** How every gate of an order stands. The order's body counts where the law lets the order state a thing itself. */
export function gateStates(
  dossier: Dossier,
  order: ActFacts,
  law: ProceduralLaw,
  on: CalendarDate,
): readonly GateState[] {
  const facts = factsInForce(dossier)
  return law.gatesOf(order.kind, on, dossier.opened).map((gate): GateState => {
    const { met, unmet } = examineOrder([gate], order, uncontested(dossier, facts, gate.provedBy))
    const [proved] = met
    if (proved)
      return {
        gate,
        state: 'met',
        by: proved.by === undefined || proved.by === 'order' ? 'stated-in-the-order' : proved.by.id,
      }
    const [missing] = unmet
    return missing?.barredBy ? { gate, state: 'barred', by: missing.barredBy.id } : { gate, state: 'open' }
  })
}

/**
 * Whether the acts that an order carries do prove the gates. The receiving node does not only look for proof itself: the
 * author says by which acts each guarantee was met, and is held to it.
 */
export function carriedProofs(
  dossier: Dossier,
  order: ActFacts,
  law: ProceduralLaw,
  on: CalendarDate,
): readonly GateState[] {
  const carried = (order.body['proofs'] ?? {}) as Readonly<Record<string, string>>
  return gateStates(dossier, order, law, on).map((state): GateState => {
    if (state.state !== 'met' || state.by === 'stated-in-the-order') return state
    const named = carried[proofKey(state.gate)] as ActId | undefined
    return named !== undefined && proves(dossier, named, state.gate)
      ? { ...state, by: named }
      : { gate: state.gate, state: 'open' }
  })
}

function proves(dossier: Dossier, id: ActId, gate: BoundGate): boolean {
  const act = dossier.settled.get(id)?.act
  if (!act || !standing(dossier, id)) return false
  const facts: ActFacts = { kind: act.kind, body: act.body as unknown as JsonObject }
  return gate.provedBy.some((proof) => matchesProof(proof, facts))
}
