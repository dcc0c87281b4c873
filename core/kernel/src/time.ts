import { z } from 'zod'

/** An instant as acts carry it: UTC, milliseconds, one spelling, so that comparing text compares time. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine((text) => {
    const at = Date.parse(text)
    return Number.isFinite(at) && new Date(at).toISOString() === text
  }, 'not an instant')
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Time limits in law run on calendar dates, so a date is never a JavaScript `Date`. */
export const CalendarDate = z.iso.date().brand<'CalendarDate'>()
export type CalendarDate = z.infer<typeof CalendarDate>

/** An IANA time zone name, e.g. `Europe/Vienna`; fixed offsets (`+03:00`) for fictional places. */
export const ZoneName = z
  .string()
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'not a time zone')
  .brand<'ZoneName'>()
export type ZoneName = z.infer<typeof ZoneName>

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant
export const epochMsOf = (instant: Instant): number => Date.parse(instant)
export const laterBy = (instant: Instant, ms: number): Instant => instantOf(epochMsOf(instant) + ms)

/** The calendar date at which an instant falls in a zone. */
export function dateIn(instant: Instant, zone: ZoneName): CalendarDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString() as CalendarDate
}
