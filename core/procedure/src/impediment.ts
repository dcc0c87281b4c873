import type { ActId, Digest } from '@comity/kernel'
import type { BoundGate } from '@comity/rules'
import { isTainted } from './breach.ts'
import type { Dossier } from './dossier.ts'
import type { GateState } from './gates.ts'
import type { Act } from './kinds.ts'
import type { OutOfTurn } from './turn.ts'

/** What stands in the way of an order, or of an act that is not open yet. */
export type Impediment =
  | { readonly kind: 'guarantee-unmet'; readonly gate: BoundGate; readonly barredBy?: ActId }
  | { readonly kind: 'out-of-turn'; readonly turn: OutOfTurn }
  | { readonly kind: 'law-not-held'; readonly digest: Digest }

/**
 * Everything that stands in the way of an order whose gates stand so: the one rule that its author's node and every
 * receiving node apply. Nothing means that the order may be made.
 */
export function impedimentsOf(dossier: Dossier, order: Act, gates: readonly GateState[]): readonly Impediment[] {
  const unmet = gates.flatMap((state): Impediment[] => {
    if (state.state === 'met') return []
    return [{ kind: 'guarantee-unmet', gate: state.gate, ...(state.state === 'barred' ? { barredBy: state.by } : {}) }]
  })
  if (unmet.length > 0 || order.kind !== 'evidence-relied-on') return unmet
  // Not every guarantee that taints a statement has a gate on its use; the taint itself is enough.
  return isTainted(dossier, order.body.report, order.body.statement)
    ? [{ kind: 'out-of-turn', turn: { code: 'statement-tainted', needs: [] } }]
    : []
}
