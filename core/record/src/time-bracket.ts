import { epochMsOf, err, type Instant, ok, type Result } from '@comity/kernel'

/** A bracket wider than this is flagged: a judge decides what it means. */
export const WIDE_BRACKET_MS = 24 * 60 * 60 * 1000

/** What is known of the time of an act. */
export type TimeEvidence = {
  /** What its author says. */
  readonly claimed: Instant
  /** Times of the witnessed checkpoints that it cites, its own parents' included: it was not made before the latest. */
  readonly cited: readonly Instant[]
  /**
   * Times of witnessed checkpoints that include it, and of signed receipts of a second registry: it was made before the
   * earliest of them.
   */
  readonly seen: readonly Instant[]
}

export type BracketFlag =
  | 'claimed-before'
  | 'claimed-after'
  /** More than 24 hours wide, or without a lower end. */
  | 'wide'
  /** Not yet in any witnessed checkpoint or receipt. */
  | 'unwitnessed'
  /** What it cites was witnessed after what includes it: two witnesses' clocks disagree. */
  | 'witnesses-disagree'

/** Between which instants an act was made. An end is absent where nothing proves it; `notBefore` is never the later one. */
export type TimeBracket = {
  readonly claimed: Instant
  readonly notBefore?: Instant
  readonly notAfter?: Instant
  readonly flags: readonly BracketFlag[]
}

export function timeBracket({ claimed, cited, seen }: TimeEvidence): TimeBracket {
  const [latestCited, earliestSeen] = [[...cited].sort().at(-1), [...seen].sort().at(0)]
  const disagree = latestCited !== undefined && earliestSeen !== undefined && latestCited > earliestSeen
  // Disagreeing clocks widen the bracket to both readings, so that neither end is better than its proof.
  const [notBefore, notAfter] = disagree ? [earliestSeen, latestCited] : [latestCited, earliestSeen]
  const flags: BracketFlag[] = []
  if (notBefore !== undefined && claimed < notBefore) flags.push('claimed-before')
  if (notAfter !== undefined && claimed > notAfter) flags.push('claimed-after')
  if (notAfter === undefined) flags.push('unwitnessed')
  else if (notBefore === undefined || epochMsOf(notAfter) - epochMsOf(notBefore) > WIDE_BRACKET_MS) flags.push('wide')
  if (disagree) flags.push('witnesses-disagree')
  return {
    claimed,
    flags,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  }
}

/**
 * When a filing of the person or of counsel counts: at the time claimed where nothing contradicts it, else at the
 * earliest time that the bracket leaves open. Doubt goes to the person, and no outage makes a filing late.
 */
export function filingCountsAt({ claimed, notBefore, notAfter, flags }: TimeBracket): Instant {
  const contradicted = flags.includes('claimed-before') || flags.includes('claimed-after')
  return contradicted ? (notBefore ?? notAfter ?? claimed) : claimed
}

/** When what the State owes counts as done: once others can see it. `undefined`: not yet, whatever it claims. */
export const owedCountsAt = ({ notAfter }: TimeBracket): Instant | undefined => notAfter

export type OrderTimeFault =
  | 'claimed-before'
  | 'claimed-after'
  | 'unwitnessed'
  | 'witnesses-disagree'
  | 'bracket-too-wide'

/**
 * When an order was made, or why its time cannot be relied on: an order takes effect only with a claimed time inside a
 * bracket no wider than `widestMs`, which is State-list data. Reports and protective acts are never asked this.
 */
export function orderMadeAt(bracket: TimeBracket, widestMs: number): Result<Instant, OrderTimeFault> {
  const { claimed, notBefore, notAfter, flags } = bracket
  for (const fault of ['unwitnessed', 'claimed-before', 'claimed-after', 'witnesses-disagree'] as const)
    if (flags.includes(fault)) return err(fault)
  if (notBefore === undefined || notAfter === undefined) return err('bracket-too-wide')
  return epochMsOf(notAfter) - epochMsOf(notBefore) <= widestMs ? ok(claimed) : err('bracket-too-wide')
}
