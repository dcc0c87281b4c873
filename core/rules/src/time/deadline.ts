import type { CalendarDate, Instant, ZoneName } from '@comity/kernel'
import type { ClockRecord, CountingRuleId, TimeUnit } from '../guarantees/schema.ts'
import type { Calendar } from './calendar.ts'
import { COUNTING_RULES } from './counting-rules.ts'
import { dayIn, type EventTime } from './event-time.ts'
import { endInDays } from './count-days.ts'
import { endInHours } from './count-hours.ts'
import { plural, type Step, step } from './steps.ts'

export type Figure = { readonly amount: number; readonly unit: TimeUnit }
export type Grounded<T> = T & { readonly why: string }

/** Days between two acts that a clock leaves out: the later date minus the earlier. */
export type Pause = { readonly from: CalendarDate; readonly to: CalendarDate }

/** All that a computation may use; it reads no clock, zone or calendar of the machine. */
export type DeadlineQuestion = {
  readonly clock: Countable
  /** What starts the clock, or (backward clocks) what it ends with. */
  readonly event: EventTime
  /** The clock starts here and not at the event: waiver told, competent authority reached, new date agreed. */
  readonly start?: { readonly what: string; readonly at: EventTime }
  /** Zone of the State whose calendar counts. */
  readonly zone: ZoneName
  readonly calendar: Calendar
  /** The figure that the pair, the authority or national law fixed. */
  readonly figure?: Grounded<Figure>
  /** The time that the starting act itself states. */
  readonly stated?: EventTime
  readonly extension?: Grounded<Figure>
  readonly pauses?: readonly Grounded<Pause>[]
  /** Whether the law of that State moves an end that is no working day; absent: not known to us. */
  readonly stateMovesEnd?: boolean
}

/** The parts of a clock that counting looks at. */
export type Countable = Pick<
  ClockRecord,
  | 'length'
  | 'rule'
  | 'custodyCap'
  | 'onLiberty'
  | 'rollForward'
  | 'bound'
  | 'direction'
  | 'extendable'
  | 'onExpiry'
  | 'effect'
  | 'status'
>

/**
 * `computed`: `due` holds. `term`: the text has a term and no number. `figure-needed`: somebody else fixes the figure.
 * `minute-needed`: hours cannot be counted from a date. `starts-another`: the provision has no length of its own.
 * `refused`: what was asked is against the law of that clock; the last step says why.
 */
export type DeadlineStatus = 'computed' | 'term' | 'figure-needed' | 'minute-needed' | 'starts-another' | 'refused'

export type Deadline = {
  readonly status: DeadlineStatus
  /** A date (its last hour, in the zone of the question), or an RFC 9557 instant where the law counts hours. */
  readonly due?: string
  /** The earlier reading to show beside it. */
  readonly strictReading?: string
  readonly steps: readonly Step[]
  /** What would be needed to be sure, and from whom. */
  readonly notKnown: readonly string[]
  readonly onExpiry: string
  readonly effect: string
  readonly rule: CountingRuleId
}

/** Computes a time limit and says every step of the way. Pure: the same question has the same answer on every machine, for ever. */
export function computeDeadline(question: DeadlineQuestion): Deadline {
  const { clock, zone } = question
  const closed = (status: DeadlineStatus, why: Step): Deadline => ({
    ...frame(clock),
    status,
    steps: [why],
    notKnown: [],
  })
  if (clock.length.kind === 'stated' && question.stated) return statedDeadline(question, question.stated)

  const figure = figureOf(question)
  if (!('amount' in figure)) return closed(figure.status, figure.why)
  const refusal = whyRefused(question, figure)
  if (refusal) return closed('refused', refusal)

  const from = question.start?.at ?? question.event
  const steps = whereItHappened(question.event, zone)
  if (question.start)
    steps.push(
      step(
        'starts-later',
        { what: question.start.what },
        `The clock does not start with the event but when: ${question.start.what}.`,
      ),
    )
  if (question.figure)
    steps.push(
      step(
        'figure',
        { ...question.figure },
        `The figure is ${plural(figure.amount, figure.unit)}: ${question.figure.why}.`,
      ),
    )

  const end =
    figure.unit === 'hours' ? endInHours(question, figure.amount, from) : endInDays(question, figure, dayIn(from, zone))
  return {
    ...frame(clock),
    status: end.due === undefined ? 'minute-needed' : 'computed',
    ...(end.due === undefined ? {} : { due: end.due }),
    ...(end.strictReading === undefined ? {} : { strictReading: end.strictReading }),
    steps: [...steps, ...end.steps, ...readAgainstText(clock)],
    notKnown: end.notKnown,
  }
}

/** What counting in one unit comes to. */
export type End = {
  readonly due: string | undefined
  readonly strictReading?: string | undefined
  readonly steps: readonly Step[]
  readonly notKnown: readonly string[]
}

const frame = ({ onExpiry, effect, rule }: Countable) => ({ onExpiry, effect, rule })

function figureOf({
  clock,
  figure,
}: DeadlineQuestion): Figure | { readonly status: DeadlineStatus; readonly why: Step } {
  if (figure) return figure
  const { length } = clock
  switch (length.kind) {
    case 'fixed':
      return length
    case 'qualitative':
      return {
        status: 'term',
        why: step(
          'term',
          { term: length.term },
          `The text says "${length.term}" and gives no number; none is made up.`,
        ),
      }
    case 'set':
      return {
        status: 'figure-needed',
        why: step('figure-needed', { by: length.by }, `The figure is fixed by ${FIXED_BY[length.by]}: say which.`),
      }
    case 'stated':
      return {
        status: 'figure-needed',
        why: step(
          'stated-time-needed',
          { at: length.at },
          'The act that starts this clock states its end; that act gave none.',
        ),
      }
    case 'governs-another':
      return {
        status: 'starts-another',
        why: step(
          'starts-another',
          {},
          'This provision starts, suspends or lengthens another limit: name the provision whose time runs.',
        ),
      }
  }
}

const FIXED_BY = {
  agreement: 'agreement of the two States',
  authority: 'the authority that asks',
  'national-law': 'national law',
} as const

/** Bounds keep sums inside the calendar: nobody's limit is longer, and a typing error or a hostile file might be. */
const MOST: Readonly<Record<TimeUnit, number>> = {
  hours: 8784,
  days: 3660,
  'working-days': 750,
  weeks: 520,
  months: 600,
  years: 50,
}

function whyRefused({ clock, figure, extension, pauses = [] }: DeadlineQuestion, { unit }: Figure): Step | undefined {
  const { length } = clock
  for (const given of [figure, extension]) {
    if (given && !(Number.isSafeInteger(given.amount) && given.amount > 0 && given.amount <= MOST[given.unit]))
      return step(
        'figure-out-of-range',
        { ...given },
        `${given.amount} ${given.unit} is not a length that can be counted.`,
      )
  }
  if (figure && length.kind === 'fixed' && clock.custodyCap && !isShorter(figure, length))
    return step('cap-not-lengthened', { ...figure }, 'A limit that ends custody cannot be lengthened by agreement.')
  if (extension && clock.extendable === false) return step('not-extendable', {}, 'This limit cannot be extended.')
  if (extension && (extension.unit === 'hours') !== (unit === 'hours'))
    return step('units-differ', {}, 'Hours and days cannot be added: each is counted in its own way.')
  if (pauses.some(({ from, to }) => to < from))
    return step('pause-backwards', {}, 'A pause cannot end before it begins.')
  if (pauses.length > 0 && unit === 'hours') return step('pause-in-hours', {}, 'Hours run by the clock without pauses.')
  return undefined
}

const isShorter = (a: Figure, b: Figure): boolean => a.unit === b.unit && a.amount <= b.amount

function statedDeadline({ clock, event, zone }: DeadlineQuestion, stated: EventTime): Deadline {
  const due = stated.kind === 'date' ? stated.date.toString() : zoned(stated.instant, zone)
  return {
    ...frame(clock),
    status: 'computed',
    due,
    steps: [
      ...whereItHappened(event, zone),
      step('stated', { due }, `The act itself states the end: ${due}.`),
      ...readAgainstText(clock),
    ],
    notKnown: [],
  }
}

const zoned = (instant: Temporal.Instant, zone: ZoneName): string =>
  instant.toZonedDateTimeISO(zone).toString({ fractionalSecondDigits: 0 })

/** Length of an instant's text up to the minute. */
const MINUTE = 'yyyy-mm-ddThh:mm'.length

/** Says so where the stamp of another zone means another day, or simply another reading of the clock on the wall. */
function whereItHappened(event: EventTime, zone: ZoneName): Step[] {
  if (event.kind === 'date' || event.zone === zone) return []
  const here = zoned(event.instant, zone)
  if (here.slice(0, MINUTE) === event.text.slice(0, MINUTE)) return []
  const text = `${event.text} is ${here} where the limit is counted.`
  return [step('zone', { stamped: event.text, here }, text)]
}

function readAgainstText({ status, rule }: Countable): Step[] {
  const steps: Step[] = []
  if (status === 'unchecked')
    steps.push(
      step(
        'unchecked',
        {},
        'The provision has not been read against its official text yet: verify it before relying on this.',
      ),
    )
  const counting = COUNTING_RULES[rule]
  if (counting.status === 'unchecked')
    steps.push(
      step(
        'rule-unchecked',
        { rule },
        `How it is counted has not been verified yet: ${counting.title} (${counting.source}).`,
      ),
    )
  return steps
}

/** The instant at which a due date or instant has passed: what is due on a day may be done in its last second. */
export function passedAt(due: string, zone: ZoneName): Instant {
  const end = due.includes('T')
    ? Temporal.Instant.from(due)
    : Temporal.PlainDate.from(due).add({ days: 1 }).toZonedDateTime(zone).toInstant()
  return end.toString({ fractionalSecondDigits: 3 }) as Instant
}
