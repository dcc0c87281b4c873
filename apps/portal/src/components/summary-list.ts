import { attributes, type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { fieldId } from './fields.ts'
import { glyph, hidden } from './glyph.ts'
import { link } from './marks.ts'

export type Answer = {
  readonly label: string
  /** Empty where there is no answer yet, which is said. */
  readonly value?: Content
  readonly changeHref?: string
  /** The field that an error of the summary leads to. */
  readonly name?: string
  readonly error?: string
}

/** Facts and answers, line by line; with `changeHref` it is the list to check before something is sent. */
export const summaryList = (t: Translator, answers: readonly Answer[]): Html =>
  html`<dl class="summary-list">${answers.map((answer) => summaryLine(t, answer))}</dl>`

function summaryLine(t: Translator, { label, value, changeHref, name, error }: Answer): Html {
  const marks = attributes({
    class: error === undefined ? undefined : 'bad',
    id: name === undefined ? undefined : fieldId(name),
  })
  const wrong =
    error === undefined
      ? ''
      : html`<p class="field-error">${glyph('stop')}${hidden(`${t('field.error')} `)}${error}</p>`
  const change =
    changeHref === undefined
      ? ''
      : html`<dd>${link({ text: t('answers.change'), href: changeHref, context: label })}</dd>`
  const answered = value === undefined || value === '' ? html`<span class="note">${t('answers.none')}</span>` : value
  return html`<div${marks}><dt>${label}</dt><dd>${wrong}${answered}</dd>${change}</div>`
}
