import { writeSync } from 'node:fs'

/** What a test process tells the process that started it, one JSON object a line on its fourth descriptor. */
export type TestEvent =
  | { readonly kind: 'begun'; readonly name: string; readonly file: string }
  | { readonly kind: 'passed'; readonly name: string; readonly place: Place }
  | { readonly kind: 'failed'; readonly name: string; readonly place: Place; readonly error: string }
  | { readonly kind: 'skipped'; readonly name: string; readonly place: Place; readonly reason: string }
  | { readonly kind: 'empty-file'; readonly file: string }
  | { readonly kind: 'stray-error'; readonly message: string }
  | { readonly kind: 'ended' }

/** Where a test is written. A contract suite is written in another file than the one that was started. */
export type Place = { readonly file: string; readonly line: number; readonly column: number }

const EVENTS_DESCRIPTOR = 3

/** Written at once and not through a stream, so that what happened before a crash or an endless loop is known. */
export function tell(event: TestEvent): void {
  writeSync(EVENTS_DESCRIPTOR, `${JSON.stringify(event)}\n`)
}
