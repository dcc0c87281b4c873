import { type CalendarDate, epochMsOf, type Instant, unreachable } from '@comity/kernel'
import { type Content, type Html, html } from '../html/html.ts'
import { leftText, machineSpan, shortWeekdayText, spanText, timeText } from '../messages/time-text.ts'
import { type CiteView, citeList } from './cite.ts'
import { tag } from './marks.ts'
import { ownMoment, span, wholeDay, zonedMoment } from './moment.ts'
import type { Reader } from './reader.ts'
import { type RulerMark, ruler } from './ruler.ts'

/** The law counts to an hour, or to the end of a date; then `endsAt` is the instant at which that date ends there. */
export type Due = { readonly at: Instant } | { readonly on: CalendarDate; readonly endsAt: Instant }

/** What a clock is doing. It is computed from the dossier by others; this only shows it. */
export type ClockState =
  | { readonly kind: 'running' | 'due-today' | 'overdue'; readonly due: Due }
  | { readonly kind: 'satisfied'; readonly at: Instant; readonly proof?: Content }
  /** Done, but after the time was over. */
  | { readonly kind: 'late'; readonly due?: Due; readonly proof?: Content }
  /** The law says how soon in a word and gives no number: none is made up. */
  | { readonly kind: 'term'; readonly term: Content }
  | { readonly kind: 'stopped'; readonly why: Content }
  | { readonly kind: 'not-started'; readonly startsWith: Html | string }

export type WhyThisDate = {
  /** Event, rule and calendar, one step a line. */
  readonly steps: readonly Content[]
  /** What follows when it passes: in law, not in colour. */
  readonly ifPassed: Html | string
  readonly strict?: Html | string
  readonly cites: readonly CiteView[]
}

export type DeadlineClockView = {
  readonly id: string
  /** Names the clock: "Hearing before a judge". Shown where the clock rests, heard by those who go from heading to heading. */
  readonly heading: Html | string
  /** What it runs to, as the beginning of a sentence that the date ends: "until there must be a hearing before a judge". */
  readonly what: Html | string
  readonly state: ClockState
  /** The event it runs from, and what is set in between; without it no ruler is drawn. */
  readonly from?: { readonly at: Instant; readonly label: string }
  readonly marks?: readonly RulerMark[]
  readonly why?: WhyThisDate
  /** The clocks after this one. */
  readonly afterwards?: Content
  readonly calendarHref?: string
  /** `own` speaks to the person: "7 days left". */
  readonly wording?: 'desk' | 'own'
}

/** A deadline: what is left, to which day and hour and by whose clocks, why that date, and what follows if it passes. */
export function deadlineClock(reader: Reader, view: DeadlineClockView): Html {
  const { t } = reader
  return html`<section class="deadline-clock${stateClass(view.state)}" aria-labelledby="${view.id}">
    <h2 class="hidden" id="${view.id}">${view.heading}</h2>
    ${left(reader, view)}
    ${sentence(reader, view)}
    ${rulerOf(reader, view)}
    ${view.why && why(reader, view.why)}
    ${view.afterwards && html`<p class="note">${view.afterwards}</p>`}
    ${view.calendarHref && html`<p class="note screen-only"><a href="${view.calendarHref}">${t('clock.calendar')}</a></p>`}
  </section>`
}

const endOf = (due: Due): Instant => ('at' in due ? due.at : due.endsAt)

function stateClass({ kind }: ClockState): string {
  if (kind === 'overdue' || kind === 'late') return ' passed'
  return kind === 'running' || kind === 'due-today' || kind === 'term' ? '' : ' resting'
}

function left(reader: Reader, { state, wording }: DeadlineClockView): Html {
  const { t, now } = reader
  switch (state.kind) {
    case 'running':
    case 'due-today': {
      const ms = epochMsOf(endOf(state.due)) - epochMsOf(now)
      const text = wording === 'own' ? leftText(t, ms) : spanText(t, ms)
      return html`<p class="left"><time datetime="${machineSpan(ms)}">${text}</time></p>
        ${state.kind === 'due-today' && html`<p>${tag(t('clock.today'), 'due')}</p>`}`
    }
    case 'overdue': {
      const ms = epochMsOf(now) - epochMsOf(endOf(state.due))
      return html`<p class="left">${t.html('clock.passed', { span: span(reader, ms) })}</p>`
    }
    case 'satisfied':
      return html`<p class="left">${t('clock.done')}</p>`
    case 'late':
      return html`<p class="left">${t('clock.late')}</p>`
    case 'term':
      return html`<p class="left">${state.term}</p>`
    case 'stopped':
      return html`<p class="left">${t('clock.stopped')}</p>`
    case 'not-started':
      return html`<p class="left">${t('clock.not-started')}</p>`
    default:
      return unreachable(state)
  }
}

function sentence(reader: Reader, { state, what, heading, wording }: DeadlineClockView): Html {
  const { t } = reader
  // What a clock is about are our own words from a catalogue, not a stranger's: they stand in the sentence as they are.
  const words = html`${what}`
  switch (state.kind) {
    case 'running':
    case 'due-today':
    case 'overdue':
      return 'at' in state.due
        ? html`<p>${t.html('clock.due', { what: words, when: wording === 'own' ? ownMoment(reader, state.due.at) : zonedMoment(reader, state.due.at) })}</p>`
        : html`<p>${t.html('clock.by-day', { what: words, when: wholeDay(reader, state.due.on) })}</p>`
    case 'satisfied':
      return html`<p>
        ${t.html('clock.done-at', { what: html`${heading}`, when: zonedMoment(reader, state.at) })}
        ${state.proof && html` · ${state.proof}`}
      </p>`
    case 'late':
      return html`<p>${lateSentence(reader, state, html`${heading}`)} ${state.proof && html` · ${state.proof}`}</p>`
    case 'term':
      return html`<p>${heading}.</p>`
    case 'stopped':
      return html`<p>${heading}. ${state.why}</p>`
    case 'not-started':
      return html`<p>${t.html('clock.starts-with', { what: html`${heading}`, event: html`${state.startsWith}` })}</p>`
    default:
      return unreachable(state)
  }
}

function lateSentence(reader: Reader, { due }: Extract<ClockState, { kind: 'late' }>, what: Html): Html {
  if (!due) return what
  return 'at' in due
    ? reader.t.html('clock.due', { what, when: zonedMoment(reader, due.at) })
    : reader.t.html('clock.by-day', { what, when: wholeDay(reader, due.on) })
}

function rulerOf({ t, place, now }: Reader, { state, from, marks = [] }: DeadlineClockView): Html {
  if (!from || (state.kind !== 'running' && state.kind !== 'due-today' && state.kind !== 'overdue')) return html``
  const end = endOf(state.due)
  const hour = (at: Instant) => timeText(t, at, place.zone)
  return ruler({
    from: { at: from.at, label: `${from.label} ${hour(from.at)}` },
    to: { at: end, label: `${shortWeekdayText(t, end, place.zone)} ${hour(end)}` },
    now: { at: now, label: plain(t('clock.now', { time: hour(now) })) },
    marks,
  })
}

/** SVG text does not isolate, and the drawing runs from left to right in every language. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '')

function why({ t }: Reader, { steps, ifPassed, strict, cites }: WhyThisDate): Html {
  const lines: Content[] = [
    ...steps,
    t.html('clock.if-passed', { effect: html`${ifPassed}` }),
    strict === undefined ? undefined : t.html('clock.strict', { when: html`${strict}` }),
    cites.length > 0 ? citeList(t, cites) : undefined,
  ]
  const items = lines.filter((line) => line !== undefined).map((line) => html`<li>${line}</li>`)
  return html`<details><summary>${t('clock.why')}</summary><ul class="why">${items}</ul></details>`
}
