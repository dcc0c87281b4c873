import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CalendarDate, ZoneName } from '@comity/kernel'
import fc from 'fast-check'
import { CountingRuleId, TimeUnit } from '../guarantees/schema.ts'
import { calendarOf } from './calendar.ts'
import { type Countable, computeDeadline, type DeadlineQuestion, passedAt } from './deadline.ts'
import { readEventTime } from './event-time.ts'

const vienna = ZoneName.parse('Europe/Vienna')

const cap: Countable = {
  length: { kind: 'fixed', amount: 40, unit: 'days' },
  rule: 'treaty-national',
  custodyCap: true,
  onLiberty: true,
  rollForward: 'never',
  bound: 'maximum',
  direction: 'forward',
  extendable: false,
  onExpiry: 'release mandatory',
  effect: 'The person must be released.',
  status: 'checked',
}
const decision: Countable = {
  ...cap,
  custodyCap: false,
  onLiberty: false,
  rollForward: 'if-the-rule-says-so',
  extendable: true,
}

function ask(clock: Countable, at: string, more: Partial<DeadlineQuestion> = {}) {
  const event = readEventTime(at)
  assert.ok(event.ok, at)
  return computeDeadline({ clock, event: event.value, zone: vienna, calendar: calendarOf('QV'), ...more })
}

const codes = ({ steps }: ReturnType<typeof computeDeadline>) => steps.map(({ code }) => code)

test('[RT-1] an arrest stamped by the other State falls on the day of the State that holds the person', () => {
  const answer = ask(cap, '2026-03-03T01:30:00+03:00[Europe/Istanbul]')
  assert.equal(answer.due, '2026-04-11')
  assert.equal(answer.steps[0]?.code, 'zone')
})

test('[RT-3] neither an agreement nor an extension lengthens a custody cap', () => {
  assert.equal(ask(cap, '2026-03-02', { figure: { amount: 60, unit: 'days', why: 'agreed' } }).status, 'refused')
  assert.equal(ask(cap, '2026-03-02', { extension: { amount: 10, unit: 'days', why: 'asked' } }).status, 'refused')
  assert.equal(ask(cap, '2026-03-02', { figure: { amount: 30, unit: 'days', why: 'agreed' } }).due, '2026-04-01')
})

test('[RT-6] two working days, whatever the weekend', () => {
  const clock: Countable = { ...decision, rule: 'reg-1182-71', length: { kind: 'fixed', amount: 2, unit: 'days' } }
  const answer = ask(clock, '2026-03-06', { calendar: calendarOf('QV', []) })
  assert.equal(answer.due, '2026-03-10')
  assert.ok(codes(answer).includes('least-working-days'))
})

test('[RT-7] where State law decides and is not known, the end stays and the answer says so', () => {
  const answer = ask(decision, '2026-03-02', { figure: { amount: 5, unit: 'days', why: 'agreed' } })
  assert.equal(answer.due, '2026-03-07')
  assert.match(answer.notKnown.join(), /whether the law of QV moves/)
})

test('[RT-8] unknown holidays are named where they would matter, and only there', () => {
  const eu: Countable = { ...decision, rule: 'reg-1182-71' }
  assert.match(ask(eu, '2026-03-02').notKnown.join(), /holidays of QV/)
  const days: Countable = { ...eu, length: { kind: 'fixed', amount: 5, unit: 'working-days' } }
  assert.match(ask(days, '2026-03-02').notKnown.join(), /holidays of QV/)
  assert.deepEqual(ask(cap, '2026-03-02').notKnown, [])
  assert.throws(() => calendarOf('QV', [], [1, 2, 3, 4, 5, 6, 7]), /no day of the week/)
})

test('[RT-9] several pauses and an extension run from the same start', () => {
  const day = (text: string) => text as CalendarDate
  const answer = ask(decision, '2026-03-02', {
    figure: { amount: 10, unit: 'days', why: 'agreed' },
    extension: { amount: 5, unit: 'days', why: 'reasons given' },
    pauses: [
      { from: day('2026-03-03'), to: day('2026-03-05'), why: 'consent withdrawn' },
      { from: day('2026-03-06'), to: day('2026-03-07'), why: 'consent withdrawn again' },
    ],
  })
  assert.equal(answer.due, '2026-03-20')
  const backwards = { from: day('2026-03-05'), to: day('2026-03-03'), why: 'a slip' }
  assert.equal(ask(decision, '2026-03-02', { pauses: [backwards] }).status, 'refused')
})

test('[RT-10] a term gives no date, a figure of others is asked for, hours need the minute', () => {
  const of = (length: Countable['length']) => ask({ ...decision, length }, '2026-03-02')
  assert.equal(of({ kind: 'qualitative', term: 'promptly' }).status, 'term')
  assert.equal(of({ kind: 'set', by: 'agreement', unit: 'days' }).status, 'figure-needed')
  assert.equal(of({ kind: 'stated', at: '/until' }).status, 'figure-needed')
  assert.equal(of({ kind: 'governs-another' }).status, 'starts-another')
  const hours = ask({ ...cap, rule: 'clock-hours', length: { kind: 'fixed', amount: 48, unit: 'hours' } }, '2026-03-28')
  assert.deepEqual(
    [hours.status, hours.due, hours.strictReading],
    ['minute-needed', undefined, '2026-03-30T01:00:00+02:00[Europe/Vienna]'],
  )
  const stated = readEventTime('2026-03-09')
  assert.ok(stated.ok)
  assert.equal(
    ask({ ...decision, length: { kind: 'stated', at: '/until' } }, '2026-03-02', { stated: stated.value }).due,
    '2026-03-09',
  )
})

test('[RT-12] the same question has the same answer, and a computed date always has steps', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const answer = computeDeadline(question)
      assert.deepEqual(computeDeadline(question), answer)
      assert.ok(answer.steps.length > 0)
      assert.equal(answer.due !== undefined, answer.status === 'computed')
    }),
  )
})

test('[RT-3] whatever calendar, rule or wish is handed in, a cap falls on its own day, strict reading the day before', () => {
  fc.assert(
    fc.property(
      questions,
      fc.integer({ min: 1, max: 400 }),
      ({ extension: _none, figure: _no, ...question }, amount) => {
        const answer = computeDeadline({ ...question, pauses: [], clock: { ...question.clock, ...capOf(amount) } })
        const from = question.start?.at ?? question.event
        const day = from.kind === 'date' ? from.date : from.instant.toZonedDateTimeISO(question.zone).toPlainDate()
        assert.equal(answer.due, day.add({ days: amount }).toString())
        assert.equal(answer.strictReading, day.add({ days: amount - 1 }).toString())
      },
    ),
  )
})

const capOf = (amount: number) =>
  ({
    length: { kind: 'fixed', amount, unit: 'days' },
    custodyCap: true,
    rollForward: 'never',
    direction: 'forward',
  }) as const

test('[RT-13] a day ends with its last second where it is counted', () => {
  assert.equal(passedAt('2026-03-28', vienna), '2026-03-28T23:00:00.000Z')
  assert.equal(passedAt('2026-03-29', vienna), '2026-03-29T22:00:00.000Z')
  assert.equal(passedAt('2026-03-30T15:30:00+02:00[Europe/Berlin]', vienna), '2026-03-30T13:30:00.000Z')
})

test('[RT-14] what rests on an unchecked provision or rule says so', () => {
  assert.ok(codes(ask({ ...cap, status: 'unchecked' }, '2026-03-02')).includes('unchecked'))
  assert.ok(codes(ask(cap, '2026-03-02')).includes('rule-unchecked'))
  assert.ok(!codes(ask({ ...cap, rule: 'reg-1182-71' }, '2026-03-02')).includes('rule-unchecked'))
})

test('[RT-11] what is no time is refused with a reason', () => {
  for (const text of [
    '',
    '2026-02-30',
    '2027-02-29',
    '2026-03-02T23:10:00',
    '2026-03-02T25:00:00Z',
    '2026-03-02 23:10:00Z',
    '2026-03-02T23:10:00+05:00[Europe/Vienna]',
    '2026-03-29T02:30:00+01:00[Europe/Vienna]',
    '2026-03-02T23:10:00Z[Nowhere/Land]',
    '2026-03-02T23:10:00Z[u-ca=hebrew]',
    '2026-03-02T23:10:00+01:00[Europe/Vienna][u-ca=hebrew]',
    '0001-01-01',
    '9999-12-31',
    '+010000-01-01',
    `${'2'.repeat(100_000)}`,
  ])
    assert.ok(!readEventTime(text).ok, text)
  fc.assert(fc.property(fc.string(), (text) => void readEventTime(text)))
})

const times = fc.oneof(
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
)
const events = times.map((text) => {
  const event = readEventTime(text)
  assert.ok(event.ok, text)
  return event.value
})
const figures = fc.record({
  amount: fc.integer({ min: -1, max: 5000 }),
  unit: fc.constantFrom(...TimeUnit.options),
  why: fc.constant('agreed'),
})
const dates = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2021-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as CalendarDate)

/** Any question that types allow, sensible or not. */
const questions: fc.Arbitrary<DeadlineQuestion> = fc
  .record(
    {
      event: events,
      start: fc.record({ what: fc.constant('waiver told'), at: events }),
      zone: fc.constantFrom(
        ...['Europe/Vienna', 'Australia/Lord_Howe', 'Pacific/Apia', '+03:00', 'UTC'].map((zone) =>
          ZoneName.parse(zone),
        ),
      ),
      calendar: fc.constantFrom(
        calendarOf('QV'),
        calendarOf('QQ', [], [5, 6]),
        calendarOf('QN', [{ date: '2026-12-25', name: 'Christmas' }]),
      ),
      figure: figures,
      extension: figures,
      pauses: fc.array(fc.record({ from: dates, to: dates, why: fc.constant('withdrawn') }), { maxLength: 2 }),
      stateMovesEnd: fc.boolean(),
      clock: fc.record({
        length: fc.oneof(
          figures.map(({ amount, unit }) => ({ kind: 'fixed', amount: Math.max(1, amount % 400), unit }) as const),
          fc.constant({ kind: 'qualitative', term: 'promptly' } as const),
        ),
        rule: fc.constantFrom(...CountingRuleId.options),
        custodyCap: fc.boolean(),
        onLiberty: fc.boolean(),
        rollForward: fc.constantFrom('never', 'if-the-rule-says-so', 'not-applicable'),
        bound: fc.constantFrom('maximum', 'minimum'),
        direction: fc.constantFrom('forward', 'backward'),
        extendable: fc.boolean(),
        onExpiry: fc.constant('release'),
        effect: fc.constant('The person is released.'),
        status: fc.constantFrom('checked', 'unchecked'),
      }),
    },
    { requiredKeys: ['event', 'zone', 'calendar', 'clock'] },
  )
  .map((question) => question as DeadlineQuestion) // every member is one of the type's own; only the literal unions widen
