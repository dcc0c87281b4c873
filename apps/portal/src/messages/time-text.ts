import type { CalendarDate, Instant, ZoneName } from '@comity/kernel'
import type { Translator } from './translator.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const STYLES = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  'day-of-year': { day: 'numeric', month: 'long' },
  'short-day': { day: 'numeric', month: 'short' },
  'short-day-and-year': { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long' },
  'short-weekday': { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
type Style = keyof typeof STYLES

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(t: Translator, style: Style, zone: string): Intl.DateTimeFormat {
  const key = `${t.locale} ${style} ${zone}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(t.locale, { ...STYLES[style], timeZone: zone })
  formats.set(key, made)
  return made
}

const written = (t: Translator, style: Style, at: Instant, zone: ZoneName): string =>
  formatOf(t, style, zone).format(Date.parse(at))

/** 5 March 2026 */
export const dayText = (t: Translator, at: Instant, zone: ZoneName): string => written(t, 'day', at, zone)
/** 5 March */
export const dayOfYearText = (t: Translator, at: Instant, zone: ZoneName): string => written(t, 'day-of-year', at, zone)
/** The first of two days, "20 January" or, where the years differ, "5 March 2025". */
export const firstDayText = (t: Translator, at: Instant, until: Instant, zone: ZoneName): string =>
  yearOf(at, zone) === yearOf(until, zone) ? dayOfYearText(t, at, zone) : dayText(t, at, zone)
/** 03:10 */
export const timeText = (t: Translator, at: Instant, zone: ZoneName): string => written(t, 'time', at, zone)
/** Thu */
export const shortWeekdayText = (t: Translator, at: Instant, zone: ZoneName): string =>
  written(t, 'short-weekday', at, zone)

/** Thursday 5 March 2026 */
export const fullDayText = (t: Translator, at: Instant, zone: ZoneName): string =>
  plain(t('when.full-day', { weekday: written(t, 'weekday', at, zone), day: dayText(t, at, zone) }))

/** 3 Mar, 03:25; with the year where it is not the year of `near`. */
export function momentText(t: Translator, at: Instant, zone: ZoneName, near: Instant): string {
  const style = yearOf(at, zone) === yearOf(near, zone) ? 'short-day' : 'short-day-and-year'
  return dayAndTime(t, written(t, style, at, zone), timeText(t, at, zone))
}

/** today, 03:10; yesterday, 17:10; otherwise 14 January 2026, 17:20. */
export function nearText(t: Translator, at: Instant, zone: ZoneName, now: Instant): string {
  const apart = plainDate(now, zone).until(plainDate(at, zone)).total('days')
  const names: Readonly<Record<number, 'when.yesterday' | 'when.today' | 'when.tomorrow'>> = {
    [-1]: 'when.yesterday',
    0: 'when.today',
    1: 'when.tomorrow',
  }
  const name = names[apart]
  return dayAndTime(t, name ? t(name) : dayText(t, at, zone), timeText(t, at, zone))
}

/** Thursday 5 March 2026, 03:10 */
export const fullMomentText = (t: Translator, at: Instant, zone: ZoneName): string =>
  dayAndTime(t, fullDayText(t, at, zone), timeText(t, at, zone))

const dayAndTime = (t: Translator, day: string, time: string): string => plain(t('when.day-time', { day, time }))

/** The same for a date without an hour. */
export const fullDateText = (t: Translator, on: CalendarDate): string => fullDayText(t, noonOf(on), 'UTC' as ZoneName)
export const dateText = (t: Translator, on: CalendarDate): string => dayText(t, noonOf(on), 'UTC' as ZoneName)

/** UTC+3, UTC+5:30: what the clocks of a zone show at an instant. */
export function offsetText(at: Instant, zone: ZoneName): string {
  const offset = Temporal.Instant.from(at).toZonedDateTimeISO(zone).offset
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? []
  if (hours === '00' && minutes === '00') return 'UTC'
  return `UTC${sign === '-' ? '\u2212' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}

/** The machine's spelling beside the words: local time with its offset, to the minute. */
export const machineMoment = (at: Instant, zone: ZoneName): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toString({ smallestUnit: 'minute', timeZoneName: 'never' })

/** How long, in the two units that matter: 18 min; 40 h 18 min; 3 days 2 h; 18 days. Hours stay hours for two days. */
export function spanText(t: Translator, ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE_MS)
  if (minutes < 60) return t('span.minutes', { minutes })
  if (ms < 2 * DAY_MS) return t('span.hours', { hours: Math.floor(ms / HOUR_MS), minutes: minutes % 60 })
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  return days < 10 && hours > 0 ? t('span.days-hours', { days, hours }) : t('span.days', { days })
}

/** "7 days left", for the person: one unit, rounded down, so that nobody counts on an hour that is not there. */
export function leftText(t: Translator, ms: number): string {
  const left = Math.max(0, ms)
  if (left >= 2 * DAY_MS) return t('left.days', { days: Math.floor(left / DAY_MS) })
  if (left >= HOUR_MS) return t('left.hours', { hours: Math.floor(left / HOUR_MS) })
  return t('left.minutes', { minutes: Math.floor(left / MINUTE_MS) })
}

/** ISO 8601 duration, for the `datetime` attribute. */
export function machineSpan(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE_MS)
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M`
}

const plainDate = (at: Instant, zone: ZoneName): Temporal.PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()
const yearOf = (at: Instant, zone: ZoneName): number => plainDate(at, zone).year
const noonOf = (on: CalendarDate): Instant => `${on}T12:00:00.000Z` as Instant
/** Dates hold no words of strangers: what they are made of needs no marks between its parts. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '')
