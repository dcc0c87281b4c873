import type { CalendarDate, Instant } from '@comity/kernel'
import { type Html, html } from '../html/html.ts'
import {
  fullDateText,
  fullMomentText,
  machineMoment,
  machineSpan,
  momentText,
  nearText,
  offsetText,
  spanText,
  timeText,
} from '../messages/time-text.ts'
import type { Reader } from './reader.ts'

const at = ({ place }: Reader, instant: Instant, text: string): Html =>
  html`<time datetime="${machineMoment(instant, place.zone)}">${text}</time>`

/** "3 Mar, 03:25", where the list says once by which clocks. */
export const moment = (reader: Reader, instant: Instant): Html =>
  at(reader, instant, momentText(reader.t, instant, reader.place.zone, reader.now))

/** "today, 03:10"; "Today, 03:10" where it opens a sentence. */
export const nearMoment = (reader: Reader, instant: Instant, where: 'within' | 'opening' = 'within'): Html => {
  const text = nearText(reader.t, instant, reader.place.zone, reader.now)
  return at(
    reader,
    instant,
    where === 'opening' ? text.charAt(0).toLocaleUpperCase(reader.t.locale) + text.slice(1) : text,
  )
}

/** "03:10" */
export const timeOfDay = (reader: Reader, instant: Instant): Html =>
  at(reader, instant, timeText(reader.t, instant, reader.place.zone))

/** "Thursday 5 March 2026, 03:10" */
export const wholeMoment = (reader: Reader, instant: Instant): Html =>
  at(reader, instant, fullMomentText(reader.t, instant, reader.place.zone))

/** "Thursday 5 March 2026, 03:10 (Norvale, UTC+3)": what stands at every clock. */
export const zonedMoment = (reader: Reader, instant: Instant): Html =>
  reader.t.html('when.zoned', {
    when: wholeMoment(reader, instant),
    place: reader.place.name,
    offset: offsetText(instant, reader.place.zone),
  })

/** "Tuesday 10 March 2026, 16:00, Norvale time": for the person, without offsets. */
export const ownMoment = (reader: Reader, instant: Instant): Html =>
  reader.t.html('when.own-zoned', { when: html`<b>${wholeMoment(reader, instant)}</b>`, place: reader.place.name })

/** "Norvale time (UTC+3)", once for a list. */
export const zoneNote = ({ t, place, now }: Reader): Html =>
  t.html('when.zone-note', { place: place.name, offset: offsetText(now, place.zone) })

/** "Thursday 5 March 2026", for what the law counts in days. */
export const wholeDay = ({ t }: Reader, on: CalendarDate): Html =>
  html`<time datetime="${on}">${fullDateText(t, on)}</time>`

/** "40 h 18 min" */
export const span = ({ t }: Reader, ms: number): Html =>
  html`<time datetime="${machineSpan(ms)}">${spanText(t, ms)}</time>`
