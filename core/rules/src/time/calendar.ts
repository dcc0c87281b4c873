import { Defect } from '@comity/kernel'

/** What a State's calendar says of one day. `not-known`: no weekend, and nobody told us the holidays. */
export type DayKind =
  | { readonly kind: 'working' }
  | { readonly kind: 'rest'; readonly why: string }
  | { readonly kind: 'not-known' }

/** Working days of one State. Holidays are data that somebody hands in; none are built in, because a wrong table is worse than none. */
export type Calendar = {
  readonly state: string
  readonly dayKind: (date: Temporal.PlainDate) => DayKind
}

export type Holiday = { readonly date: string; readonly name: string }

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const weekdayOf = (date: Temporal.PlainDate): string => WEEKDAYS[date.dayOfWeek - 1] ?? ''

/**
 * A calendar of weekends and of the holidays handed in, which must be complete for the days asked about. Without
 * holidays every other day is not known. `restDays`: ISO weekdays, by default Saturday and Sunday (Regulation 1182/71 art. 2(2)).
 */
export function calendarOf(
  state: string,
  holidays?: readonly Holiday[],
  restDays: readonly number[] = [6, 7],
): Calendar {
  if (new Set(restDays).size >= 7) throw new Defect(`calendar of ${state}: no day of the week is a working day`)
  const names = new Map((holidays ?? []).map(({ date, name }) => [date, name]))
  const otherDay: DayKind = { kind: holidays === undefined ? 'not-known' : 'working' }
  return {
    state,
    dayKind: (date) => {
      const holiday = names.get(date.toString())
      if (holiday !== undefined) return { kind: 'rest', why: holiday }
      return restDays.includes(date.dayOfWeek) ? { kind: 'rest', why: weekdayOf(date) } : otherDay
    },
  }
}
