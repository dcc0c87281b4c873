import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMsOf, type Instant } from '@comity/kernel'
import fc from 'fast-check'
import { nextAttempt, RETRY } from './retry.ts'

const now = '2026-03-03T07:40:00.000Z' as Instant
const wait = (attempts: number, jitter: number, policy = RETRY) =>
  epochMsOf(nextAttempt(policy, attempts, now, jitter)) - epochMsOf(now)

test('[EX-5] whatever failed before, the next attempt is later than now and no later than the ceiling', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempts, jitter) => {
      const ms = wait(attempts, jitter)
      assert.ok(ms >= RETRY.firstMs * 0.75 && ms <= RETRY.capMs, `${ms}`)
    }),
  )
})

test('[EX-5] the wait grows with the failures, and peers are spread at the ceiling too', () => {
  const waits = Array.from({ length: 12 }, (_, attempts) => wait(attempts, 0.5))
  assert.deepEqual(waits.slice(0, 3), [2000, 4000, 8000])
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  )
  assert.ok(wait(40, 0.999) - wait(40, 0) > RETRY.capMs / 3)
})
