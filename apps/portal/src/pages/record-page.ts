import { errorSummary, type FormError } from '../components/error-summary.ts'
import {
  checkboxes,
  type DateParts,
  dateField,
  type Option,
  radios,
  selectField,
  textArea,
  textField,
} from '../components/fields.ts'
import { button, form, inset, type LinkView } from '../components/marks.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type Content, type Html, html } from '../html/html.ts'

export type RecordField = {
  readonly name: string
  readonly label: string
  readonly hint?: Content
  readonly error?: string
  readonly optional?: boolean
  readonly control:
    | { readonly kind: 'moment'; readonly date: DateParts; readonly time: string }
    | { readonly kind: 'day'; readonly date: DateParts }
    | { readonly kind: 'text' | 'area' | 'count'; readonly value: string }
    | { readonly kind: 'choice' | 'select'; readonly value: string; readonly options: readonly Option[] }
    | { readonly kind: 'choices'; readonly values: readonly string[]; readonly options: readonly Option[] }
}

export type RecordView = {
  readonly title: string
  /** What kind of act this is in law, and what follows from that. */
  readonly note: Content
  /** What was typed before, where a right stopped it. */
  readonly kept?: Content
  readonly fields: readonly RecordField[]
  readonly errors: readonly FormError[]
  /** The form's own key: sent twice, it is carried out once. */
  readonly key: string
  readonly action: string
  readonly crumbs: readonly { readonly text: string; readonly href?: string; readonly isFileNumber?: boolean }[]
  readonly back: LinkView
}

/** One step in one form. What follows is the signature, outside the node; nothing is an act before that. */
export function recordPage(reader: Reader, frame: Frame, view: RecordView): Page {
  const { t } = reader
  const content = html`${view.fields.map((field) => control(reader, field))}<p>${button({ text: t('form.go') })}</p>`
  const main = html`${errorSummary(t, view.errors)}<h1>${view.title}</h1>${inset(html`<p>${view.note}</p>`)}${view.kept && inset(html`<p>${view.kept}</p>`, 'due')}${form({ action: view.action, hidden: { once: view.key }, content })}<p><a href="${view.back.href}">${view.back.text}</a></p>`
  return page(reader, frame, { title: view.title, desk: true, crumbs: view.crumbs, main })
}

function control({ t }: Reader, field: RecordField): Html {
  const shared = {
    name: field.name,
    label: field.label,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(field.error === undefined ? {} : { error: field.error }),
    ...(field.optional ? { optional: true } : {}),
  }
  const { control: kind } = field
  switch (kind.kind) {
    case 'moment':
      return dateField(t, { ...shared, value: kind.date, time: kind.time })
    case 'day':
      return dateField(t, { ...shared, value: kind.date })
    case 'area':
      return textArea(t, { ...shared, value: kind.value, rows: 4 })
    case 'count':
      return textField(t, { ...shared, value: kind.value, inputMode: 'numeric', short: true })
    case 'text':
      return textField(t, { ...shared, value: kind.value })
    case 'choice':
      return radios(t, { ...shared, value: kind.value, options: kind.options })
    case 'choices':
      return checkboxes(t, { ...shared, values: kind.values, options: kind.options })
    case 'select':
      return selectField(t, { ...shared, ...(kind.value === '' ? {} : { value: kind.value }), options: kind.options })
  }
}
