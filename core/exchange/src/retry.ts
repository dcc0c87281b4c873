import { epochMsOf, type Instant, instantOf } from '@comity/kernel'

/** First wait, growth and ceiling of the time between attempts, in milliseconds. */
export type RetryPolicy = { readonly firstMs: number; readonly factor: number; readonly capMs: number }

export const RETRY: RetryPolicy = { firstMs: 2_000, factor: 2, capMs: 300_000 }

/** When to try again after `attempts` failures. `jitter` in [0, 1) spreads peers that lost the same line. */
export function nextAttempt(policy: RetryPolicy, attempts: number, now: Instant, jitter: number): Instant {
  const wait = Math.min(policy.capMs, policy.firstMs * policy.factor ** Math.min(attempts, 30))
  return instantOf(epochMsOf(now) + Math.round(wait * (0.75 + jitter / 2)))
}
