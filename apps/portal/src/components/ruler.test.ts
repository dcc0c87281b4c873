import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, instantOf } from '@comity/kernel'
import fc from 'fast-check'
import { type RulerView, ruler, rulerPlan } from './ruler.ts'

const HOUR_MS = 3_600_000
const hour = (hours: number): Instant => instantOf(Math.round(hours * HOUR_MS))
const view = (length: number, now: number, marks: RulerView['marks'] = []): RulerView => ({
  from: { at: hour(0), label: 'arrest 03:10' },
  to: { at: hour(length), label: 'Thu 03:10' },
  now: { at: hour(now), label: 'now 10:52' },
  marks,
})

test('[PO-14] two days are drawn in hours, with what is gone marked', () => {
  const { ticks, nowX } = rulerPlan(view(48, 8))
  assert.equal(ticks.length, 49)
  assert.equal(ticks.filter(({ gone }) => gone).length, 9)
  assert.equal(nowX, 80)
})

test('[PO-14] whatever the span, there are ticks to read and not too many', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 24 * 365 * 60, noNaN: true }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      (length, now) => {
        const plan = rulerPlan(view(length, now, [{ at: hour(length / 2), label: 'judge' }]))
        assert.ok(plan.ticks.length >= 1 && plan.ticks.length <= 82)
        for (const x of [plan.nowX, ...plan.ticks.map((tick) => tick.x), ...plan.marks.map((mark) => mark.x)])
          assert.ok(x >= 0 && x <= 480)
        assert.doesNotMatch(ruler(view(length, now)).toString(), /NaN|Infinity|undefined/)
      },
    ),
  )
})

test('[PO-14] a label without room is left out, its mark is not', () => {
  const marks = [
    { at: hour(1), label: 'too near the arrest' },
    { at: hour(24), label: 'judge 09:30' },
    { at: hour(25), label: 'too near the judge' },
    { at: hour(47), label: 'too near the end' },
  ]
  assert.deepEqual(
    rulerPlan(view(48, 8, marks)).marks.map(({ label }) => label),
    ['', 'judge 09:30', '', ''],
  )
})
