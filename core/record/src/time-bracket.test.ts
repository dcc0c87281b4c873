import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, instantOf, laterBy } from '@comity/kernel'
import fc from 'fast-check'
import { filingCountsAt, orderMadeAt, owedCountsAt, timeBracket, WIDE_BRACKET_MS } from './time-bracket.ts'

const start = '2026-03-03T08:00:00.000Z' as Instant
const hour = 3_600_000
const after = (hours: number) => laterBy(start, hours * hour)
const cited = [after(1), start]
const seen = [after(4), after(3)]

const evidence = fc.record({
  claimed: fc.integer({ min: 0, max: 4e12 }).map(instantOf),
  cited: fc.array(fc.integer({ min: 0, max: 4e12 }).map(instantOf), { maxLength: 3 }),
  seen: fc.array(fc.integer({ min: 0, max: 4e12 }).map(instantOf), { maxLength: 3 }),
})

test('[RE-17] an act was made after the latest checkpoint that it cites and before the earliest that includes it', () => {
  assert.deepEqual(timeBracket({ claimed: after(2), cited, seen }), {
    claimed: after(2),
    notBefore: after(1),
    notAfter: after(3),
    flags: [],
  })
})

test('[RE-17] a filing counts at the time claimed when that is inside, else at notBefore', () => {
  const filedAt = (claimed: Instant) => filingCountsAt(timeBracket({ claimed, cited, seen }))
  for (const hours of [1, 2, 3]) assert.equal(filedAt(after(hours)), after(hours))
  assert.equal(filedAt(after(0.5)), after(1))
  assert.equal(filedAt(after(30)), after(1))
})

test('[RE-17] no outage makes a filing late: a missing end is read in favour of the person', () => {
  const filedAt = (claimed: Instant, of: Partial<{ cited: Instant[]; seen: Instant[] }>) =>
    filingCountsAt(timeBracket({ claimed, cited: [], seen: [], ...of }))
  assert.equal(filedAt(after(2), {}), after(2))
  assert.equal(filedAt(after(2), { cited }), after(2))
  assert.equal(filedAt(after(2), { seen: [after(900)] }), after(2))
  assert.equal(filedAt(after(5), { seen }), after(3))
})

test('[RE-17] what the State owes counts when others could see it, and not before', () => {
  assert.equal(owedCountsAt(timeBracket({ claimed: after(2), cited, seen })), after(3))
  assert.equal(owedCountsAt(timeBracket({ claimed: after(2), cited, seen: [] })), undefined)
})

test('[RE-17] whatever the evidence, the ends are in order, a filing never counts later than any end or claim allows', () => {
  fc.assert(
    fc.property(evidence, (of) => {
      const bracket = timeBracket(of)
      const { claimed, notBefore, notAfter } = bracket
      if (notBefore !== undefined && notAfter !== undefined) assert.ok(notBefore <= notAfter)
      const filed = filingCountsAt(bracket)
      if (notAfter !== undefined) assert.ok(filed <= notAfter)
      if (notBefore !== undefined) assert.ok(filed >= notBefore)
      assert.ok(filed <= claimed || filed === notBefore)
      const owed = owedCountsAt(bracket)
      if (owed !== undefined) assert.ok(owed >= filed)
    }),
  )
})

test('[RE-17] more evidence narrows a bracket, and never moves an end outward', () => {
  const known = fc.integer({ min: 1e12, max: 2e12 }).map(instantOf)
  const later = fc.integer({ min: 3e12, max: 4e12 }).map(instantOf)
  fc.assert(
    fc.property(known, known, later, later, (before, alsoBefore, seenAt, alsoSeenAt) => {
      const one = timeBracket({ claimed: before, cited: [before], seen: [seenAt] })
      const two = timeBracket({ claimed: before, cited: [before, alsoBefore], seen: [seenAt, alsoSeenAt] })
      assert.ok((two.notBefore ?? '') >= (one.notBefore ?? '') && (two.notAfter ?? '') <= (one.notAfter ?? ''))
    }),
  )
})

test('[RE-18] width over 24 hours, and a bracket without lower end, is flagged for a judge', () => {
  const flags = (notAfter: Instant, cites = [start]) =>
    timeBracket({ claimed: start, cited: cites, seen: [notAfter] }).flags
  assert.deepEqual(flags(laterBy(start, WIDE_BRACKET_MS)), [])
  assert.deepEqual(flags(laterBy(start, WIDE_BRACKET_MS + 1)), ['wide'])
  assert.deepEqual(flags(after(1), []), ['wide'])
})

test('[RE-18] two witnesses whose clocks disagree widen the bracket, and nothing is dated by the better reading', () => {
  const bracket = timeBracket({ claimed: after(2), cited: [after(3)], seen: [after(1)] })
  assert.deepEqual(bracket, {
    claimed: after(2),
    notBefore: after(1),
    notAfter: after(3),
    flags: ['witnesses-disagree'],
  })
  assert.equal(filingCountsAt(bracket), after(2))
  assert.deepEqual(orderMadeAt(bracket, WIDE_BRACKET_MS), { ok: false, error: 'witnesses-disagree' })
})

test('[RE-18] an order outside its bracket, not witnessed, or with a bracket too wide, has no time to rely on', () => {
  const order = (claimed: Instant, of: Partial<{ cited: Instant[]; seen: Instant[] }> = {}, widest = 2 * hour) => {
    const made = orderMadeAt(timeBracket({ claimed, cited, seen, ...of }), widest)
    return made.ok ? made.value : made.error
  }
  assert.equal(order(after(2)), after(2))
  assert.equal(order(after(1)), after(1))
  assert.equal(order(after(3)), after(3))
  assert.equal(order(after(0.9)), 'claimed-before')
  assert.equal(order(after(3.1)), 'claimed-after')
  assert.equal(order(after(2), { seen: [] }), 'unwitnessed')
  assert.equal(order(after(2), { cited: [] }), 'bracket-too-wide')
  assert.equal(order(after(2), {}, 2 * hour - 1), 'bracket-too-wide')
})
