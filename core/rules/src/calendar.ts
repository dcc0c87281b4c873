import type { LooseDate } from './pack.ts'

/** Whether a date that may be known to the year only has come by `on`. Within the span of doubt: not known. */
export function reached(date: LooseDate, on: string): 'yes' | 'no' | 'not-known' {
  if (on.slice(0, date.length) > date) return 'yes'
  if (on.slice(0, date.length) < date) return 'no'
  return date.length === 10 ? 'yes' : 'not-known'
}

/** Whether a span, both ends inclusive, holds `on`. What is doubtful by a year's or month's imprecision counts as inside. */
export function within(
  span: { readonly from?: LooseDate | undefined; readonly to?: LooseDate | undefined },
  on: string,
): boolean {
  if (span.from !== undefined && reached(span.from, on) === 'no') return false
  return span.to === undefined || on.slice(0, span.to.length) <= span.to
}
