import type { ActId, CalendarDate, JsonObject } from '@comity/kernel'
import { type BoundGate, evaluateWhere, type ProceduralLaw } from '@comity/rules'
import { type Dossier, standing } from './dossier.ts'
import type { Act } from './kinds.ts'

export type GateProof = { readonly act: string; readonly where?: BoundGate['provedBy'][number]['where'] }

/** Key under which an order carries the proof of a gate. */
export const proofKey = (gate: Pick<BoundGate, 'guarantee' | 'index'>): string => `${gate.guarantee}/${gate.index}`

/** A gate and how it stands in a dossier. */
export type GateState =
  | { readonly gate: BoundGate; readonly state: 'met'; readonly by: ActId | 'stated-in-the-order' }
  | { readonly gate: BoundGate; readonly state: 'open' }
  | { readonly gate: BoundGate; readonly state: 'barred'; readonly by: ActId }

/** The latest act in force that proves something; `except` keeps an act from proving itself. */
export function findProof(dossier: Dossier, proof: GateProof, except?: ActId): ActId | undefined {
  const candidates = dossier.byKind.get(proof.act as Act['kind']) ?? []
  return candidates.findLast(
    (id) => id !== except && standing(dossier, id) && evaluateWhere(proof.where, bodyOf(dossier, id)),
  )
}

/** How every gate of an order stands. The order's body counts where the law lets the order state a thing itself. */
export function gateStates(
  dossier: Dossier,
  order: { readonly kind: string; readonly body: JsonObject },
  law: ProceduralLaw,
  on: CalendarDate,
): readonly GateState[] {
  return law.gatesOf(order.kind, on, dossier.opened).map((gate) => gateState(dossier, order, gate))
}

function gateState(
  dossier: Dossier,
  order: { readonly kind: string; readonly body: JsonObject },
  gate: BoundGate,
): GateState {
  const barredBy = findBar(dossier, order.body, gate)
  if (barredBy) return { gate, state: 'barred', by: barredBy }
  if (gate.provedBy.length === 0) return { gate, state: 'met', by: 'stated-in-the-order' }
  for (const proof of gate.provedBy) {
    if (proof.act === order.kind) {
      if (evaluateWhere(proof.where, order.body)) return { gate, state: 'met', by: 'stated-in-the-order' }
      continue
    }
    const by = findProof(dossier, proof)
    if (by) return { gate, state: 'met', by }
  }
  return { gate, state: 'open' }
}

function findBar(dossier: Dossier, order: JsonObject, gate: BoundGate): ActId | undefined {
  for (const bar of gate.barredBy) {
    const hit = (dossier.byKind.get(bar.act as Act['kind']) ?? []).find((id) => {
      const body = bodyOf(dossier, id)
      return (
        standing(dossier, id) &&
        evaluateWhere(bar.where, body) &&
        bar.sharing.every((field) => body[field] === order[field])
      )
    })
    if (hit) return hit
  }
  return undefined
}

/**
 * Whether the acts that an order carries do prove the gates. The receiving node does not look for better proof: the
 * author says by which acts each guarantee was met, and is held to it.
 */
export function carriedProofs(
  dossier: Dossier,
  order: { readonly kind: string; readonly body: JsonObject },
  law: ProceduralLaw,
  on: CalendarDate,
): readonly GateState[] {
  const carried = (order.body['proofs'] ?? {}) as Readonly<Record<string, string>>
  return law.gatesOf(order.kind, on, dossier.opened).map((gate): GateState => {
    const found = gateState(dossier, order, gate)
    if (found.state !== 'met' || found.by === 'stated-in-the-order') return found
    const named = carried[proofKey(gate)] as ActId | undefined
    return named !== undefined && proves(dossier, named, gate)
      ? { gate, state: 'met', by: named }
      : { gate, state: 'open' }
  })
}

function proves(dossier: Dossier, id: ActId, gate: BoundGate): boolean {
  const act = dossier.settled.get(id)?.act
  if (!act || !standing(dossier, id)) return false
  return gate.provedBy.some((proof) => proof.act === act.kind && evaluateWhere(proof.where, act.body as JsonObject))
}

const bodyOf = (dossier: Dossier, id: ActId): JsonObject => (dossier.settled.get(id)?.act.body ?? {}) as JsonObject
