import { err, ok, type Result, type ZoneName } from '@comity/kernel'

/** When something happened, as a file records it: a bare date, or an instant, perhaps stamped in another State's zone. */
export type EventTime =
  | { readonly kind: 'date'; readonly date: Temporal.PlainDate }
  | {
      readonly kind: 'instant'
      readonly instant: Temporal.Instant
      readonly zone: string | undefined
      readonly text: string
    }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})(?:\[!?([A-Za-z0-9._+\-/:]{1,64})\])?$/
/** Civil calendars outside these years are not law that anybody applies here, and keep sums away from the limits of the calendar. */
const YEARS = { first: 1900, last: 2200 } as const

/**
 * Reads a date (RFC 3339 full-date), an RFC 3339 instant or an RFC 9557 instant with its zone. Refuses a time without an
 * offset (nobody knows when that was) and an offset that the zone named beside it did not have.
 */
export function readEventTime(text: string): Result<EventTime, string> {
  try {
    if (DATE.test(text)) return inYears({ kind: 'date', date: Temporal.PlainDate.from(text) })
    const match = INSTANT.exec(text)
    if (!match)
      return err('neither a date nor an instant with its offset, e.g. 2026-03-02T23:10:00+01:00[Europe/Vienna]')
    const zone = match[1]
    // With a zone the offset is checked against it; "Z" says that the offset is not known, so there is nothing to check.
    const instant =
      zone !== undefined && !text.includes('Z[')
        ? Temporal.ZonedDateTime.from(text).toInstant()
        : Temporal.Instant.from(text)
    if (zone !== undefined) instant.toZonedDateTimeISO(zone)
    return inYears({ kind: 'instant', instant, zone, text })
  } catch (error) {
    if (error instanceof RangeError) return err(`not a time that exists: ${error.message}`)
    throw error
  }
}

function inYears(time: EventTime): Result<EventTime, string> {
  const year = time.kind === 'date' ? time.date.year : time.instant.toZonedDateTimeISO('UTC').year
  return year < YEARS.first || year > YEARS.last ? err(`outside the years ${YEARS.first} to ${YEARS.last}`) : ok(time)
}

/** The civil day of an event where the limit is counted: midnight in one State is not midnight in the other. */
export function dayIn(time: EventTime, zone: ZoneName): Temporal.PlainDate {
  return time.kind === 'date' ? time.date : time.instant.toZonedDateTimeISO(zone).toPlainDate()
}

/** RFC 9557 text to the second, e.g. `2026-03-30T15:30:00+02:00[Europe/Berlin]`. */
export const zonedText = (time: Temporal.ZonedDateTime): string =>
  time.toString({ fractionalSecondDigits: 0, calendarName: 'never' })
