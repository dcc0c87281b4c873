import { epochMsOf, type Instant, instantOf } from '@comity/kernel'

/** First wait, growth and ceiling of the time between attempts, in milliseconds. */
export type RetryPolicy = { readonly firstMs: number; readonly factor: number; readonly capMs: number }

export const RETRY: RetryPolicy = { firstMs: 2_000, factor: 2, capMs: 300_000 }

/** When to try again after `attempts` failures. `jitter` in [0, 1) spreads peers that lost the same line. */
export function nextAttempt(policy: RetryPolicy, attempts: number, now: Instant, jitter: number): Instant {
  const wait = policy.firstMs * policy.factor ** Math.min(attempts, 30)
  // Spread below the ceiling too: peers that all wait for the longest time would come back together.
  const spread = Math.min(wait, policy.capMs / 1.25) * (0.75 + jitter / 2)
  return instantOf(epochMsOf(now) + Math.round(spread))
}
