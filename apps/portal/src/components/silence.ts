import { epochMsOf, type Instant } from '@comity/kernel'

const DAY_MS = 86_400_000

/** A stretch without any act: between two acts, or since the last one. */
export type Silence = {
  /** Index of the act that ended it; the number of acts where nothing has. */
  readonly before: number
  readonly from: Instant
  readonly to: Instant
  readonly days: number
}

/**
 * The silences of at least so many whole days, from the times of acts in the order shown. That order is causal, not by
 * clock, so an act may claim an earlier time than the one above it: a silence is counted from the latest time so far.
 */
export function silences(times: readonly Instant[], leastDays: number, until?: Instant): Silence[] {
  const found: Silence[] = []
  let latest: Instant | undefined
  const ends = until === undefined ? times : [...times, until]
  for (const [before, to] of ends.entries()) {
    if (latest !== undefined) {
      const days = Math.floor((epochMsOf(to) - epochMsOf(latest)) / DAY_MS)
      if (days >= leastDays) found.push({ before, from: latest, to, days })
    }
    if (latest === undefined || to > latest) latest = to
  }
  return found
}
