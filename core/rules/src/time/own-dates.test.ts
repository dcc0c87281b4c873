import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ZoneName } from '@comity/kernel'
import type { CountingRuleId, TimeUnit } from '../guarantees/schema.ts'
import { calendarOf, type Holiday } from './calendar.ts'
import { type Countable, computeDeadline, type DeadlineQuestion } from './deadline.ts'
import { readEventTime } from './event-time.ts'

type Row = {
  readonly rule?: CountingRuleId
  readonly event: string
  readonly zone?: string
  readonly length: readonly [amount: number, unit: TimeUnit]
  readonly cap?: true
  readonly liberty?: true
  readonly back?: true
  readonly stays?: true
  readonly holidays?: readonly Holiday[]
  readonly moves?: boolean
  readonly plus?: readonly [amount: number, unit: TimeUnit]
  readonly pause?: readonly [from: string, to: string]
  readonly due: string
  readonly strict?: string
  readonly why: string
}

const EU = 'reg-1182-71' as const
const CLOCK = 'clock-hours' as const
const christmas: Holiday[] = [
  { date: '2026-12-25', name: 'Christmas Day' },
  { date: '2026-12-26', name: 'St Stephen’s Day' },
]

/** Worked by hand with a wall calendar and the zones' published clock changes. */
const rows: readonly Row[] = [
  // custody caps
  {
    event: '2026-03-02T23:10:00+01:00[Europe/Vienna]',
    length: [40, 'days'],
    cap: true,
    due: '2026-04-11',
    strict: '2026-04-10',
    why: 'day 40 is a Saturday and stays one',
  },
  {
    event: '2026-03-03T08:00:00+01:00[Europe/Vienna]',
    length: [40, 'days'],
    cap: true,
    due: '2026-04-12',
    strict: '2026-04-11',
    why: 'day 40 is a Sunday and stays one',
  },
  {
    event: '2026-11-15T08:00:00+01:00[Europe/Vienna]',
    length: [40, 'days'],
    cap: true,
    holidays: christmas,
    due: '2026-12-25',
    strict: '2026-12-24',
    why: 'day 40 is Christmas and stays there',
  },
  {
    event: '2026-11-15T08:00:00+01:00[Europe/Vienna]',
    length: [40, 'days'],
    cap: true,
    moves: true,
    holidays: christmas,
    due: '2026-12-25',
    strict: '2026-12-24',
    why: 'no State’s calendar moves a cap',
  },
  {
    event: '2028-02-11T08:00:00+01:00[Europe/Vienna]',
    length: [18, 'days'],
    cap: true,
    due: '2028-02-29',
    strict: '2028-02-28',
    why: 'day 18 is the leap day',
  },
  {
    event: '2027-02-11T08:00:00+01:00[Europe/Vienna]',
    length: [18, 'days'],
    cap: true,
    due: '2027-03-01',
    strict: '2027-02-28',
    why: 'the year after, there is none',
  },
  {
    event: '2026-12-01T23:59:59+01:00[Europe/Vienna]',
    length: [40, 'days'],
    cap: true,
    due: '2027-01-10',
    strict: '2027-01-09',
    why: 'over the year, on a Sunday',
  },
  {
    event: '2026-03-03T00:30:00+02:00[Europe/Helsinki]',
    zone: 'Europe/Vienna',
    length: [40, 'days'],
    cap: true,
    due: '2026-04-11',
    strict: '2026-04-10',
    why: 'still the evening before in Vienna',
  },
  {
    event: '2026-03-02T23:30:00+01:00[Europe/Vienna]',
    zone: 'Asia/Tokyo',
    length: [40, 'days'],
    cap: true,
    due: '2026-04-12',
    strict: '2026-04-11',
    why: 'already the next morning in Tokyo',
  },
  {
    event: '2026-01-31',
    length: [2, 'months'],
    cap: true,
    due: '2026-03-31',
    strict: '2026-03-30',
    why: 'months, from a bare date',
  },
  {
    event: '2026-03-03T08:00:00+01:00[Europe/Vienna]',
    length: [18, 'days'],
    cap: true,
    pause: ['2026-03-05', '2026-03-10'],
    due: '2026-03-26',
    strict: '2026-03-25',
    why: 'five days between consent and its withdrawal are left out',
  },
  // days, without a rule that moves the end
  { event: '2026-03-31T12:00:00+02:00[Europe/Paris]', length: [1, 'days'], due: '2026-04-01', why: 'one day' },
  {
    event: '2028-02-28T12:00:00+01:00[Europe/Paris]',
    length: [1, 'days'],
    due: '2028-02-29',
    why: 'one day into the leap day',
  },
  {
    event: '2100-02-28T12:00:00+01:00[Europe/Paris]',
    length: [1, 'days'],
    due: '2100-03-01',
    why: '2100 has no leap day',
  },
  {
    event: '2026-12-31T23:59:00+01:00[Europe/Paris]',
    length: [365, 'days'],
    due: '2027-12-31',
    why: 'a year of 365 days',
  },
  { event: '2027-12-31T23:59:00+01:00[Europe/Paris]', length: [366, 'days'], due: '2028-12-31', why: 'a year of 366' },
  {
    event: '2026-10-24T12:00:00+02:00[Europe/Paris]',
    length: [10, 'days'],
    due: '2026-11-03',
    why: 'a clock change moves no date',
  },
  {
    event: '2026-06-05',
    length: [15, 'days'],
    due: '2026-06-20',
    why: 'a Saturday: whether State law moves it is not known, so it stays',
  },
  { event: '2026-06-05', length: [15, 'days'], moves: false, due: '2026-06-20', why: 'State law keeps it' },
  { event: '2026-06-05', length: [15, 'days'], moves: true, due: '2026-06-22', why: 'State law moves it to Monday' },
  {
    event: '2026-06-05',
    length: [15, 'days'],
    moves: true,
    liberty: true,
    due: '2026-06-20',
    why: 'release depends on it: not moved',
  },
  {
    event: '2026-06-05',
    length: [15, 'days'],
    moves: true,
    stays: true,
    due: '2026-06-20',
    why: 'a legal effect is not moved',
  },
  {
    event: '2026-06-05',
    length: [10, 'days'],
    plus: [30, 'days'],
    due: '2026-07-15',
    why: 'ten and thirty from the same start',
  },
  {
    event: '2026-01-30',
    length: [1, 'months'],
    plus: [3, 'days'],
    due: '2026-03-03',
    why: 'a month ends on 28 February, three days run from there',
  },
  // weeks, months, years
  { event: '2026-03-04', length: [1, 'weeks'], due: '2026-03-11', why: 'the same weekday' },
  { event: '2028-02-24', length: [6, 'weeks'], due: '2028-04-06', why: 'Thursday to Thursday over a leap day' },
  { event: '2026-01-31', length: [1, 'months'], due: '2026-02-28', why: 'no 31 February' },
  { event: '2028-01-31', length: [1, 'months'], due: '2028-02-29', why: 'the last day is the 29th' },
  {
    event: '2026-02-28',
    length: [1, 'months'],
    due: '2026-03-28',
    why: 'the same date, not the same place from the end',
  },
  { event: '2026-08-31', length: [3, 'months'], due: '2026-11-30', why: 'November has thirty days' },
  { event: '2028-02-29', length: [1, 'years'], due: '2029-02-28', why: 'a leap day has no anniversary' },
  { event: '2028-02-29', length: [4, 'years'], due: '2032-02-29', why: 'but every fourth year' },
  {
    event: '2027-11-30',
    length: [4, 'months'],
    rule: 'ecthr-calendar',
    moves: true,
    due: '2028-03-30',
    why: 'the Court’s period is not moved',
  },
  // Regulation 1182/71, days
  {
    event: '2026-03-05T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [10, 'days'],
    holidays: [],
    due: '2026-03-16',
    why: 'Sunday 15 March moves to Monday',
  },
  {
    event: '2026-12-15T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [10, 'days'],
    holidays: christmas,
    due: '2026-12-28',
    why: 'Christmas, St Stephen’s, Sunday',
  },
  {
    event: '2026-03-06T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [2, 'days'],
    holidays: [],
    due: '2026-03-10',
    why: 'two days hold two working days: Monday and Tuesday',
  },
  {
    event: '2026-03-05T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [2, 'days'],
    holidays: [],
    due: '2026-03-09',
    why: 'Friday and, after the weekend, Monday are two working days',
  },
  {
    event: '2026-03-07T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [1, 'days'],
    holidays: [],
    due: '2026-03-09',
    why: 'one day only: moved, not filled up',
  },
  {
    event: '2026-02-27T10:00:00+01:00[Europe/Amsterdam]',
    rule: EU,
    length: [59, 'days'],
    holidays: [{ date: '2026-04-27', name: 'King’s Day' }],
    due: '2026-04-28',
    why: 'King’s Day, where the holidays were handed in',
  },
  {
    event: '2026-12-23T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [5, 'working-days'],
    holidays: christmas,
    due: '2026-12-31',
    why: 'working days: Christmas and the weekend are no days',
  },
  {
    event: '2026-03-06T10:00:00+01:00[Europe/Rome]',
    rule: EU,
    length: [1, 'working-days'],
    holidays: [],
    due: '2026-03-09',
    why: 'a Friday’s next working day',
  },
  { event: '2026-06-25', rule: EU, length: [50, 'days'], back: true, due: '2026-05-06', why: 'counted backwards' },
  {
    event: '2026-06-15',
    rule: EU,
    length: [1, 'days'],
    back: true,
    due: '2026-06-14',
    why: 'backwards onto a Sunday, and not moved',
  },
  // hours by the clock
  {
    event: '2026-03-28T14:30:00+01:00[Europe/Berlin]',
    rule: CLOCK,
    length: [48, 'hours'],
    due: '2026-03-30T15:30:00+02:00[Europe/Berlin]',
    why: 'clocks go forward',
  },
  {
    event: '2026-10-24T14:30:00+02:00[Europe/Berlin]',
    rule: CLOCK,
    length: [48, 'hours'],
    due: '2026-10-26T13:30:00+01:00[Europe/Berlin]',
    why: 'clocks go back',
  },
  {
    event: '2026-10-25T02:30:00+02:00[Europe/Berlin]',
    rule: CLOCK,
    length: [1, 'hours'],
    due: '2026-10-25T02:30:00+01:00[Europe/Berlin]',
    why: 'the hour that comes twice',
  },
  {
    event: '2026-03-29T01:30:00+01:00[Europe/Berlin]',
    rule: CLOCK,
    length: [1, 'hours'],
    due: '2026-03-29T03:30:00+02:00[Europe/Berlin]',
    why: 'the hour that never comes',
  },
  {
    event: '2026-04-04T23:00:00+11:00[Australia/Lord_Howe]',
    rule: CLOCK,
    length: [24, 'hours'],
    due: '2026-04-05T22:30:00+10:30[Australia/Lord_Howe]',
    why: 'a change of half an hour',
  },
  {
    event: '2028-02-28T22:00:00+00:00',
    zone: '+03:00',
    rule: CLOCK,
    length: [24, 'hours'],
    due: '2028-03-01T01:00:00+03:00[+03:00]',
    why: 'over the leap day, in a fixed offset',
  },
  {
    event: '2026-05-01T23:59:59Z',
    zone: 'Asia/Kathmandu',
    rule: CLOCK,
    length: [96, 'hours'],
    due: '2026-05-06T05:44:59+05:45[Asia/Kathmandu]',
    why: 'a weekend and a holiday change nothing',
  },
  {
    event: '2026-03-28T14:30:00+01:00[Europe/Berlin]',
    rule: CLOCK,
    length: [24, 'hours'],
    plus: [24, 'hours'],
    due: '2026-03-30T15:30:00+02:00[Europe/Berlin]',
    why: 'an extension in hours',
  },
  // hours under Regulation 1182/71
  {
    event: '2026-09-10T14:20:00+02:00[Europe/Rome]',
    rule: EU,
    length: [8, 'hours'],
    due: '2026-09-10T23:00:00+02:00[Europe/Rome]',
    strict: '2026-09-10T22:20:00+02:00[Europe/Rome]',
    why: 'the hour of the event is not counted',
  },
  {
    event: '2026-09-10T14:00:00+02:00[Europe/Rome]',
    rule: EU,
    length: [8, 'hours'],
    due: '2026-09-10T23:00:00+02:00[Europe/Rome]',
    strict: '2026-09-10T22:00:00+02:00[Europe/Rome]',
    why: 'on the hour: the hour that begins is that of the event',
  },
  {
    event: '2026-09-10T14:20:00+02:00[Europe/Rome]',
    zone: 'Asia/Kolkata',
    rule: EU,
    length: [8, 'hours'],
    due: '2026-09-11T02:00:00+05:30[Asia/Kolkata]',
    strict: '2026-09-11T01:50:00+05:30[Asia/Kolkata]',
    why: 'the hour on the wall where it is counted',
  },
  {
    event: '2026-10-24T23:30:00+02:00[Europe/Rome]',
    rule: EU,
    length: [8, 'hours'],
    due: '2026-10-25T07:00:00+01:00[Europe/Rome]',
    strict: '2026-10-25T06:30:00+01:00[Europe/Rome]',
    why: 'clocks go back in the night',
  },
]

const clockOf = (row: Row): Countable => ({
  length: { kind: 'fixed', amount: row.length[0], unit: row.length[1] },
  rule: row.rule ?? 'treaty-national',
  custodyCap: row.cap === true,
  onLiberty: row.cap === true || row.liberty === true,
  rollForward: row.cap || row.stays ? 'never' : 'if-the-rule-says-so',
  bound: 'maximum',
  direction: row.back ? 'backward' : 'forward',
  extendable: true,
  onExpiry: 'release',
  effect: 'The person is released.',
  status: 'checked',
})

function questionOf(row: Row): DeadlineQuestion {
  const event = readEventTime(row.event)
  assert.ok(event.ok, row.event)
  const stamped = event.value.kind === 'instant' ? event.value.zone : undefined
  return {
    clock: clockOf(row),
    event: event.value,
    zone: ZoneName.parse(row.zone ?? stamped ?? 'UTC'),
    calendar: calendarOf('QV', row.holidays),
    ...(row.moves === undefined ? {} : { stateMovesEnd: row.moves }),
    ...(row.plus ? { extension: { amount: row.plus[0], unit: row.plus[1], why: 'agreed' } } : {}),
    ...(row.pause ? { pauses: [{ from: row.pause[0], to: row.pause[1], why: 'consent withdrawn' } as never] } : {}),
  }
}

for (const row of rows) {
  test(`[RT-2] ${row.length.join(' ')} from ${row.event}: ${row.due} (${row.why})`, () => {
    const answer = computeDeadline(questionOf(row))
    assert.deepEqual([answer.due, answer.strictReading], [row.due, row.strict])
    assert.ok(answer.steps.length > 0)
  })
}
