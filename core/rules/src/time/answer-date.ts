import { err, ok, type Result, ZoneName } from '@comity/kernel'
import type { ClockRecord, CountingRuleId } from '../guarantees/schema.ts'
import { calendarOf } from './calendar.ts'
import type { DateQuestion } from './date-question.ts'
import { computeDeadline, type DeadlineQuestion, type DeadlineStatus, type Figure, type Grounded } from './deadline.ts'
import { type EventTime, readEventTime } from './event-time.ts'
import { type Step, step } from './steps.ts'

/** What answering needs of a law pack. */
export type ClockBook = {
  readonly clock: (id: string) => ClockRecord | undefined
  /** Instrument id for another short name, as the pack's aliases have it. */
  readonly instrument: (name: string) => string | undefined
  /** Zones of a State; several where one must be named. */
  readonly zones: (state: string) => readonly string[]
}

export type DateAnswer = {
  readonly id?: string
  readonly provision: string
  readonly status: DeadlineStatus
  readonly due?: string
  readonly strictReading?: string
  readonly steps: readonly Step[]
  readonly notKnown: readonly string[]
  readonly onExpiry: string
  readonly effect: string
  readonly rule: CountingRuleId
}

/** Why a question has no answer: where it goes wrong, and what to do. */
export type DateFault = { readonly pointer: string; readonly message: string; readonly remedy: string }

/** Answers one question from the clocks of a pack. The same question and pack give the same answer everywhere. */
export function answerDate(question: DateQuestion, book: ClockBook): Result<DateAnswer, DateFault> {
  const asked = findClock(question.provision, '/provision', book)
  if (!asked.ok) return asked
  const under =
    question.facts.underlying === undefined ? asked : findClock(question.facts.underlying, '/facts/underlying', book)
  if (!under.ok) return under
  const event = readAt(question.event.at, '/event/at')
  if (!event.ok) return event
  const { clockStart } = question.facts
  const start = clockStart ? readAt(clockStart.at, '/facts/clockStart/at') : undefined
  if (start && !start.ok) return start
  const state = actingState(question, under.value)
  const zone = zoneFor(question, state, [event.value, ...(start ? [start.value] : [])], book)
  if (!zone.ok) return zone

  const asks = inquiry(question, asked.value, under.value)
  const deadline = computeDeadline({
    ...asks,
    event: event.value,
    ...(clockStart && start ? { start: { what: clockStart.what, at: start.value } } : {}),
    zone: zone.value.zone,
    calendar: calendarOf(state ?? 'the State that must act', question.facts.holidays),
  })
  // A provision that only starts or suspends another limit says nothing of what that limit's end does.
  const speaks = asked.value.length.kind === 'governs-another' ? under.value : asked.value
  return ok({
    ...(question.id === undefined ? {} : { id: question.id }),
    provision: question.provision,
    ...deadline,
    steps: [...zone.value.steps, ...deadline.steps],
    notKnown: [...zone.value.notKnown, ...deadline.notKnown],
    onExpiry: speaks.onExpiry,
    effect: speaks.effect,
  })
}

function findClock(provision: string, pointer: string, book: ClockBook): Result<ClockRecord, DateFault> {
  const held = book.clock(provision) ?? book.clock(underOtherName(provision, book))
  if (held) return ok(held)
  return err({
    pointer,
    message: `No time limit is held for ${provision}.`,
    remedy: 'Name the provision that fixes the limit, as law/time-limits has it, e.g. ets024:16.4.40.',
  })
}

function underOtherName(provision: string, book: ClockBook): string {
  const colon = provision.indexOf(':')
  return colon < 0 ? provision : `${book.instrument(provision.slice(0, colon)) ?? ''}${provision.slice(colon)}`
}

function readAt(text: string, pointer: string): Result<EventTime, DateFault> {
  const time = readEventTime(text)
  return time.ok
    ? time
    : err({
        pointer,
        message: `"${text.slice(0, 80)}" is ${time.error}`,
        remedy: 'Give a date, or an instant with its offset.',
      })
}

const actingState = ({ facts, states }: DateQuestion, clock: ClockRecord): string | undefined =>
  facts.actingState ?? states?.[clock.zoneOf]

type ZoneFound = { readonly zone: ZoneName; readonly steps: readonly Step[]; readonly notKnown: readonly string[] }

/** The zone in which the limit is counted: said, or the State's only one, or last of all the one stamped on the event. */
function zoneFor(
  { facts }: DateQuestion,
  state: string | undefined,
  times: readonly EventTime[],
  book: ClockBook,
): Result<ZoneFound, DateFault> {
  const sure = (zone: ZoneName) => ok({ zone, steps: [], notKnown: [] })
  if (facts.zone !== undefined) return sure(facts.zone)
  const zones = state === undefined ? [] : book.zones(state)
  const only = ZoneName.safeParse(zones.length === 1 ? zones[0] : undefined)
  if (only.success) return sure(only.data)
  // A bare date is the same day in every zone.
  if (times.every((time) => time.kind === 'date')) return sure(ZoneName.parse('UTC'))
  if (zones.length > 1)
    return err({
      pointer: '/facts/zone',
      message: `${state} has several zones: ${zones.join(', ')}.`,
      remedy: 'Name the zone in which the limit is counted.',
    })
  const stamped = times.flatMap((time) => (time.kind === 'instant' ? [time.zone ?? offsetOf(time.text)] : []))[0]
  const zone = ZoneName.safeParse(stamped)
  if (!zone.success)
    return err({ pointer: '/facts/zone', message: 'No zone is known in which to count.', remedy: 'Name the zone.' })
  const text = `The zone of ${state ?? 'the State that must act'} is not known to us; counted in ${zone.data}, the one stamped on the event.`
  return ok({
    zone: zone.data,
    steps: [step('zone-assumed', { zone: zone.data }, text)],
    notKnown: [`the zone of ${state ?? 'the State that must act'}`],
  })
}

const offsetOf = (text: string): string => (text.endsWith('Z') ? 'UTC' : text.slice(-6))

type Inquiry = Pick<DeadlineQuestion, 'clock' | 'figure' | 'extension' | 'pauses' | 'stateMovesEnd'>

function inquiry({ provision, facts }: DateQuestion, asked: ClockRecord, under: ClockRecord): Inquiry {
  const figure = figureIn(facts)
  const extension = facts.extension ?? ownLength(provision, asked, under)
  return {
    clock: under,
    ...(figure ? { figure } : {}),
    ...(extension ? { extension } : {}),
    ...(facts.notCounted ? { pauses: [facts.notCounted] } : {}),
    ...(facts.rollForward === 'never' || facts.rollForward === 'next-working-day'
      ? { stateMovesEnd: facts.rollForward === 'next-working-day' }
      : {}),
  }
}

/** A provision with a length of its own, asked about together with the limit beneath it, lengthens that limit. */
function ownLength(provision: string, asked: ClockRecord, under: ClockRecord): Grounded<Figure> | undefined {
  const { length } = asked
  if (asked === under || length.kind !== 'fixed') return undefined
  return { amount: length.amount, unit: length.unit, why: provision }
}

function figureIn({
  agreedDays,
  bilateralFigureDays,
  nationalPeriodDays,
}: DateQuestion['facts']): Grounded<Figure> | undefined {
  if (agreedDays !== undefined) return { amount: agreedDays, unit: 'days', why: 'the two States agreed it' }
  if (bilateralFigureDays !== undefined)
    return { amount: bilateralFigureDays, unit: 'days', why: 'the treaty between the two States fixes it' }
  if (nationalPeriodDays !== undefined)
    return { amount: nationalPeriodDays, unit: 'days', why: 'national law fixes it' }
  return undefined
}
