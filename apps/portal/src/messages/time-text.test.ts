import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarDate, Instant, ZoneName } from '@comity/kernel'
import {
  dateText,
  fullDateText,
  fullMomentText,
  leftText,
  machineMoment,
  machineSpan,
  momentText,
  nearText,
  offsetText,
  spanText,
} from './time-text.ts'
import { createTranslator } from './translator.ts'

const en = createTranslator('en')
const ar = createTranslator('ar')
const NORVALE = '+03:00' as ZoneName
const at = (text: string) => text as Instant
const judge = at('2026-03-05T00:10:00.000Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test('[PO-9] an instant is written out by the clocks of a place', () => {
  assert.equal(fullMomentText(en, judge, NORVALE), 'Thursday 5 March 2026, 03:10')
  assert.equal(fullMomentText(en, judge, 'UTC' as ZoneName), 'Thursday 5 March 2026, 00:10')
  assert.equal(fullMomentText(ar, judge, NORVALE), 'الخميس 5 مارس 2026، الساعة 03:10')
  assert.equal(machineMoment(judge, NORVALE), '2026-03-05T03:10+03:00')
})

test('[PO-9] a date is the same date in every zone', () => {
  assert.equal(fullDateText(en, '2026-04-12' as CalendarDate), 'Sunday 12 April 2026')
  assert.equal(dateText(ar, '2026-04-12' as CalendarDate), '12 أبريل 2026')
})

test('[PO-9] the year is given where it is another', () => {
  const now = at('2026-03-03T07:52:00.000Z')
  assert.equal(momentText(en, judge, NORVALE, now), '5 Mar, 03:10')
  assert.equal(momentText(en, at('2025-12-31T20:59:00.000Z'), NORVALE, now), '31 Dec 2025, 23:59')
  assert.equal(momentText(en, at('2025-12-31T21:00:00.000Z'), NORVALE, now), '1 Jan, 00:00')
})

test('[PO-9] today ends at midnight there, not here', () => {
  const now = at('2026-03-02T22:00:00.000Z') // 01:00 on 3 March in Norvale
  assert.equal(nearText(en, at('2026-03-02T21:00:00.000Z'), NORVALE, now), 'today, 00:00')
  assert.equal(nearText(en, at('2026-03-02T20:59:00.000Z'), NORVALE, now), 'yesterday, 23:59')
  assert.equal(nearText(en, at('2026-03-04T05:00:00.000Z'), NORVALE, now), 'tomorrow, 08:00')
  assert.equal(nearText(en, at('2026-03-10T05:00:00.000Z'), NORVALE, now), '10 March 2026, 08:00')
})

test('[PO-9] offsets are those of the instant', () => {
  const zones: readonly (readonly [string, string])[] = [
    ['UTC', 'UTC'],
    ['+03:00', 'UTC+3'],
    ['+05:30', 'UTC+5:30'],
    ['-08:00', 'UTC−8'],
    ['Europe/Vienna', 'UTC+1'],
  ]
  for (const [zone, text] of zones) assert.equal(offsetText(judge, zone as ZoneName), text)
  assert.equal(offsetText(at('2026-07-01T00:00:00.000Z'), 'Europe/Vienna' as ZoneName), 'UTC+2')
})

test('[PO-9] a span is told in the units that matter', () => {
  const spans: readonly (readonly [number, string])[] = [
    [0, '0 min'],
    [-DAY, '0 min'],
    [59 * MINUTE, '59 min'],
    [40 * HOUR + 18 * MINUTE, '40 h 18 min'],
    [2 * DAY - 1, '47 h 59 min'],
    [3 * DAY + 2 * HOUR, '3 days 2 h'],
    [3 * DAY, '3 days'],
    [18.9 * DAY, '18 days'],
  ]
  for (const [ms, text] of spans) assert.equal(spanText(en, ms), text)
  assert.equal(spanText(ar, 40 * HOUR + 18 * MINUTE), '40 ساعة و18 دقيقة')
  assert.equal(machineSpan(40 * HOUR + 18 * MINUTE), 'PT40H18M')
})

test('[PO-9] what is left is rounded down, so that nobody counts on what is not there', () => {
  const left: readonly (readonly [number, string])[] = [
    [8 * DAY - 1, '7 days left'],
    [2 * DAY - 1, '47 hours left'],
    [2 * HOUR - 1, '1 hour left'],
    [HOUR - 1, '59 minutes left'],
    [-1, '0 minutes left'],
  ]
  for (const [ms, text] of left) assert.equal(leftText(en, ms), text)
  assert.equal(leftText(ar, 2 * DAY), 'بقي يومان')
})
