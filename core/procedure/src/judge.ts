import type { Directory } from '@comity/directory'
import { type ActId, dateIn, type Digest, type Instant, type ZoneName } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'
import type { CheckedAct } from './act.ts'
import type { Author, Dossier, Rail } from './dossier.ts'
import { carriedProofs } from './gates.ts'
import { type Impediment, impedimentsOf } from './impediment.ts'
import { definitionOf } from './kinds.ts'
import { type OutsideRoster, standingOf } from './roster.ts'
import { bodyJson, outOfTurn } from './turn.ts'

/** What one act means for the dossier. A function of the act, its causal past, the lists and the packs: of nothing else. */
export type Verdict =
  | {
      readonly effect: 'effective'
      readonly author: Author
      readonly rail: Rail
      /** The key was revoked since, and nothing shows that the act is older: kept, because it reports or protects. */
      readonly doubt?: 'key-ended'
    }
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
  /** When a witnessed log first held the act, where that is known. Asked of acts whose author's key has ended. */
  readonly witnessedBy?: (id: ActId) => Instant | undefined
}

/**
 * Judges one act by its causal past alone. This is the gate of the receiving node, and of the author's node before it
 * stores: two places, one rule.
 */
export function judge(checked: CheckedAct, past: Dossier, context: JudgeContext): Verdict {
  const { id, payload, act } = checked
  const definition = definitionOf(act.kind)
  const standing = standingOf(payload, act, definition, past, context.directory)
  if (!standing.ok) return { effect: 'quarantined', reason: standing.error }
  const { author, rail } = standing.value
  const { endedAt } = standing.value
  // What was signed with a key that ended is older than that only where a witnessed log held it by then.
  const witnessedAt = endedAt === undefined ? undefined : context.witnessedBy?.(id)
  const doubted = endedAt !== undefined && (witnessedAt === undefined || witnessedAt > endedAt)
  // A report is never refused and a protective act never delayed: a system that cannot write down a wrong protects
  // whoever did it.
  if (definition.class === 'report' || definition.class === 'protective')
    return { effect: 'effective', author, rail, ...(doubted ? { doubt: 'key-ended' } : {}) }
  if (doubted) return { effect: 'quarantined', reason: 'key-ended' }

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
  const byAuthors = unmet(checked, past, authorsLaw)
  const byOwn = context.ownLaw === authorsLaw ? byAuthors : unmet(checked, past, context.ownLaw)
  if (byAuthors.length > 0) return { effect: 'none', author, rail, impediments: byAuthors, against: 'authors-law' }
  if (byOwn.length > 0) return { effect: 'none', author, rail, impediments: byOwn, against: 'own-law' }
  return { effect: 'effective', author, rail }
}

function unmet({ payload, act }: CheckedAct, past: Dossier, law: ProceduralLaw): readonly Impediment[] {
  const on = dateIn(payload.claimed, 'UTC' as ZoneName)
  return impedimentsOf(past, act, carriedProofs(past, { kind: act.kind, body: bodyJson(act) }, law, on))
}
