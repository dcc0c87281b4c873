import { type DayKind, weekdayOf } from './calendar.ts'

/** One step of a computation: a code with its values for whoever translates it, and the sentence in English. */
export type Step = {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  readonly text: string
}

export const step = (code: string, values: Step['values'], text: string): Step => ({ code, values, text })

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const monthOf = (date: Temporal.PlainDate): string => `${MONTHS[date.month - 1]} ${date.year}`

/** A date in full, e.g. `Monday 6 April 2026`. */
export const inFull = (date: Temporal.PlainDate): string => `${weekdayOf(date)} ${date.day} ${monthOf(date)}`

export const plural = (amount: number, unit: string): string => {
  const word = unit === 'working-days' ? 'working days' : unit
  return `${amount} ${amount === 1 ? word.replace(/s$/, '') : word}`
}

/** Which days of the period each month gives, e.g. `March 2026 gives days 4-34 (1-31)`; the reader can follow with a wall calendar. */
export function shareOfMonths(event: Temporal.PlainDate, days: number): string {
  const shares: string[] = []
  let counted = 0
  let first = event.add({ days: 1 })
  while (counted < days) {
    const inMonth = Math.min(days - counted, first.daysInMonth - first.day + 1)
    const lastDay = first.day + inMonth - 1
    const numbers = inMonth === 1 ? `day ${counted + 1}` : `days ${counted + 1}-${counted + inMonth}`
    shares.push(`${monthOf(first)} gives ${numbers} (${inMonth === 1 ? lastDay : `${first.day}-${lastDay}`})`)
    counted += inMonth
    first = first.add({ days: inMonth })
  }
  return shares.join('; ')
}

/** A day and why it is no working day, e.g. `Saturday 26 December 2026 (Christmas)`. */
export function withReason(date: Temporal.PlainDate, day: DayKind): string {
  const name = weekdayOf(date)
  return day.kind === 'rest' && day.why !== name ? `${inFull(date)} (${day.why})` : inFull(date)
}
