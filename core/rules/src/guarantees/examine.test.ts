import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CalendarDate, StateCode } from '@comity/kernel'
import fc from 'fast-check'
import { breachesOpenedBy, examineOrder, satisfies, startsOf } from './examine.ts'
import { proceduralFaults } from './procedural-faults.ts'
import { buildProceduralLaw, type ProceduralRecords } from './procedural-law.ts'
import { ClockRecord, GuaranteeRecord, ProfileRecord } from './schema.ts'
import { evaluateWhere, valueAt } from './where.ts'

const letter = { act: 'letter-given', where: { understood: true }, lastBy: [] }
const rights = GuaranteeRecord.parse({
  id: 'rights',
  title: 'Told of one’s rights',
  text: 'You are told your rights.',
  protects: 'detained-person',
  triggers: ['arrest'],
  timing: 'before',
  force: 'hard',
  layer: 'universal',
  kind: 'gate',
  gates: [
    { order: 'consent', provedBy: [letter], mustAct: 'custody', how: 'Give the letter.' },
    {
      order: 'consent',
      provedBy: [
        { act: 'interpreter', where: { for: 'hearing' } },
        { act: 'assessed', where: { needed: false }, lastBy: [] },
      ],
      mustAct: 'court',
      how: 'Engage one.',
    },
    {
      order: 'request',
      provedBy: [{ act: 'request', where: { purpose: true } }],
      mustAct: 'prosecutor',
      how: 'State it.',
    },
    {
      order: 'relied-on',
      barredBy: [{ act: 'questioned', where: { counsel: 'absent' }, sharing: ['statement'] }],
      mustAct: 'court',
      how: 'Nothing.',
    },
  ],
  breachedBy: [{ act: 'questioned', where: { counsel: ['absent', 'waived'] }, taints: true, unless: [letter] }],
  clocks: ['law:1'],
  proof: 'The record.',
  remedy: 'Exclusion.',
  derogable: false,
  sources: ['law:1', 'gone:2'],
})
const clockFields = {
  title: 'Promptly',
  sources: ['law:1'],
  startsWith: 'arrest',
  endsWith: 'letter',
  length: { kind: 'qualitative', term: 'promptly' },
  rule: 'qualitative',
  zoneOf: 'requested',
  duty: 'requested',
  onLiberty: false,
  custodyCap: false,
  rollForward: 'not-applicable',
  onExpiry: 'breach',
  effect: 'Breach.',
  benefits: 'person',
  status: 'checked',
}
const clocks = [
  ClockRecord.parse({
    ...clockFields,
    id: 'law:1',
    startedBy: [{ act: 'arrested', from: '/arrestedAt' }],
    satisfiedBy: [{ act: 'letter-given', where: { understood: true } }],
  }),
  ClockRecord.parse({
    ...clockFields,
    id: 'treaty:4',
    under: ['treaty'],
    startedBy: [{ act: 'arrested', where: { provisional: true }, from: '/arrestedAt' }],
  }),
  ClockRecord.parse({
    ...clockFields,
    id: 'law:2',
    length: { kind: 'stated', at: '/replyBy' },
    startedBy: [{ act: 'asked', from: 'act' }],
    satisfiedBy: [{ act: 'answered', names: 'asked' }],
  }),
]
const resolve = (id: string) =>
  id.startsWith('law:') ? ({ instrument: 'law', text: 'The rule.', status: 'checked' } as const) : undefined
const law = buildProceduralLaw({ guarantees: [rights], clocks }, resolve)

const act = (kind: string, body = {}) => ({ kind, body })
const consent = (...past: ReturnType<typeof act>[]) =>
  examineOrder(law.gatesOf('consent'), act('consent'), past).unmet.map(({ gate }) => gate.index)

test('[RG-1] a gate is met by one of its alternatives; what a body does not say proves nothing', () => {
  assert.deepEqual(consent(), [0, 1])
  assert.deepEqual(consent(act('letter-given', { understood: true }), act('interpreter', { for: 'hearing' })), [])
  assert.deepEqual(consent(act('letter-given', { understood: true }), act('assessed', { needed: false })), [])
  assert.deepEqual(consent(act('letter-given', {}), act('interpreter', { for: 'consultation' })), [0, 1])
  assert.deepEqual(consent(act('letter-given', { understood: 'true' })), [0, 1])
})

test('[RG-1] a body cannot borrow a member from its prototype', () => {
  assert.equal(evaluateWhere({ constructor: ['x'] }, {}), false)
  assert.equal(evaluateWhere({ understood: true }, Object.create({ understood: true })), false)
  assert.equal(valueAt('/__proto__/polluted', {}), undefined)
  assert.equal(valueAt('/a~1b/0', { 'a/b': ['found'] }), 'found')
})

test('[RG-2] what the order must say itself is read on the order, and an earlier one does not vouch for it', () => {
  const gates = law.gatesOf('request')
  assert.equal(examineOrder(gates, act('request', { purpose: true }), []).unmet.length, 0)
  assert.equal(
    examineOrder(gates, act('request', { purpose: false }), [act('request', { purpose: true })]).unmet.length,
    1,
  )
})

test('[RG-3] a later "not understood" undoes an earlier "understood", and the other way round', () => {
  const understood = act('letter-given', { understood: true })
  const not = act('letter-given', { understood: false })
  assert.deepEqual(consent(understood, not), [0, 1])
  assert.deepEqual(consent(not, understood), [1])
})

test('[RG-1] a bar stands for good, for the statement it names', () => {
  const past = [
    act('questioned', { counsel: 'absent', statement: 's1' }),
    act('questioned', { counsel: 'present', statement: 's2' }),
  ]
  const unmet = (statement: string) =>
    examineOrder(law.gatesOf('relied-on'), act('relied-on', { statement }), past).unmet
  assert.equal(unmet('s1')[0]?.barredBy, past[0])
  assert.deepEqual(unmet('s2'), [])
})

test('[RG-4] a report opens its breach with remedy and taint, unless the past excuses it', () => {
  const report = act('questioned', { counsel: 'waived', statement: 's1' })
  const [breach] = breachesOpenedBy(law, report, [])
  assert.deepEqual([breach?.guarantee, breach?.taints, breach?.remedy], ['rights', true, 'Exclusion.'])
  assert.deepEqual(breachesOpenedBy(law, report, [act('letter-given', { understood: true })]), [])
  assert.deepEqual(breachesOpenedBy(law, act('questioned', { counsel: 'present' }), []), [])
})

test('[RG-5] a clock starts from the fact stated, under an instrument that binds, and always under the baseline', () => {
  const arrest = act('arrested', { arrestedAt: '2026-03-03T03:10:00.000Z', provisional: true })
  const started = (basis: string[], from = arrest) => startsOf(law, from, basis).map(({ clock, at }) => [clock.id, at])
  assert.deepEqual(started([]), [['law:1', '2026-03-03T03:10:00.000Z']])
  assert.deepEqual(started(['treaty']).length, 2)
  assert.deepEqual(started(['treaty'], act('arrested', {})), [['law:1', undefined]])
  const [asked] = startsOf(law, act('asked', { replyBy: '2026-03-20' }), [])
  assert.deepEqual([asked?.at, asked?.stated], ['act', '2026-03-20'])
})

test('[RG-5] an answer ends the clock of the question it names', () => {
  const clock = law.clock('law:2')
  assert.ok(clock)
  assert.equal(satisfies(clock, act('answered', { asked: 'q1' }), 'q1'), true)
  assert.equal(satisfies(clock, act('answered', { asked: 'q1' }), 'q2'), false)
})

test('[RG-10] sources carry text and status, and what is not held says so', () => {
  assert.deepEqual(
    law.guarantee('rights')?.sources.map(({ id, instrument, status }) => [id, instrument, status]),
    [
      ['law:1', 'law', 'checked'],
      ['gone:2', 'gone', 'not-held'],
    ],
  )
  assert.deepEqual(law.notHeld, ['gone:2'])
  assert.equal(law.clocksStartedBy('arrested')[0]?.clock.guarantee, 'rights')
  assert.equal(law.guarantee('unknown'), undefined)
  assert.deepEqual(law.gatesOf('constructor'), [])
})

test('[RG-7] a profile binds its States from its day on, and nobody else', () => {
  const strict = ProfileRecord.parse({
    id: 'north',
    title: 'North',
    states: ['QV'],
    from: '2026-01-01',
    tightens: [
      {
        guarantee: 'rights',
        stricter: 'on paper',
        sources: ['law:3'],
        gates: [
          ...rights.gates,
          {
            order: 'consent',
            provedBy: [{ act: 'letter-given', where: { form: 'paper' } }],
            mustAct: 'custody',
            how: 'On paper.',
          },
        ],
      },
    ],
  })
  const both = buildProceduralLaw({ guarantees: [rights], clocks, profiles: [strict] }, resolve)
  const count = (on: string, requesting: string, requested: string) =>
    both.gatesOf('consent', CalendarDate.parse(on), {
      requesting: StateCode.parse(requesting),
      requested: StateCode.parse(requested),
    }).length
  assert.equal(count('2026-03-01', 'QN', 'QV'), 3)
  assert.equal(count('2026-03-01', 'QV', 'QN'), 3)
  assert.equal(count('2025-12-31', 'QN', 'QV'), 2)
  assert.equal(count('2026-03-01', 'QN', 'QQ'), 2)
  assert.equal(both.gatesOf('consent').length, 2)
})

test('[RG-8] a pack in which a gate or clock could slip away is not loaded', () => {
  const kinds = (records: ProceduralRecords, held = resolve) => proceduralFaults(records, held).map(({ kind }) => kind)
  assert.deepEqual(kinds({ guarantees: [rights], clocks }), [])
  assert.deepEqual(kinds({ guarantees: [rights, rights], clocks }), ['same-id-twice'])
  assert.deepEqual(kinds({ guarantees: [rights], clocks: [] }), ['clock-not-held'])
  assert.deepEqual(
    kinds({ guarantees: [rights], clocks }, () => undefined),
    ['gate-without-source'],
  )
  assert.deepEqual(kinds({ guarantees: [{ ...rights, kind: 'shown' }], clocks }), ['gates-but-not-a-gate'])
  const soft = ProfileRecord.parse({
    id: 'soft',
    title: 'Soft',
    states: ['QV'],
    from: '2026-01-01',
    tightens: [{ guarantee: 'rights', stricter: 'no', sources: ['law:1'], force: 'soft' }],
  })
  assert.deepEqual(kinds({ guarantees: [rights], clocks, profiles: [soft] }), ['weakens-baseline'])
  assert.throws(() => buildProceduralLaw({ guarantees: [rights], clocks, profiles: [soft] }, resolve), /weakens/)
})

test('[RG-8] hostile records are refused by the schema, never taken in part', () => {
  for (const wrong of [
    { ...rights, gates: [{ order: 'consent', mustAct: 'court', how: 'Asks for nothing.' }] },
    {
      ...rights,
      gates: [{ order: 'consent', provedBy: [{ act: 'x', where: {}, extra: 1 }], mustAct: 'court', how: 'x' }],
    },
    {
      ...rights,
      gates: [{ order: 'consent', provedBy: [{ act: 'x', where: { field: [] } }], mustAct: 'court', how: 'x' }],
    },
    { ...rights, gates: [{ order: 'consent', provedBy: [{ act: 'x' }], mustAct: 'king', how: 'x' }] },
    { ...rights, sources: [] },
    { ...rights, unknown: true },
    { ...rights, clocks: ['../../etc'] },
  ])
    assert.ok(!GuaranteeRecord.safeParse(wrong).success)
  fc.assert(
    fc.property(
      fc.jsonValue(),
      (value) => !GuaranteeRecord.safeParse(value).success && !ClockRecord.safeParse(value).success,
    ),
  )
})
