import type { ActId, CalendarDate, JsonObject } from '@comity/kernel'
import { type ActFacts, type BoundGate, examineOrder, matchesProof, type ProceduralLaw } from '@comity/rules'
import { type Dossier, standing } from './dossier.ts'

/** Key under which an order carries the proof of a gate. */
export const proofKey = (gate: Pick<BoundGate, 'guarantee' | 'index'>): string => `${gate.guarantee}/${gate.index}`

/** A gate and how it stands in a dossier. */
export type GateState =
  | { readonly gate: BoundGate; readonly state: 'met'; readonly by: ActId | 'stated-in-the-order' }
  | { readonly gate: BoundGate; readonly state: 'open' }
  | { readonly gate: BoundGate; readonly state: 'barred'; readonly by: ActId }

/** Acts in force, as the law may look at them: kind and clear fields. */
export function factsInForce(dossier: Dossier): readonly (ActFacts & { readonly id: ActId })[] {
  return [...dossier.settled.values()]
    .filter(({ id }) => standing(dossier, id))
    .map(({ id, act }) => ({ id, kind: act.kind, body: act.body as unknown as JsonObject }))
}

/** How every gate of an order stands. The order's body counts where the law lets the order state a thing itself. */
export function gateStates(
  dossier: Dossier,
  order: ActFacts,
  law: ProceduralLaw,
  on: CalendarDate,
): readonly GateState[] {
  const gates = law.gatesOf(order.kind, on, dossier.opened)
  const { met, unmet } = examineOrder(gates, order, factsInForce(dossier))
  const byGate = new Map<BoundGate, GateState>()
  for (const { gate, by } of met)
    byGate.set(gate, { gate, state: 'met', by: by === undefined || by === 'order' ? 'stated-in-the-order' : by.id })
  for (const { gate, barredBy } of unmet)
    byGate.set(gate, barredBy ? { gate, state: 'barred', by: barredBy.id } : { gate, state: 'open' })
  return gates.flatMap((gate) => byGate.get(gate) ?? [])
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
