import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, instantOf } from '@comity/kernel'
import fc from 'fast-check'
import { silences } from './silence.ts'

const DAY_MS = 86_400_000
const day = (days: number): Instant => instantOf(days * DAY_MS)

test('[PO-12] a silence is counted in whole days, between the acts that frame it', () => {
  assert.deepEqual(silences([day(0), day(1), day(42)], 14), [{ before: 2, from: day(1), to: day(42), days: 41 }])
  assert.deepEqual(silences([day(0), day(13.99)], 14), [])
  assert.deepEqual(silences([], 14, day(100)), [])
})

test('[PO-12] the silence that lasts is counted to now', () => {
  assert.deepEqual(silences([day(0)], 14, day(20)), [{ before: 1, from: day(0), to: day(20), days: 20 }])
})

test('[PO-12] an act that claims an earlier time than the one above it neither makes nor hides a silence', () => {
  assert.deepEqual(
    silences([day(0), day(30), day(1), day(31)], 14).map(({ before }) => before),
    [1],
  )
})

test('[PO-12] silences never overlap, and together last no longer than the whole', () => {
  const times = fc.array(fc.integer({ min: 0, max: 2000 }).map(day), { minLength: 1 })
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 60 }), (acts, least) => {
      const found = silences(acts, least)
      for (const [index, { from, to, days }] of found.entries()) {
        assert.ok(days >= least && from < to)
        assert.ok(index === 0 || (found[index - 1]?.to ?? '') <= from)
      }
      const whole = (Date.parse(acts.toSorted().at(-1) ?? '') - Date.parse(acts[0] ?? '')) / DAY_MS
      assert.ok(found.reduce((sum, { days }) => sum + days, 0) <= Math.max(0, whole))
    }),
  )
})
