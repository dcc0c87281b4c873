import type { CalendarDate } from '@comity/kernel'
import type { Calendar } from './calendar.ts'
import { COUNTING_RULES } from './counting-rules.ts'
import type { DeadlineQuestion, End, Figure, Grounded, Pause } from './deadline.ts'
import { inFull, plural, shareOfMonths, type Step, step, withReason } from './steps.ts'

/** Counts days, working days, weeks, months and years on the civil calendar. The day of the event is not counted. */
export function endInDays(question: DeadlineQuestion, figure: Figure, event: Temporal.PlainDate): End {
  const { clock, calendar, extension, pauses = [] } = question
  if (clock.direction === 'backward') return backward(figure, event)
  const notKnown: string[] = []
  const { total, steps } = lengthen(figure, extension, pauses)
  let end = event
  for (const part of total) {
    const counted = countDays(part, end, calendar)
    end = counted.end
    steps.push(counted.step)
    notKnown.push(...counted.notKnown)
  }
  // What is counted in working days ends on one.
  const moved = total.at(-1)?.unit === 'working-days' ? { end, steps: [], notKnown: [] } : moveEnd(question, event, end)
  const strict = clock.custodyCap ? end.subtract({ days: 1 }) : undefined
  if (strict) steps.push(...moved.steps, strictStep(strict))
  else steps.push(...moved.steps)
  return {
    due: moved.end.toString(),
    strictReading: strict?.toString(),
    steps,
    notKnown: [...new Set([...notKnown, ...moved.notKnown])],
  }
}

const strictStep = (strict: Temporal.PlainDate): Step =>
  step(
    'strict-reading',
    { date: strict.toString() },
    `Stricter reading to show beside it, with the day of arrest as day 1: ${inFull(strict)}.`,
  )

/** The figure with what is added to it: in one sum where the unit is the same, in turn where it is not. */
function lengthen(figure: Figure, extension: Grounded<Figure> | undefined, pauses: readonly Grounded<Pause>[]) {
  const steps: Step[] = []
  const total: Figure[] = [{ amount: figure.amount, unit: figure.unit }]
  const add = (more: Figure) => {
    const last = total.at(-1)
    if (last && last.unit === more.unit) total.splice(-1, 1, { ...last, amount: last.amount + more.amount })
    else total.push({ amount: more.amount, unit: more.unit })
  }
  if (extension) {
    add(extension)
    const text = `Extension: ${plural(figure.amount, figure.unit)} and ${plural(extension.amount, extension.unit)} from the same start (${extension.why}).`
    steps.push(step('extension', { ...extension }, text))
  }
  for (const pause of pauses) {
    const days = daysOf(pause)
    if (days > 0) add({ amount: days, unit: 'days' })
    const text = `${plural(days, 'days')} between ${pause.from} and ${pause.to} are not counted (${pause.why}).`
    steps.push(step('not-counted', { days, from: pause.from, to: pause.to, why: pause.why }, text))
  }
  return { total, steps }
}

const daysOf = ({ from, to }: { readonly from: CalendarDate; readonly to: CalendarDate }): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

type Counted = { readonly end: Temporal.PlainDate; readonly step: Step; readonly notKnown: readonly string[] }

/** Counts one figure from a day that is not itself counted. */
export function countDays({ amount, unit }: Figure, event: Temporal.PlainDate, calendar: Calendar): Counted {
  const values = { amount, unit, event: event.toString() }
  switch (unit) {
    case 'working-days':
      return countWorkingDays(amount, event, calendar)
    case 'weeks': {
      const end = event.add({ weeks: amount })
      const text = `${inFull(event)} is not counted; ${plural(amount, 'weeks')} end on the same weekday: ${inFull(end)}.`
      return { end, step: step('weeks', { ...values, end: end.toString() }, text), notKnown: [] }
    }
    case 'months':
    case 'years': {
      const end = event.add({ [unit]: amount })
      const kept =
        end.day === event.day
          ? 'end on the same date'
          : 'would end on a date which that month does not have, so on its last day'
      const text = `${plural(amount, unit === 'months' ? 'calendar months' : unit)} from ${inFull(event)} ${kept}: ${inFull(end)}.`
      return { end, step: step('months', { ...values, end: end.toString() }, text), notKnown: [] }
    }
    default: {
      const end = event.add({ days: amount })
      const text = `${inFull(event)} is not counted. ${shareOfMonths(event, amount)}. Day ${amount} is ${inFull(end)}.`
      return { end, step: step('days', { ...values, end: end.toString() }, text), notKnown: [] }
    }
  }
}

function countWorkingDays(amount: number, event: Temporal.PlainDate, calendar: Calendar): Counted {
  const said: string[] = []
  let end = event
  let counted = 0
  let guessed = false
  while (counted < amount) {
    end = end.add({ days: 1 })
    const day = calendar.dayKind(end)
    if (day.kind === 'rest') said.push(`${withReason(end, day)} no`)
    else {
      counted += 1
      guessed ||= day.kind === 'not-known'
      said.push(`${inFull(end)} (${counted})`)
    }
  }
  const text = `Working days in ${calendar.state} after ${inFull(event)}: ${said.join(', ')}.`
  return {
    end,
    step: step('working-days', { amount, event: event.toString(), end: end.toString(), state: calendar.state }, text),
    notKnown: guessed ? [holidaysOnTheWay(calendar)] : [],
  }
}

const holidaysOnTheWay = ({ state }: Calendar): string =>
  `holidays of ${state} are not known to us: one on the way would move the end`

type Moved = { readonly end: Temporal.PlainDate; readonly steps: readonly Step[]; readonly notKnown: readonly string[] }

/** Moves an end that is no working day, where the law of the clock or of the State says so, and never against liberty. */
function moveEnd(question: DeadlineQuestion, event: Temporal.PlainDate, end: Temporal.PlainDate): Moved {
  const { clock, calendar, stateMovesEnd } = question
  const stays = (...steps: Step[]): Moved => ({ end, steps, notKnown: [] })
  if (clock.custodyCap)
    return stays(step('cap-not-moved', {}, `A limit that ends custody is never moved (${inFull(end)}).`))
  if (clock.rollForward !== 'if-the-rule-says-so' || clock.bound === 'minimum')
    return stays(step('not-moved', {}, 'The end is not moved.'))
  const rule = COUNTING_RULES[clock.rule]
  if (rule.lastDay === 'stays') return stays(step('not-moved', {}, 'The end is not moved.'))
  if (rule.lastDay === 'next-working-day')
    return nextWorkingDay(calendar, event, end, rule.leastWorkingDays, rule.title)
  const day = calendar.dayKind(end)
  if (stateMovesEnd === false)
    return stays(
      step('state-keeps-end', { state: calendar.state }, `The law of ${calendar.state} does not move the end.`),
    )
  if (clock.onLiberty) {
    const text = `Release depends on this end, so it is not moved; where the law of ${calendar.state} would move it, a judge must say so.`
    return stays(step('liberty-not-moved', { state: calendar.state }, text))
  }
  if (stateMovesEnd) return nextWorkingDay(calendar, event, end, 0, `The law of ${calendar.state}`)
  if (day.kind === 'working')
    return stays(step('working-day', { state: calendar.state }, `A working day in ${calendar.state}: nothing to move.`))
  const text =
    day.kind === 'rest'
      ? `${withReason(end, day)} is no working day in ${calendar.state}. Whether its law moves the end is not known to us, so it stays.`
      : `Were it a holiday in ${calendar.state}, its law would say whether the end moves; neither is known to us, so it stays.`
  return {
    end,
    steps: [step('state-law-not-known', { state: calendar.state }, text)],
    notKnown: [`whether the law of ${calendar.state} moves an end that is no working day`],
  }
}

function nextWorkingDay(
  calendar: Calendar,
  event: Temporal.PlainDate,
  end: Temporal.PlainDate,
  least: number,
  law: string,
): Moved {
  const isRest = (date: Temporal.PlainDate) => calendar.dayKind(date).kind === 'rest'
  const skipped: string[] = []
  let last = end
  while (isRest(last)) {
    skipped.push(withReason(last, calendar.dayKind(last)))
    last = last.add({ days: 1 })
  }
  const steps: Step[] = []
  if (skipped.length > 0) {
    const text = `Not a working day in ${calendar.state}: ${skipped.join(', ')}. ${law} moves the end to the last hour of ${inFull(last)}.`
    steps.push(step('moved', { state: calendar.state, to: last.toString() }, text))
  }
  if (event.until(end, { largestUnit: 'day' }).days >= 2) {
    const full = withWorkingDays(calendar, event, last, least)
    if (!full.equals(last)) {
      const text = `A period of two days or more holds at least ${least} working days: it ends with ${inFull(full)}.`
      steps.push(step('least-working-days', { least, to: full.toString() }, text))
      last = full
    }
  }
  const { state } = calendar
  if (calendar.dayKind(last).kind === 'working') {
    if (steps.length === 0) steps.push(step('working-day', { state }, `A working day in ${state}: nothing to move.`))
    return { end: last, steps, notKnown: [] }
  }
  const text = `${inFull(last)} is not in a weekend; whether it is a holiday in ${state} is not known to us.`
  steps.push(step('holidays-not-known', { state, date: last.toString() }, text))
  return {
    end: last,
    steps,
    notKnown: [`holidays of ${state} are not known to us: were the last day one, the end would move`],
  }
}

/** The first day from `end` on that is a working day with at least `least` working days in the period up to it. */
function withWorkingDays(
  calendar: Calendar,
  event: Temporal.PlainDate,
  end: Temporal.PlainDate,
  least: number,
): Temporal.PlainDate {
  let working = 0
  let day = event
  while (Temporal.PlainDate.compare(day, end) < 0 || working < least) {
    day = day.add({ days: 1 })
    if (calendar.dayKind(day).kind !== 'rest') working += 1
    if (working >= least && Temporal.PlainDate.compare(day, end) >= 0) return day
  }
  return end
}

function backward({ amount, unit }: Figure, event: Temporal.PlainDate): End {
  const end =
    unit === 'months' || unit === 'years' || unit === 'weeks'
      ? event.subtract({ [unit]: amount })
      : event.subtract({ days: amount })
  const text = `Counted back ${plural(amount, unit)} from ${inFull(event)}, which is not counted: ${inFull(end)}. A period counted backwards is not moved.`
  return { due: end.toString(), steps: [step('backward', { amount, unit, end: end.toString() }, text)], notKnown: [] }
}
