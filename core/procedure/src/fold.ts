import type { ActId, DossierId } from '@comity/kernel'
import { type CheckedAct, namedBy } from './act.ts'
import { breachesOf } from './breach.ts'
import { causalOrder } from './causal-order.ts'
import { type Breach, type Dossier, newDossier, type Settled } from './dossier.ts'
import { evolve, passOver } from './evolve.ts'
import { judge, type JudgeContext, type Verdict } from './judge.ts'
import { definitionOf } from './kinds.ts'

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
  const broken = new Map<ActId, readonly Breach[]>()
  const apply = (state: Dossier, node: CheckedAct): Dossier => {
    const verdict = verdicts.get(node.id)
    return verdict?.effect === 'effective'
      ? evolve(state, settledAs(node, verdict), broken.get(node.id) ?? [])
      : passOver(state, node)
  }
  const pasts = new Map<ActId, Dossier>()
  /** The state of an act's causal past, from the longest past within it that is at hand. */
  const pastStateOf = (node: CheckedAct, placed: number, whole: Dossier): Dossier => {
    if (pastSize(node.id) === placed) return whole
    const acts = pastOf(node.id)
    const last = acts.at(-1)
    const before = last && pastSize(last.id) === acts.length - 1 ? pasts.get(last.id) : undefined
    return last && before ? apply(before, last) : acts.reduce(apply, newDossier(id))
  }
  let whole = newDossier(id)
  for (const [placed, node] of order.entries()) {
    const past = pastStateOf(node, placed, whole)
    pasts.set(node.id, past)
    const verdict = judge(node, past, context)
    verdicts.set(node.id, verdict)
    if (verdict.effect === 'effective') broken.set(node.id, breachesOf(settledAs(node, verdict), past, context.ownLaw))
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
    waiting: waiting
      .map(({ node, missing }) => ({ act: { id: node.id, payload: node.payload, act: node.act }, missing }))
      .sort((a, b) => (a.act.id < b.act.id ? -1 : 1)),
    heads,
    isPast,
  }
}

const settledAs = (
  { id, payload, act }: CheckedAct,
  { author, rail }: Extract<Verdict, { effect: 'effective' }>,
): Settled => ({ id, payload, act, author, rail })
