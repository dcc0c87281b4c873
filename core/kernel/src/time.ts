import { z } from 'zod'

/** An instant as acts carry it: UTC, milliseconds, one spelling, so that comparing text compares time. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine((text) => {
    const at = Date.parse(text)
    // 30 February and 24:00 are read as the day after; every other part out of bounds is not read at all.
    return Number.isFinite(at) && new Date(at).getUTCDate() === Number(text.slice(8, 10))
  }, 'not an instant')
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Time limits in law run on calendar dates, so a date is never a JavaScript `Date`. */
export const CalendarDate = z.iso.date().brand<'CalendarDate'>()
export type CalendarDate = z.infer<typeof CalendarDate>

/** Zones that the platform was asked about before: the question is dear, and State lists ask it again and again. */
const knownZones = new Map<string, boolean>()
const MOST_KNOWN_ZONES = 1000

function isZone(zone: string): boolean {
  const known = knownZones.get(zone)
  if (known !== undefined) return known
  let exists = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    exists = false
  }
  if (knownZones.size < MOST_KNOWN_ZONES) knownZones.set(zone, exists)
  return exists
}

/** An IANA time zone name, e.g. `Europe/Vienna`; fixed offsets (`+03:00`) for fictional places. */
export const ZoneName = z.string().max(64).refine(isZone, 'not a time zone').brand<'ZoneName'>()
export type ZoneName = z.infer<typeof ZoneName>

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant
export const epochMsOf = (instant: Instant): number => Date.parse(instant)
export const laterBy = (instant: Instant, ms: number): Instant => instantOf(epochMsOf(instant) + ms)

/** The calendar date at which an instant falls in a zone. */
export function dateIn(instant: Instant, zone: ZoneName): CalendarDate {
  // An instant is written in UTC, so there its date is its beginning; every fold asks this of every act.
  if (zone === 'UTC') return instant.slice(0, 10) as CalendarDate
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString() as CalendarDate
}
