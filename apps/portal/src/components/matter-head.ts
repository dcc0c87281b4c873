import { type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { type CiteView, cites } from './cite.ts'
import { quoted } from './marks.ts'

export type NextStepView = {
  readonly id: string
  /** A verb phrase: "Book the interpreter for tomorrow's hearing". */
  readonly what: string
  readonly why: Content
  readonly cites?: readonly CiteView[]
  /** The one filled button of the page. */
  readonly action?: Html
  readonly after?: Content
}

/** Exactly one next action, with its reason. */
export const nextStep = (t: Translator, { id, what, why, cites: provisions, action, after }: NextStepView): Html =>
  html`<section class="next" aria-labelledby="${id}">
    <h2 id="${id}">${t('matter.next')}</h2>
    <p class="what">${what}</p>
    <p>${why}</p>
    ${cites(t, provisions ?? [])}
    ${action && html`<p>${action}</p>`}
    ${after !== undefined && html`<p class="note">${after}</p>`}
  </section>`

export type StatusLineView = {
  readonly items: readonly Content[]
  /** Who has the matter, where somebody takes matters; `undefined` where nobody has. */
  readonly holder?: string | undefined
}

/** Where a matter stands, in a line of words and tags, and who has it. */
export function statusLine(t: Translator, view: StatusLineView): Html {
  const { items, holder } = view
  const held = holder === undefined ? t('matter.no-holder') : t.html('matter.holder', { name: quoted(holder) })
  return html`<ul class="inline" aria-label="${t('matter.status')}">
    ${items.map((item) => html`<li>${item}</li>`)}
    ${'holder' in view && html`<li class="note">${held}</li>`}
  </ul>`
}

/** The two halves of a matter's head: its earliest clock, and what is next. */
export const matterHead = (clock: Html, next: Html): Html => html`<div class="matter-head">${clock}${next}</div>`
