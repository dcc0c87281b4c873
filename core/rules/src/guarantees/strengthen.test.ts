import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@comity/kernel'
import fc from 'fast-check'
import { examineOrder } from './examine.ts'
import { buildProceduralLaw } from './procedural-law.ts'
import { ClockRecord, Gate, GuaranteeRecord, ProfileRecord } from './schema.ts'
import { type Baseline, join, strengthen } from './strengthen.ts'
import { impliesGate } from './strictness.ts'

const guarantee = (more: Record<string, unknown> = {}) =>
  GuaranteeRecord.parse({
    id: 'counsel',
    title: 'Counsel',
    text: 'You can see a lawyer.',
    protects: 'detained-person',
    triggers: ['arrest'],
    timing: 'at',
    force: 'hard',
    layer: 'universal',
    kind: 'gate',
    gates: [
      {
        order: 'consent-recorded',
        provedBy: [{ act: 'counsel-advised', where: { private: true, interpreted: ['yes', 'not-needed'] } }],
        mustAct: 'counsel',
        how: 'Let counsel advise.',
      },
      {
        order: 'evidence-relied-on',
        barredBy: [{ act: 'questioned', where: { counsel: 'absent' }, sharing: ['statement'] }],
        mustAct: 'court',
        how: 'Nothing unlocks it.',
      },
    ],
    breachedBy: [{ act: 'questioned', where: { counsel: 'absent' }, taints: true }],
    clocks: ['law:1'],
    proof: 'The record.',
    remedy: 'Exclusion.',
    derogable: true,
    derogations: ['remoteness', 'urgency'],
    sources: ['law:1'],
    ...more,
  })

const clock = (more: Record<string, unknown> = {}) =>
  ClockRecord.parse({
    id: 'law:1',
    title: 'A lawyer within two days',
    sources: ['law:1'],
    startsWith: 'arrest',
    endsWith: 'lawyer seen',
    startedBy: [{ act: 'arrested', from: '/arrestedAt' }],
    satisfiedBy: [{ act: 'counsel-advised' }, { act: 'released' }],
    length: { kind: 'fixed', amount: 48, unit: 'hours' },
    rule: 'clock-hours',
    zoneOf: 'requested',
    duty: 'requested',
    onLiberty: false,
    custodyCap: false,
    rollForward: 'never',
    onExpiry: 'breach',
    effect: 'Breach.',
    benefits: 'person',
    status: 'checked',
    ...more,
  })

const base: Baseline = { guarantees: [guarantee()], clocks: [clock()] }
const [advice, bar] = guarantee().gates
assert.ok(advice && bar)

const profile = (more: Record<string, unknown>) =>
  ProfileRecord.parse({ id: 'region', title: 'A region', states: ['QV'], from: '2020-01-01', ...more })
const tightening = (more: Record<string, unknown>) =>
  profile({ tightens: [{ guarantee: 'counsel', stricter: 'as said', sources: ['region:1'], ...more }] })

const weaker = {
  force: tightening({ force: 'soft' }),
  timing: tightening({ timing: 'after' }),
  derogations: tightening({ derogations: ['remoteness', 'urgency', 'convenience'] }),
  clocks: tightening({ clocks: [] }),
  'gates/0 a gate left out': tightening({ gates: [bar] }),
  'gates/0 a field not asked': tightening({
    gates: [{ ...advice, provedBy: [{ act: 'counsel-advised', where: { private: true } }] }, bar],
  }),
  'gates/0 a value more': tightening({
    gates: [
      {
        ...advice,
        provedBy: [{ act: 'counsel-advised', where: { private: true, interpreted: ['yes', 'not-needed', 'no'] } }],
      },
      bar,
    ],
  }),
  'gates/0 another alternative': tightening({
    gates: [{ ...advice, provedBy: [...advice.provedBy, { act: 'counsel-appointed' }] }, bar],
  }),
  'gates/0 another order': tightening({ gates: [{ ...advice, order: 'surrender-ordered' }, bar] }),
  'gates/1 a bar left out': tightening({ gates: [advice] }),
  'gates/1 a bar that needs more': tightening({
    gates: [
      advice,
      {
        ...bar,
        barredBy: [{ act: 'questioned', where: { counsel: 'absent', interpreter: 'absent' }, sharing: ['statement'] }],
      },
    ],
  }),
  'gates/1 a bar that shares more': tightening({
    gates: [
      advice,
      { ...bar, barredBy: [{ act: 'questioned', where: { counsel: 'absent' }, sharing: ['statement', 'report'] }] },
    ],
  }),
  'breachedBy/0 left out': tightening({ breachedBy: [] }),
  'breachedBy/0 no taint': tightening({
    breachedBy: [{ act: 'questioned', where: { counsel: 'absent' }, taints: false }],
  }),
  'breachedBy/0 a new excuse': tightening({
    breachedBy: [{ act: 'questioned', where: { counsel: 'absent' }, taints: true, unless: [{ act: 'arrested' }] }],
  }),
  'length longer': profile({ clocks: [clock({ length: { kind: 'fixed', amount: 72, unit: 'hours' } })] }),
  'length in days is longer than the same in hours': profile({
    clocks: [clock({ length: { kind: 'fixed', amount: 2, unit: 'days' } })],
  }),
  'length taken away': profile({ clocks: [clock({ length: { kind: 'qualitative', term: 'promptly' } })] }),
  rollForward: profile({ clocks: [clock({ rollForward: 'if-the-rule-says-so' })] }),
  extendable: profile({ clocks: [clock({ extendable: true })] }),
  onExpiry: profile({ clocks: [clock({ onExpiry: 'none stated' })] }),
  under: profile({ clocks: [clock({ under: ['region'] })] }),
  startedBy: profile({ clocks: [clock({ startedBy: [] })] }),
  satisfiedBy: profile({
    clocks: [clock({ satisfiedBy: [{ act: 'counsel-advised' }, { act: 'counsel-appointed' }] })],
  }),
  duty: profile({ clocks: [clock({ duty: 'person' })] }),
}

for (const [what, weakening] of Object.entries(weaker)) {
  test(`[RG-6] a profile that weakens is refused with what and where: ${what}`, () => {
    const result = strengthen(base, weakening)
    assert.ok(!result.ok)
    assert.ok(
      result.error.some(({ where }) => where.endsWith(what.split(' ')[0] ?? '')),
      JSON.stringify(result.error),
    )
  })
}

test('[RG-6] what is not derogable stays so, and no profile replaces a guarantee of the baseline or names none', () => {
  const strict: Baseline = { ...base, guarantees: [guarantee({ derogable: false })] }
  assert.ok(!strengthen(strict, tightening({ derogable: true })).ok)
  assert.ok(!strengthen(base, profile({ adds: [guarantee({ gates: [], kind: 'shown' })] })).ok)
  assert.ok(
    !strengthen(base, profile({ tightens: [{ guarantee: 'nobody-knows', stricter: 'x', sources: ['region:1'] }] })).ok,
  )
})

test('[RG-6] the person’s own time, a least period and a custody cap: stricter is the other way round, and never less', () => {
  const own = { guarantees: [], clocks: [clock({ duty: 'person' })] }
  const days = (amount: number, more = {}) =>
    profile({ clocks: [clock({ ...more, length: { kind: 'fixed', amount, unit: 'hours' } })] })
  assert.ok(strengthen(own, days(72, { duty: 'person' })).ok)
  assert.ok(!strengthen(own, days(24, { duty: 'person' })).ok)
  const least = { guarantees: [], clocks: [clock({ bound: 'minimum' })] }
  assert.ok(!strengthen(least, days(24, { bound: 'minimum' })).ok)
  const cap = { guarantees: [], clocks: [clock({ custodyCap: true, onLiberty: true })] }
  assert.ok(!strengthen(cap, days(48, { onLiberty: true })).ok)
  assert.ok(!ClockRecord.safeParse({ ...clock(), custodyCap: true, rollForward: 'if-the-rule-says-so' }).success)
})

test('[RG-6] what adds or tightens is taken', () => {
  for (const good of [
    tightening({ derogable: false, derogations: [], timing: 'before' }),
    tightening({
      gates: [{ ...advice, provedBy: [{ act: 'counsel-advised', where: { private: true, interpreted: 'yes' } }] }, bar],
    }),
    tightening({ gates: [advice, { ...bar, barredBy: [{ act: 'questioned' }] }] }),
    tightening({ breachedBy: [{ act: 'questioned', where: { counsel: ['absent', 'waived'] }, taints: true }] }),
    profile({ clocks: [clock({ length: { kind: 'fixed', amount: 24, unit: 'hours' } })] }),
    profile({ clocks: [clock({ id: 'region:2' })], adds: [guarantee({ id: 'new-one', clocks: ['region:2'] })] }),
  ])
    assert.ok(strengthen(base, good).ok)
})

const ACTS = ['a', 'b', 'c'] as const
const where = fc.dictionary(
  fc.constantFrom('x', 'y'),
  fc.oneof(fc.boolean(), fc.subarray([true, false], { minLength: 1 })),
  { maxKeys: 2 },
)
const proof = fc.record(
  { act: fc.constantFrom(...ACTS), where, lastBy: fc.constantFrom([], ['x']) },
  { requiredKeys: ['act'] },
)
const barring = fc.record({ act: fc.constantFrom(...ACTS), where, sharing: fc.subarray(['x', 'y']) })
const gate = fc
  .record({
    order: fc.constantFrom('o', 'p'),
    provedBy: fc.array(proof, { maxLength: 2 }),
    barredBy: fc.array(barring, { maxLength: 1 }),
  })
  .filter(({ provedBy, barredBy }) => provedBy.length + barredBy.length > 0)
  .map((one) => Gate.parse({ ...one, mustAct: 'court', how: 'How.' }))
const gates = fc.array(gate, { minLength: 1, maxLength: 3 })
const act = fc.record({
  kind: fc.constantFrom(...ACTS),
  body: fc.dictionary(fc.constantFrom('x', 'y'), fc.boolean(), { maxKeys: 2 }) as fc.Arbitrary<JsonObject>,
})
const past = fc.array(act, { maxLength: 5 })

const lawOf = (guarantees: readonly GuaranteeRecord[]) =>
  buildProceduralLaw({ guarantees, clocks: [] }, () => undefined)
const unmet = (
  guarantees: readonly GuaranteeRecord[],
  order: { kind: string; body: JsonObject },
  acts: readonly { kind: string; body: JsonObject }[],
) => examineOrder(lawOf(guarantees).gatesOf(order.kind), order, acts).unmet.length > 0

test('[RG-7] where strictness is affirmed, no history whatever meets the stricter gates and not the baseline', () => {
  let affirmed = 0
  fc.assert(
    fc.property(
      gates,
      gates,
      past,
      fc.dictionary(fc.constantFrom('x', 'y'), fc.boolean()),
      (theirs, ours, acts, body) => {
        const baseline = [guarantee({ gates: ours, clocks: [] })]
        const result = strengthen(
          { guarantees: baseline, clocks: [] },
          tightening({ gates: theirs, clocks: undefined }),
        )
        if (!result.ok) return
        affirmed += 1
        for (const kind of ['o', 'p']) {
          const order = { kind, body: body as JsonObject }
          if (unmet(baseline, order, acts)) assert.ok(unmet(result.value.guarantees, order, acts))
        }
      },
    ),
    { numRuns: 5000 },
  )
  assert.ok(affirmed > 20, `only ${affirmed} profiles were affirmed`)
})

test('[RG-6] "the last one counts" is kept, and about no narrower a subject', () => {
  const last = (more: object) => [
    {
      order: 'o',
      provedBy: [{ act: 'a', where: { x: [true, false], y: true }, lastBy: ['x'], ...more }],
      mustAct: 'court',
      how: 'How.',
    },
  ]
  const law: Baseline = { guarantees: [guarantee({ gates: last({}) })], clocks: [clock()] }
  assert.ok(strengthen(law, tightening({ gates: last({ where: { x: [false, true], y: true, z: 1 } }) })).ok)
  assert.ok(!strengthen(law, tightening({ gates: last({ where: { x: true, y: true } }) })).ok)
  assert.ok(!strengthen(law, tightening({ gates: last({ lastBy: undefined }) })).ok)
  assert.ok(!strengthen(law, tightening({ gates: last({ lastBy: [] }) })).ok)
})

test('[RG-7] joined without being compared, every gate, breach and clock of either is still asked, in either order', () => {
  fc.assert(
    fc.property(gates, gates, gates, past, (ours, first, second, acts) => {
      const law = { guarantees: [guarantee({ gates: ours, clocks: [] })], clocks: [] }
      const a = tightening({ gates: first })
      const b = tightening({ gates: second })
      const ab = join(join(law, a), b).guarantees
      const ba = join(join(law, b), a).guarantees
      for (const gate of [...ours, ...first, ...second]) {
        assert.ok(impliesGate(ab[0]?.gates ?? [], gate))
        assert.ok(impliesGate(ba[0]?.gates ?? [], gate))
      }
      for (const kind of ['o', 'p'])
        assert.equal(unmet(ab, { kind, body: {} }, acts), unmet(ba, { kind, body: {} }, acts))
    }),
  )
})

test('[RG-7] two profiles that set one clock differently: the stricter runs, and where neither is stricter both do', () => {
  const hours = (id: string, amount: number, more = {}) =>
    profile({ id, clocks: [clock({ ...more, length: { kind: 'fixed', amount, unit: 'hours' } })] })
  const two = (a: ProfileRecord, b: ProfileRecord) =>
    join(join(base, a), b).clocks.map(({ id, length }) => [id, length.kind === 'fixed' && length.amount])
  assert.deepEqual(two(hours('north', 24), hours('south', 36)), [['law:1', 24]])
  assert.deepEqual(two(hours('south', 36), hours('north', 24)), [['law:1', 24]])
  const liberty = { onLiberty: true }
  assert.deepEqual(two(hours('north', 24), hours('south', 36, liberty)), [
    ['law:1', 24],
    ['law:1#south', 36],
  ])
})
