import { attributes, type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { glyph, hidden } from './glyph.ts'

/** What every field has. Names are those the form is read by; values are kept as they were typed. */
export type FieldView = {
  readonly name: string
  readonly label: string
  readonly hint?: Content
  /** What to do, in the words of the summary at the top; its presence marks the field. */
  readonly error?: string
  readonly optional?: boolean
}

export type TextFieldView = FieldView & {
  readonly value?: string
  readonly kind?: 'text' | 'email' | 'tel' | 'search' | 'password'
  readonly inputMode?: 'numeric' | 'decimal'
  /** What the browser may fill in (WCAG 1.3.5). */
  readonly autocomplete?: string
  readonly short?: boolean
  readonly language?: string
}

export type TextAreaView = FieldView & { readonly value?: string; readonly rows?: number; readonly language?: string }
export type Option = { readonly value: string; readonly text: string; readonly hint?: Content }
export type SelectView = FieldView & { readonly value?: string; readonly options: readonly Option[] }
export type ChoiceView = FieldView & { readonly value?: string; readonly options: readonly Option[] }
export type ChoicesView = FieldView & { readonly values?: readonly string[]; readonly options: readonly Option[] }
export type DateParts = { readonly day: string; readonly month: string; readonly year: string }
export type DateFieldView = FieldView & {
  readonly value?: DateParts
  readonly wrong?: readonly (keyof DateParts)[]
  /** Present: the hour belongs to the answer, as four digits with a colon. */
  readonly time?: string
}

/** Where a link in the error summary leads. */
export const fieldId = (name: string): string => `f-${name}`
const hintId = (name: string): string => `${fieldId(name)}-hint`
const errorId = (name: string): string => `${fieldId(name)}-error`

const describedBy = ({ name, hint, error }: FieldView): string | undefined =>
  [hint === undefined ? undefined : hintId(name), error === undefined ? undefined : errorId(name)]
    .filter(Boolean)
    .join(' ') || undefined

const controlled = (view: FieldView) => ({
  id: fieldId(view.name),
  name: view.name,
  'aria-describedby': describedBy(view),
  'aria-invalid': view.error === undefined ? undefined : 'true',
})

const labelText = (t: Translator, { label, optional }: FieldView): Html =>
  html`${label}${optional ? html` <small>(${t('field.optional')})</small>` : ''}`
const hintOf = ({ name, hint }: FieldView): Html =>
  hint === undefined ? html`` : html`<p class="hint" id="${hintId(name)}">${hint}</p>`
const errorOf = (t: Translator, { name, error }: FieldView): Html =>
  error === undefined
    ? html``
    : html`<p class="field-error" id="${errorId(name)}">${glyph('stop')}${hidden(`${t('field.error')} `)}${error}</p>`

const field = (t: Translator, view: FieldView, control: Html): Html =>
  html`<div class="field${view.error !== undefined && ' bad'}">
    <label for="${fieldId(view.name)}">${labelText(t, view)}</label>
    ${hintOf(view)}
    ${errorOf(t, view)}
    ${control}
  </div>`

/** A group of controls under one question. The group itself can be linked to and carries hint and error. */
function group(t: Translator, view: FieldView, controls: Html): Html {
  const marks = attributes({
    class: `field${view.error === undefined ? '' : ' bad'}`,
    'aria-describedby': describedBy(view),
  })
  return html`<fieldset${marks}><legend>${labelText(t, view)}</legend>${hintOf(view)}${errorOf(t, view)}${controls}</fieldset>`
}

/** One line of text. Text runs in its own direction, whatever that of the page. */
export const textField = (t: Translator, view: TextFieldView): Html =>
  field(
    t,
    view,
    html`<input${attributes({
      ...controlled(view),
      type: view.kind ?? 'text',
      class: view.short ? 'short' : undefined,
      value: view.value,
      inputmode: view.inputMode,
      autocomplete: view.autocomplete ?? 'off',
      lang: view.language,
      dir: 'auto',
    })}>`,
  )

/** Several lines of text. */
export const textArea = (t: Translator, view: TextAreaView): Html =>
  // A line break right after the tag belongs to the markup, so one that was typed there needs another before it.
  field(
    t,
    view,
    html`<textarea${attributes({ ...controlled(view), rows: view.rows ?? 5, lang: view.language, dir: 'auto' })}>${'\n'}${view.value}</textarea>`,
  )

/** One of many. Nothing is chosen beforehand: a choice that nobody made is not an answer. */
export const selectField = (t: Translator, view: SelectView): Html =>
  field(
    t,
    view,
    html`<select${attributes(controlled(view))}>${view.value === undefined ? html`<option value="">${t('field.choose')}</option>` : ''}${view.options.map(
      ({ value, text }) => html`<option${attributes({ value, selected: value === view.value })}>${text}</option>`,
    )}</select>`,
  )

/** One of a few, all to be seen. */
export const radios = (t: Translator, view: ChoiceView): Html =>
  group(
    t,
    view,
    html`${view.options.map((option, index) => choice('radio', view.name, option, index, option.value === view.value))}`,
  )

/** Any of a few. */
export const checkboxes = (t: Translator, view: ChoicesView): Html =>
  group(
    t,
    view,
    html`${view.options.map((option, index) => choice('checkbox', view.name, option, index, view.values?.includes(option.value) === true))}`,
  )

function choice(
  type: 'radio' | 'checkbox',
  name: string,
  { value, text, hint }: Option,
  index: number,
  checked: boolean,
): Html {
  const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${index + 1}`
  const described = hint === undefined ? undefined : `${id}-hint`
  return html`<div class="choice">
    <input${attributes({ type, id, name, value, checked, 'aria-describedby': described })}>
    <label for="${id}">${text}</label>
    ${hint !== undefined && html`<p class="hint" id="${described}">${hint}</p>`}
  </div>`
}

/** A date as three text inputs: typed as on paper, read aloud part by part, no calendar to fight with. */
export function dateField(t: Translator, view: DateFieldView): Html {
  const parts = [
    ['day', t('field.day')],
    ['month', t('field.month')],
    ['year', t('field.year')],
  ] as const
  const wrong = (part: keyof DateParts) =>
    view.error !== undefined && (view.wrong === undefined || view.wrong.includes(part))
  return group(
    t,
    view,
    html`<div class="date-parts">${parts.map(([part, label], index) => {
      const id = index === 0 ? fieldId(view.name) : `${fieldId(view.name)}-${part}`
      const marks = {
        id,
        name: `${view.name}-${part}`,
        value: view.value?.[part],
        'aria-invalid': wrong(part) ? 'true' : undefined,
      }
      const input = html`<input${attributes({ ...marks, type: 'text', inputmode: 'numeric', autocomplete: 'off' })}>`
      return html`<div class="${part}"><label for="${id}">${label}</label>${input}</div>`
    })}${view.time !== undefined && timePart(t, view, view.time)}</div>`,
  )
}

function timePart(t: Translator, view: DateFieldView, time: string): Html {
  const id = `${fieldId(view.name)}-time`
  const marks = {
    id,
    name: `${view.name}-time`,
    value: time,
    'aria-invalid': view.error === undefined ? undefined : 'true',
  }
  const input = html`<input${attributes({ ...marks, type: 'text', inputmode: 'numeric', autocomplete: 'off', dir: 'ltr' })}>`
  return html`<div class="time"><label for="${id}">${t('field.time')}</label>${input}</div>`
}
