import { errorSummary, type FormError } from '../components/error-summary.ts'
import {
  type DateParts,
  dateField,
  radios,
  selectField,
  textArea,
  textField,
  type Option,
} from '../components/fields.ts'
import { button, form, inset } from '../components/marks.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type Content, html, type Html } from '../html/html.ts'

export type RecordField = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly error?: string
  readonly optional?: boolean
  readonly control:
    | { readonly kind: 'moment'; readonly date: DateParts; readonly time: string; readonly zone: string }
    | { readonly kind: 'day'; readonly date: DateParts }
    | { readonly kind: 'text' | 'area' | 'count'; readonly value: string }
    | { readonly kind: 'choice' | 'select'; readonly value: string; readonly options: readonly Option[] }
}

export type RecordView = {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly note: Content
  readonly fields: readonly RecordField[]
  readonly errors: readonly FormError[]
  readonly key: string
}

/** One step in one form. What follows is the signature, outside the node; nothing is an act before that. */
export function recordPage(reader: Reader, frame: Frame, view: RecordView): Page {
  const { t } = reader
  const content = html`${view.fields.map((field) => control(reader, field))}<p>${button({ text: t('form.go') })}</p>`
  const main = html`${errorSummary(t, view.errors)}<h1>${view.title}</h1>${inset(html`<p>${view.note}</p>`)}${form({ action: `/matters/${view.id}/record/${view.kind}`, hidden: { key: view.key }, content })}<p><a href="/matters/${view.id}">${t('refused.back')}</a></p>`
  return page(reader, frame, {
    title: view.title,
    desk: true,
    crumbs: [{ text: view.id, href: `/matters/${view.id}`, isFileNumber: true }, { text: view.title }],
    main,
  })
}

function control({ t }: Reader, field: RecordField): Html {
  const shared = {
    name: field.name,
    label: field.label,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(field.error === undefined ? {} : { error: field.error }),
    ...(field.optional ? { optional: true } : {}),
  }
  switch (field.control.kind) {
    case 'moment':
      return html`${dateField(t, { ...shared, value: field.control.date })}${textField(t, { name: `${field.name}-time`, label: t('form.time', { what: field.label }), hint: t('form.time.hint', { zone: field.control.zone }), value: field.control.time, short: true })}`
    case 'day':
      return dateField(t, { ...shared, value: field.control.date })
    case 'area':
      return textArea(t, { ...shared, value: field.control.value, rows: 4 })
    case 'count':
      return textField(t, { ...shared, value: field.control.value, inputMode: 'numeric', short: true })
    case 'text':
      return textField(t, { ...shared, value: field.control.value })
    case 'choice':
      return radios(t, { ...shared, value: field.control.value, options: field.control.options })
    case 'select':
      return selectField(t, { ...shared, value: field.control.value, options: field.control.options })
  }
}
