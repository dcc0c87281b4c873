import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dateIn, Instant, instantOf, laterBy, ZoneName } from './time.ts'

test('[KE-6] an instant has one spelling, and comparing text compares time', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      assert.equal(Instant.safeParse(instantOf(a)).success, true)
      assert.equal(instantOf(a) < instantOf(b), a < b)
      assert.equal(laterBy(instantOf(a), b), instantOf(a + b))
    }),
  )
  for (const text of [
    '2026-03-03T07:40:00Z',
    '2026-03-03T07:40:00.000+00:00',
    '2026-02-30T00:00:00.000Z',
    '2026-03-03 07:40:00.000Z',
    '',
  ])
    assert.equal(Instant.safeParse(text).success, false, text)
})

test('[KE-6] the date of an instant is that of the zone, not of the machine', () => {
  const late = Instant.parse('2026-03-03T22:30:00.000Z')
  assert.equal(dateIn(late, ZoneName.parse('+03:00')), '2026-03-04')
  assert.equal(dateIn(late, ZoneName.parse('America/New_York')), '2026-03-03')
  assert.equal(ZoneName.safeParse('Nowhere/Else').success, false)
})
