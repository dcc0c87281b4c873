import type { Directory } from '@comity/directory'
import { type ActId, dateIn, type Digest, type ZoneName } from '@comity/kernel'
import type { BoundGate, ProceduralLaw } from '@comity/rules'
import type { ActPayload } from './act.ts'
import type { Author, Dossier, Rail } from './dossier.ts'
import { carriedProofs } from './gates.ts'
import { definitionOf, type Act } from './kinds.ts'
import { type OutsideRoster, standingOf } from './roster.ts'
import { bodyJson, outOfTurn, type OutOfTurn } from './turn.ts'

/** What stands in the way of an order, or of an act that is not open yet. */
export type Impediment =
  | { readonly kind: 'guarantee-unmet'; readonly gate: BoundGate; readonly barredBy?: ActId }
  | { readonly kind: 'out-of-turn'; readonly turn: OutOfTurn }
  | { readonly kind: 'law-not-held'; readonly digest: Digest }

/** What one act means for the dossier. A function of the act, its causal past, the lists and the packs: of nothing else. */
export type Verdict =
  | { readonly effect: 'effective'; readonly author: Author; readonly rail: Rail }
  /**
   * Kept, shown, without effect. `against`: the laws by which it fails. Where its author's own pack already forbids it,
   * the author's node should have refused: an alarm. Where only ours does, a supplement is asked for.
   */
  | {
      readonly effect: 'none'
      readonly author: Author
      readonly rail: Rail
      readonly impediments: readonly Impediment[]
      readonly against: 'authors-law' | 'own-law'
    }
  | { readonly effect: 'quarantined'; readonly reason: OutsideRoster }

export type JudgeContext = {
  readonly directory: Directory
  /** Packs by digest; `undefined` where this node does not hold one (it is asked for). */
  readonly lawOf: (digest: Digest) => ProceduralLaw | undefined
  /** The pack by which this node works. */
  readonly ownLaw: ProceduralLaw
}

/**
 * Judges one act by its causal past alone. This is the gate of the receiving node, and of the author's node before it
 * stores: two places, one rule.
 */
export function judge(payload: ActPayload, act: Act, past: Dossier, context: JudgeContext): Verdict {
  const definition = definitionOf(act.kind)
  const standing = standingOf(payload, act, definition, past, context.directory)
  if (!standing.ok) return { effect: 'quarantined', reason: standing.error }
  const { author, rail } = standing.value
  // A report is never refused and a protective act never delayed: a system that cannot write down a wrong protects
  // whoever did it.
  if (definition.class === 'report' || definition.class === 'protective') return { effect: 'effective', author, rail }

  const turn = outOfTurn(past, act)
  if (turn)
    return { effect: 'none', author, rail, impediments: [{ kind: 'out-of-turn', turn }], against: 'authors-law' }
  if (definition.class !== 'order') return { effect: 'effective', author, rail }

  const authorsLaw = context.lawOf(payload.law)
  if (!authorsLaw)
    return {
      effect: 'none',
      author,
      rail,
      impediments: [{ kind: 'law-not-held', digest: payload.law }],
      against: 'own-law',
    }
  const byAuthors = unmet(payload, act, past, authorsLaw)
  const byOwn = context.ownLaw === authorsLaw ? byAuthors : unmet(payload, act, past, context.ownLaw)
  if (byAuthors.length > 0) return { effect: 'none', author, rail, impediments: byAuthors, against: 'authors-law' }
  if (byOwn.length > 0) return { effect: 'none', author, rail, impediments: byOwn, against: 'own-law' }
  return { effect: 'effective', author, rail }
}

function unmet(payload: ActPayload, act: Act, past: Dossier, law: ProceduralLaw): readonly Impediment[] {
  const on = dateIn(payload.claimed, 'UTC' as ZoneName)
  return carriedProofs(past, { kind: act.kind, body: bodyJson(act) }, law, on).flatMap((gate): Impediment[] => {
    if (gate.state === 'met') return []
    return [{ kind: 'guarantee-unmet', gate: gate.gate, ...(gate.state === 'barred' ? { barredBy: gate.by } : {}) }]
  })
}
