import type { Receipt } from '@comity/exchange'
import { type ActId, epochMsOf, type Instant, laterBy } from '@comity/kernel'
import { type CheckedAct, definitionOf, type FoldedDossier, namedBy } from '@comity/procedure'
import { type TimeBracket, timeBracket } from '@comity/record'
import { type Problem, problem } from '../problem.ts'
import { placeOfAct } from './check-acts.ts'
import type { CheckedProofs } from './check-proofs.ts'

/** Between which instants an act was made, as far as this file proves it. */
export type ActBracket = TimeBracket & { readonly act: ActId }

/** A cosignature states whole seconds: what it covers existed by the end of that second. */
const COSIGNATURE_STEP_MS = 999

/** A node whose clock is further from its witnesses than this signs no orders (protocol, time). */
const CLOCK_TOLERANCE_MS = 60_000

/** The bracket of every placed act. What an act rests on was made before it, and lends it its own lower end. */
export function bracketsOf(
  { acts }: FoldedDossier,
  { witnessedAt, citedAt }: CheckedProofs,
  receipts: readonly Receipt[],
): readonly ActBracket[] {
  const citedBy = new Map<ActId, readonly Instant[]>()
  return acts.map((act) => {
    const own = act.payload.seen === null ? undefined : citedAt(act.payload.seen)
    const before = namedBy(act.payload).flatMap((id) => citedBy.get(id) ?? [])
    const latest = [...before, ...(own === undefined ? [] : [own])].sort().slice(-1)
    citedBy.set(act.id, latest)
    const witnessed = witnessedAt.get(act.id)
    const seen = [
      ...(witnessed === undefined ? [] : [laterBy(witnessed, COSIGNATURE_STEP_MS)]),
      ...receipts.filter((receipt) => isAnothers(receipt, act)).map(({ at }) => at),
    ]
    return { act: act.id, ...timeBracket({ claimed: act.payload.claimed, cited: latest, seen }) }
  })
}

/** A signed statement of another State's node that it holds the act. */
function isAnothers({ acts, by, to }: Receipt, { id, payload }: CheckedAct): boolean {
  return by === to && acts.includes(id) && !payload.strand.startsWith(`${by}/`)
}

/** Orders whose author claims a time at which they cannot have been made. Other acts are kept as they are, and flagged. */
export function bracketProblems({ acts }: FoldedDossier, brackets: readonly ActBracket[]): readonly Problem[] {
  return acts.flatMap((act, at) => {
    const bracket = brackets[at]
    if (!bracket || definitionOf(act.act.kind).class !== 'order' || act.verdict.effect !== 'effective') return []
    const { claimed, notBefore, notAfter } = bracket
    const early = notBefore !== undefined && epochMsOf(claimed) < epochMsOf(notBefore) - CLOCK_TOLERANCE_MS
    const late = notAfter !== undefined && epochMsOf(claimed) > epochMsOf(notAfter) + CLOCK_TOLERANCE_MS
    if (!early && !late) return []
    const ground = `It claims ${claimed}, and was made between ${notBefore ?? 'an unknown time'} and ${notAfter ?? 'now'}.`
    return [problem('order-outside-its-bracket', placeOfAct(act), ground)]
  })
}
