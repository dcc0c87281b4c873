import type { DeadlineQuestion, End } from './deadline.ts'
import { COUNTING_RULES } from './counting-rules.ts'
import { dayIn, type EventTime, zonedText } from './event-time.ts'
import { plural, type Step, step } from './steps.ts'

/** Counts hours in elapsed time: a clock change, a night or a holiday on the way changes nothing but what the wall clock shows. */
export function endInHours(question: DeadlineQuestion, hours: number, from: EventTime): End {
  const { clock, zone, extension } = question
  const total = hours + (extension?.amount ?? 0)
  const added = extension ? [extended(hours, extension)] : []
  if (from.kind === 'date') {
    // Without the minute nothing can be due, but the person need not wait for it: from the first minute of that day.
    const earliest = dayIn(from, zone).toZonedDateTime(zone).add({ hours: total })
    const why =
      'Hours run from the minute of the event, and only its date is recorded. Shown is the count from the first minute of that day.'
    return {
      due: undefined,
      strictReading: zonedText(earliest),
      steps: [...added, step('minute-needed', {}, why)],
      notKnown: ['the minute of the event'],
    }
  }
  const event = from.instant.toZonedDateTimeISO(zone)
  const byTheMinute = event.add({ hours: total })
  if (COUNTING_RULES[clock.rule].hours === 'by-the-minute') {
    const run = `By the clock from the minute of the event, ${zonedText(event)}; nights, weekends and holidays count.`
    const steps = [
      ...added,
      step('by-the-clock', { event: zonedText(event) }, run),
      elapsed(event, byTheMinute, total),
      NOT_MOVED,
    ]
    return { due: zonedText(byTheMinute), steps, notKnown: [] }
  }
  const firstHour = event.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 })
  const end = firstHour.add({ hours: total })
  const left = `Regulation 1182/71 article 3(1): the hour in which the event falls is not counted; the first hour begins at ${zonedText(firstHour)}.`
  const steps = [
    ...added,
    step('hour-of-event-not-counted', { first: zonedText(firstHour) }, left),
    elapsed(firstHour, end, total),
    NOT_MOVED,
    ...(total >= 48 ? [TWO_WORKING_DAYS_OPEN] : []),
  ]
  return { due: zonedText(end), strictReading: zonedText(byTheMinute), steps, notKnown: [] }
}

const extended = (hours: number, { amount, why }: { readonly amount: number; readonly why: string }): Step =>
  step(
    'extension',
    { base: hours, more: amount, why },
    `Extension: ${hours} + ${amount} = ${hours + amount} hours from the same start (${why}).`,
  )

function elapsed(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime, hours: number): Step {
  const shift = (to.offsetNanoseconds - from.offsetNanoseconds) / 3_600_000_000_000
  const onTheWall =
    shift === 0
      ? ''
      : `; the clocks move ${shift > 0 ? 'forward' : 'back'} by ${plural(Math.abs(shift), 'hours')} on the way, so the wall clock shows ${hours + shift} hours more`
  return step(
    'elapsed',
    { hours, shift, end: zonedText(to) },
    `${plural(hours, 'hours')} later in elapsed time${onTheWall}: ${zonedText(to)}.`,
  )
}

const NOT_MOVED = step('hours-not-moved', {}, 'A period in hours is not moved by a weekend or holiday.')
const TWO_WORKING_DAYS_OPEN = step(
  'two-working-days-open',
  {},
  'Whether article 3(5), two working days at least, reaches periods in hours is open; it is not applied here.',
)
