import type { ActId, DossierId } from '@comity/kernel'
import { namedBy, type ActPayload } from './act.ts'
import { causalOrder } from './causal-order.ts'
import { type Dossier, newDossier } from './dossier.ts'
import { evolve } from './evolve.ts'
import { judge, type JudgeContext, type Verdict } from './judge.ts'
import { type Act, definitionOf } from './kinds.ts'

/** An act whose bytes, schema and signature were checked. */
export type CheckedAct = { readonly id: ActId; readonly payload: ActPayload; readonly act: Act }

export type FoldedDossier = {
  /** The state that all effective acts together give. */
  readonly dossier: Dossier
  /** Every placed act in the one order, with its verdict. */
  readonly acts: readonly (CheckedAct & { readonly verdict: Verdict })[]
  readonly verdicts: ReadonlyMap<ActId, Verdict>
  /** Acts that rest on something that is not here. */
  readonly waiting: readonly { readonly act: CheckedAct; readonly missing: readonly ActId[] }[]
  /** Last act of each strand, over all placed acts, effective or not: what a next act must name. */
  readonly heads: ReadonlyMap<string, { readonly id: ActId; readonly seq: number }>
  readonly isPast: (ancestor: ActId, id: ActId) => boolean
}

/**
 * Folds the acts of a dossier. Any order of arrival of the same acts gives the same result. Each act is judged by its
 * causal past alone; only what has effect moves the state.
 */
export function foldDossier(id: DossierId, acts: readonly CheckedAct[], context: JudgeContext): FoldedDossier {
  const nodes = acts.map((act) => ({ ...act, names: namedBy(act.payload), class: definitionOf(act.act.kind).class }))
  const { order, waiting, isPast, pastSize, pastOf } = causalOrder(nodes)
  const verdicts = new Map<ActId, Verdict>()
  const heads = new Map<string, { id: ActId; seq: number }>()
  const law = context.ownLaw
  const apply = (state: Dossier, node: CheckedAct): Dossier => {
    const verdict = verdicts.get(node.id)
    if (verdict?.effect !== 'effective') return state
    return evolve(
      state,
      { id: node.id, payload: node.payload, act: node.act, author: verdict.author, rail: verdict.rail },
      law,
    )
  }
  let whole = newDossier(id)
  for (const [placed, node] of order.entries()) {
    // Where the act had seen all that is placed before it, its past is the state we already hold.
    const past = pastSize(node.id) === placed ? whole : pastOf(node.id).reduce(apply, newDossier(id))
    verdicts.set(node.id, judge(node.payload, node.act, past, context))
    whole = apply(whole, node)
    const head = heads.get(node.payload.strand)
    if (!head || head.seq < node.payload.seq) heads.set(node.payload.strand, { id: node.id, seq: node.payload.seq })
  }
  return {
    dossier: whole,
    acts: order.flatMap((node) => {
      const verdict = verdicts.get(node.id)
      return verdict ? [{ id: node.id, payload: node.payload, act: node.act, verdict }] : []
    }),
    verdicts,
    waiting: waiting.map(({ node, missing }) => ({
      act: { id: node.id, payload: node.payload, act: node.act },
      missing,
    })),
    heads,
    isPast,
  }
}
