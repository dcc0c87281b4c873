import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CalendarDate, ZoneName } from '@comity/kernel'
import { CountingRuleId, TimeUnit } from '../guarantees/schema.ts'
import { calendarOf, type Holiday } from './calendar.ts'
import { type Countable, computeDeadline, type DeadlineQuestion, type Figure } from './deadline.ts'
import { readEventTime } from './event-time.ts'

/**
 * Worked by hand with a wall calendar and the published clock changes. Columns: rule, event, zone where it is not that
 * of the event, length, facts, due, stricter reading, why.
 */
const TABLE = `
treaty-national | 2026-03-02T23:10:00+01:00[Europe/Vienna] |  | 40 days | cap | 2026-04-11 | 2026-04-10 | day 40 is a Saturday and stays one
treaty-national | 2026-03-03T08:00:00+01:00[Europe/Vienna] |  | 40 days | cap | 2026-04-12 | 2026-04-11 | day 40 is a Sunday and stays one
treaty-national | 2026-11-15T08:00:00+01:00[Europe/Vienna] |  | 40 days | cap, Christmas holidays | 2026-12-25 | 2026-12-24 | day 40 is Christmas and stays there
treaty-national | 2026-11-15T08:00:00+01:00[Europe/Vienna] |  | 40 days | cap, State moves, Christmas holidays | 2026-12-25 | 2026-12-24 | no State’s calendar moves a cap
treaty-national | 2028-02-11T08:00:00+01:00[Europe/Vienna] |  | 18 days | cap | 2028-02-29 | 2028-02-28 | day 18 is the leap day
treaty-national | 2027-02-11T08:00:00+01:00[Europe/Vienna] |  | 18 days | cap | 2027-03-01 | 2027-02-28 | the year after, there is none
treaty-national | 2026-12-01T23:59:59+01:00[Europe/Vienna] |  | 40 days | cap | 2027-01-10 | 2027-01-09 | over the year, on a Sunday
treaty-national | 2026-03-03T00:30:00+02:00[Europe/Helsinki] | Europe/Vienna | 40 days | cap | 2026-04-11 | 2026-04-10 | still the evening before in Vienna
treaty-national | 2026-03-02T23:30:00+01:00[Europe/Vienna] | Asia/Tokyo | 40 days | cap | 2026-04-12 | 2026-04-11 | already the next morning in Tokyo
treaty-national | 2026-01-31 |  | 2 months | cap | 2026-03-31 | 2026-03-30 | months, from a bare date
treaty-national | 2026-03-03T08:00:00+01:00[Europe/Vienna] |  | 18 days | cap, pause 2026-03-05/2026-03-10 | 2026-03-26 | 2026-03-25 | five days between consent and its withdrawal are left out
treaty-national | 2026-03-31T12:00:00+02:00[Europe/Paris] |  | 1 days |  | 2026-04-01 |  | one day
treaty-national | 2028-02-28T12:00:00+01:00[Europe/Paris] |  | 1 days |  | 2028-02-29 |  | one day into the leap day
treaty-national | 2100-02-28T12:00:00+01:00[Europe/Paris] |  | 1 days |  | 2100-03-01 |  | 2100 has no leap day
treaty-national | 2026-12-31T23:59:00+01:00[Europe/Paris] |  | 365 days |  | 2027-12-31 |  | a year of 365 days
treaty-national | 2027-12-31T23:59:00+01:00[Europe/Paris] |  | 366 days |  | 2028-12-31 |  | a year of 366
treaty-national | 2026-10-24T12:00:00+02:00[Europe/Paris] |  | 10 days |  | 2026-11-03 |  | a clock change moves no date
treaty-national | 2026-06-05 |  | 15 days |  | 2026-06-20 |  | a Saturday: whether State law moves it is not known, so it stays
treaty-national | 2026-06-05 |  | 15 days | State keeps | 2026-06-20 |  | State law keeps it
treaty-national | 2026-06-05 |  | 15 days | State moves | 2026-06-22 |  | State law moves it to Monday
treaty-national | 2026-06-05 |  | 15 days | liberty, State moves | 2026-06-20 |  | release depends on it: not moved
treaty-national | 2026-06-05 |  | 15 days | stays, State moves | 2026-06-20 |  | a legal effect is not moved
treaty-national | 2026-06-05 |  | 10 days | plus 30 days | 2026-07-15 |  | ten and thirty from the same start
treaty-national | 2026-01-30 |  | 1 months | plus 3 days | 2026-03-03 |  | a month ends on 28 February, three days run from there
treaty-national | 2026-03-04 |  | 1 weeks |  | 2026-03-11 |  | the same weekday
treaty-national | 2028-02-24 |  | 6 weeks |  | 2028-04-06 |  | Thursday to Thursday over a leap day
treaty-national | 2026-01-31 |  | 1 months |  | 2026-02-28 |  | no 31 February
treaty-national | 2028-01-31 |  | 1 months |  | 2028-02-29 |  | the last day is the 29th
treaty-national | 2026-02-28 |  | 1 months |  | 2026-03-28 |  | the same date, not the same place from the end
treaty-national | 2026-08-31 |  | 3 months |  | 2026-11-30 |  | November has thirty days
treaty-national | 2028-02-29 |  | 1 years |  | 2029-02-28 |  | a leap day has no anniversary
treaty-national | 2028-02-29 |  | 4 years |  | 2032-02-29 |  | but every fourth year
ecthr-calendar | 2027-11-30 |  | 4 months | State moves | 2028-03-30 |  | the Court’s period is not moved
reg-1182-71 | 2026-03-05T10:00:00+01:00[Europe/Rome] |  | 10 days | no holidays | 2026-03-16 |  | Sunday 15 March moves to Monday
reg-1182-71 | 2026-12-15T10:00:00+01:00[Europe/Rome] |  | 10 days | Christmas holidays | 2026-12-28 |  | Christmas, St Stephen’s, Sunday
reg-1182-71 | 2026-03-06T10:00:00+01:00[Europe/Rome] |  | 2 days | no holidays | 2026-03-10 |  | two days hold two working days: Monday and Tuesday
reg-1182-71 | 2026-03-05T10:00:00+01:00[Europe/Rome] |  | 2 days | no holidays | 2026-03-09 |  | Friday and, after the weekend, Monday are two working days
reg-1182-71 | 2026-03-07T10:00:00+01:00[Europe/Rome] |  | 1 days | no holidays | 2026-03-09 |  | one day only: moved, not filled up
reg-1182-71 | 2026-02-27T10:00:00+01:00[Europe/Amsterdam] |  | 59 days | Dutch holidays | 2026-04-28 |  | King’s Day, where the holidays were handed in
reg-1182-71 | 2026-12-23T10:00:00+01:00[Europe/Rome] |  | 5 working-days | Christmas holidays | 2026-12-31 |  | working days: Christmas and the weekend are no days
reg-1182-71 | 2026-03-06T10:00:00+01:00[Europe/Rome] |  | 1 working-days | no holidays | 2026-03-09 |  | a Friday’s next working day
reg-1182-71 | 2026-06-25 |  | 50 days | backward | 2026-05-06 |  | counted backwards
reg-1182-71 | 2026-06-15 |  | 1 days | backward | 2026-06-14 |  | backwards onto a Sunday, and not moved
clock-hours | 2026-03-28T14:30:00+01:00[Europe/Berlin] |  | 48 hours |  | 2026-03-30T15:30:00+02:00[Europe/Berlin] |  | clocks go forward
clock-hours | 2026-10-24T14:30:00+02:00[Europe/Berlin] |  | 48 hours |  | 2026-10-26T13:30:00+01:00[Europe/Berlin] |  | clocks go back
clock-hours | 2026-10-25T02:30:00+02:00[Europe/Berlin] |  | 1 hours |  | 2026-10-25T02:30:00+01:00[Europe/Berlin] |  | the hour that comes twice
clock-hours | 2026-03-29T01:30:00+01:00[Europe/Berlin] |  | 1 hours |  | 2026-03-29T03:30:00+02:00[Europe/Berlin] |  | the hour that never comes
clock-hours | 2026-04-04T23:00:00+11:00[Australia/Lord_Howe] |  | 24 hours |  | 2026-04-05T22:30:00+10:30[Australia/Lord_Howe] |  | a change of half an hour
clock-hours | 2028-02-28T22:00:00+00:00 | +03:00 | 24 hours |  | 2028-03-01T01:00:00+03:00[+03:00] |  | over the leap day, in a fixed offset
clock-hours | 2026-05-01T23:59:59Z | Asia/Kathmandu | 96 hours |  | 2026-05-06T05:44:59+05:45[Asia/Kathmandu] |  | a weekend and a holiday change nothing
clock-hours | 2026-03-28T14:30:00+01:00[Europe/Berlin] |  | 24 hours | plus 24 hours | 2026-03-30T15:30:00+02:00[Europe/Berlin] |  | an extension in hours
reg-1182-71 | 2026-09-10T14:20:00+02:00[Europe/Rome] |  | 8 hours |  | 2026-09-10T23:00:00+02:00[Europe/Rome] | 2026-09-10T22:20:00+02:00[Europe/Rome] | the hour of the event is not counted
reg-1182-71 | 2026-09-10T14:00:00+02:00[Europe/Rome] |  | 8 hours |  | 2026-09-10T23:00:00+02:00[Europe/Rome] | 2026-09-10T22:00:00+02:00[Europe/Rome] | on the hour: the hour that begins is that of the event
reg-1182-71 | 2026-09-10T14:20:00+02:00[Europe/Rome] | Asia/Kolkata | 8 hours |  | 2026-09-11T02:00:00+05:30[Asia/Kolkata] | 2026-09-11T01:50:00+05:30[Asia/Kolkata] | the hour on the wall where it is counted
reg-1182-71 | 2026-10-24T23:30:00+02:00[Europe/Rome] |  | 8 hours |  | 2026-10-25T07:00:00+01:00[Europe/Rome] | 2026-10-25T06:30:00+01:00[Europe/Rome] | clocks go back in the night
`

const HOLIDAYS: Readonly<Record<string, readonly Holiday[]>> = {
  'no holidays': [],
  'Dutch holidays': [{ date: '2026-04-27', name: 'King’s Day' }],
  'Christmas holidays': [
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-26', name: 'St Stephen’s Day' },
  ],
}

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.trim()))

for (const [rule = '', event = '', zone = '', length = '', said = '', due = '', strict = '', why = ''] of rows) {
  test(`[RT-2, RT-3, RT-4, RT-5, RT-6] ${length} from ${event}: ${due} (${why})`, () => {
    const answer = computeDeadline(questionOf(rule, event, zone, length, said.split(', ')))
    assert.deepEqual([answer.due, answer.strictReading ?? ''], [due, strict])
    assert.ok(answer.steps.length > 0)
  })
}

function questionOf(
  rule: string,
  at: string,
  zone: string,
  length: string,
  facts: readonly string[],
): DeadlineQuestion {
  const event = readEventTime(at)
  assert.ok(event.ok, at)
  const stamped = event.value.kind === 'instant' ? event.value.zone : undefined
  const plus = after('plus ', facts)
  const pause = after('pause ', facts)
    ?.split('/')
    .map((date) => CalendarDate.parse(date))
  const holidays = facts.find((fact) => Object.hasOwn(HOLIDAYS, fact))
  return {
    clock: clockOf(rule, length, facts),
    event: event.value,
    zone: ZoneName.parse(zone === '' ? (stamped ?? 'UTC') : zone),
    calendar: calendarOf('QV', holidays === undefined ? undefined : HOLIDAYS[holidays]),
    ...(facts.includes('State moves') ? { stateMovesEnd: true } : {}),
    ...(facts.includes('State keeps') ? { stateMovesEnd: false } : {}),
    ...(plus === undefined ? {} : { extension: { ...figureOf(plus), why: 'agreed' } }),
    ...(pause?.[0] && pause[1] ? { pauses: [{ from: pause[0], to: pause[1], why: 'consent withdrawn' }] } : {}),
  }
}

const after = (word: string, facts: readonly string[]): string | undefined =>
  facts.find((fact) => fact.startsWith(word))?.slice(word.length)

function figureOf(text: string): Figure {
  const [amount, unit] = text.split(' ')
  return { amount: Number(amount), unit: TimeUnit.parse(unit) }
}

const clockOf = (rule: string, length: string, facts: readonly string[]): Countable => ({
  length: { kind: 'fixed', ...figureOf(length) },
  rule: CountingRuleId.parse(rule),
  custodyCap: facts.includes('cap'),
  onLiberty: facts.includes('cap') || facts.includes('liberty'),
  rollForward: facts.includes('cap') || facts.includes('stays') ? 'never' : 'if-the-rule-says-so',
  bound: 'maximum',
  direction: facts.includes('backward') ? 'backward' : 'forward',
  extendable: true,
  onExpiry: 'release',
  effect: 'The person is released.',
  status: 'checked',
})
