import { type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { fieldId } from './fields.ts'

export type FormError = {
  /** The field it is about. */
  readonly name: string
  /** What to do, in the same words as at the field. */
  readonly text: string
}

/** What to put right, at the top of the form, each with a link to its field; it has the focus when the page opens. */
export function errorSummary(t: Translator, errors: readonly FormError[], title?: string): Html {
  if (errors.length === 0) return html``
  return html`<div class="error-summary" role="alert" aria-labelledby="errors" tabindex="-1" autofocus>
    <h2 id="errors">${title ?? t('errors.title', { count: errors.length })}</h2>
    <ol>${errors.map(({ name, text }) => html`<li><a href="${`#${fieldId(name)}`}">${text}</a></li>`)}</ol>
    <p class="note">${t('errors.kept')}</p>
  </div>`
}
