import type { Instant } from '@comity/kernel'
import { type CiteView, citeList, cites } from '../components/cite.ts'
import { deliveryState } from '../components/delivery-state.ts'
import { errorSummary, type FormError } from '../components/error-summary.ts'
import { type Option, radios, selectField, textArea, textField } from '../components/fields.ts'
import { glyph } from '../components/glyph.ts'
import { button, fileNumber, form, inset, linkButton, panel, quoted, section, tag } from '../components/marks.ts'
import { wholeMoment } from '../components/moment.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateView, rightsGate } from '../components/rights-gate.ts'
import { stackTable } from '../components/stack-table.ts'
import { type Answer, summaryList } from '../components/summary-list.ts'
import { type Task, taskList } from '../components/task-list.ts'
import { type Content, type Html, html } from '../html/html.ts'
import { deskTabs } from './desk-tabs.ts'

export type DraftRow = {
  readonly id: string
  readonly to: string
  readonly about: string
  readonly at: Instant
  readonly by: string
  readonly gaps: number
}

export function draftsPage(reader: Reader, frame: Frame, rows: readonly DraftRow[]): Page {
  const { t } = reader
  const table = stackTable({
    caption: t('drafts.title'),
    columns: [
      { label: t('drafts.col.file') },
      { label: t('drafts.col.to') },
      { label: t('drafts.col.about') },
      { label: t('drafts.col.saved') },
      { label: t('drafts.col.gaps'), numeric: true },
    ],
    rowHeader: 0,
    groups: [
      {
        rows: rows.map(({ id, to, about, at, by, gaps }) => ({
          cells: [
            html`<a href="/drafts/${id}">${fileNumber(id)}</a>`,
            to,
            about === '' ? '–' : quoted(about),
            html`${wholeMoment(reader, at)}<small>${quoted(by)}</small>`,
            gaps,
          ],
        })),
      },
    ],
  })
  const main = html`<div class="section-head"><h1>${t('desk.drafts')}</h1><p class="end">${linkButton({ text: t('desk.start'), href: '/drafts/new' })}</p></div>${rows.length === 0 ? inset(html`<p><b>${t('drafts.empty')}</b></p><p class="note">${t('drafts.empty.note')}</p>`) : table}`
  return page(reader, frame, { title: t('desk.drafts'), desk: true, tabs: deskTabs(t, 'drafts'), main })
}

export type StartView = {
  readonly states: readonly Option[]
  readonly chosen?: string
  readonly key: string
  readonly errors: readonly FormError[]
  /** What binds the two States once one is chosen. */
  readonly basis?: {
    readonly name: string
    readonly why: string
    readonly alternatives: readonly string[]
    readonly languages: readonly string[]
    readonly channel: string
  }
}

/** Check before you start: to whom, on what basis, in which language, what to have at hand. */
export function startRequestPage(reader: Reader, frame: Frame, view: StartView): Page {
  const { t } = reader
  const chosen = view.chosen === undefined ? {} : { value: view.chosen }
  const [error] = view.errors
  const choose = form({
    action: '/drafts/new',
    method: 'get',
    content: html`${selectField(t, { name: 'to', label: t('draft.to'), hint: t('draft.to.hint'), options: view.states, ...chosen, ...(error ? { error: error.text } : {}) })}<p>${button({ text: t('draft.to.show') }, view.basis ? 'second' : 'primary')}</p>`,
  })
  const basis = view.basis
    ? html`${section({
        id: 'basis',
        title: t('draft.basis'),
        content: summaryList(t, [
          {
            label: t('draft.basis.instrument'),
            value: html`<b>${view.basis.name}</b><p class="note">${view.basis.why}</p>`,
          },
          {
            label: t('draft.basis.others'),
            value: view.basis.alternatives.length === 0 ? t('draft.basis.none') : view.basis.alternatives.join(' · '),
          },
          {
            label: t('draft.basis.languages'),
            value: view.basis.languages.length === 0 ? t('draft.not-known') : view.basis.languages.join(', '),
          },
          {
            label: t('draft.basis.channel'),
            value: view.basis.channel === '' ? t('draft.not-known') : view.basis.channel,
          },
        ]),
      })}${form({ action: '/drafts', hidden: { to: view.chosen ?? '', key: view.key }, content: html`<p>${button({ text: t('draft.begin') })}</p>` })}`
    : ''
  const hand = inset(html`<p><b>${t('draft.at-hand')}</b></p><p>${t('draft.at-hand.list')}</p>`)
  return page(reader, frame, {
    title: t('draft.start.title'),
    desk: true,
    tabs: deskTabs(t, 'drafts'),
    main: html`${errorSummary(t, view.errors)}<h1>${t('draft.start.title')}</h1><p class="lead">${t('draft.start.lead')}</p>${hand}${choose}${basis}`,
  })
}

export type Completeness = { readonly done: number; readonly all: number; readonly gaps: readonly GateView[] }

export type DraftView = {
  readonly id: string
  readonly to: string
  readonly savedAt: Instant
  readonly tasks: readonly Task[]
  readonly completeness: Completeness
}

const head = (reader: Reader, { id, savedAt }: { readonly id: string; readonly savedAt: Instant }): Html =>
  html`<p class="note">${reader.t('draft.kind')} · ${fileNumber(id)} · ${deliveryState(reader, { state: 'draft', detail: html`${wholeMoment(reader, savedAt)}` })}</p>`

const complete = ({ t }: Reader, { done, all, gaps }: Completeness): Html =>
  panel({
    id: 'complete',
    title: t('draft.complete', { done, all }),
    content: html`<p class="note">${t('draft.complete.note')}</p>${rightsGate(t, gaps)}`,
  })

/** The map of a request: its parts, how each stands, what is still missing and why. */
export function draftPage(reader: Reader, frame: Frame, view: DraftView): Page {
  const { t } = reader
  const main = html`${head(reader, view)}<h1>${t('draft.title', { state: view.to })}</h1><div class="cols"><div>${taskList(t, view.tasks)}<p>${linkButton({ text: t('draft.check'), href: `/drafts/${view.id}/check` })}</p></div><div>${complete(reader, view.completeness)}</div></div>`
  return page(reader, frame, {
    title: t('draft.title', { state: view.to }),
    desk: true,
    crumbs: crumbs(reader, view.id),
    main,
  })
}

const crumbs = ({ t }: Reader, id: string, last?: string) => [
  { text: t('desk.drafts'), href: '/drafts' },
  ...(last === undefined
    ? [{ text: id, isFileNumber: true }]
    : [{ text: id, href: `/drafts/${id}`, isFileNumber: true }, { text: last }]),
]

export type PartField = {
  readonly name: string
  readonly label: string
  readonly hint?: Content
  readonly value: string
  readonly error?: string
  readonly control:
    | { readonly kind: 'text' }
    | { readonly kind: 'area'; readonly rows: number }
    | { readonly kind: 'choice' | 'select'; readonly options: readonly Option[] }
  readonly optional?: boolean
}

export type PartView = {
  readonly id: string
  readonly part: string
  readonly title: string
  readonly version: number
  readonly savedAt: Instant
  readonly fields: readonly PartField[]
  readonly errors: readonly FormError[]
  /** Somebody else saved this draft in the meantime: what they wrote, beside what was typed here. */
  readonly theirs?: readonly { readonly label: string; readonly text: string; readonly by: string }[]
}

/** One topic a page. What was typed is kept whatever happens: a mistake, a second tab, a lost session. */
export function draftPartPage(reader: Reader, frame: Frame, view: PartView): Page {
  const { t } = reader
  const theirs = view.theirs
    ? inset(
        html`<p><b>${t('draft.conflict')}</b></p>${view.theirs.map(({ label, text, by }) => html`<p><b>${label}</b> (${quoted(by)})<br>${quoted(text)}</p>`)}<p class="note">${t('draft.conflict.note')}</p>`,
        'stop',
      )
    : ''
  const content = html`${view.fields.map((field) => control(reader, field))}<p>${button({ text: t('draft.save') })}</p>`
  const main = html`${head(reader, view)}${errorSummary(t, view.errors)}<h1>${view.title}</h1>${theirs}${form({ action: `/drafts/${view.id}/${view.part}`, hidden: { over: String(view.version) }, content })}`
  return page(reader, frame, { title: view.title, desk: true, crumbs: crumbs(reader, view.id, view.title), main })
}

function control({ t }: Reader, field: PartField): Html {
  const shared = {
    name: field.name,
    label: field.label,
    value: field.value,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(field.error === undefined ? {} : { error: field.error }),
    ...(field.optional === undefined ? {} : { optional: field.optional }),
  }
  switch (field.control.kind) {
    case 'text':
      return textField(t, shared)
    case 'area':
      return textArea(t, { ...shared, rows: field.control.rows })
    case 'choice':
      return radios(t, { ...shared, options: field.control.options })
    case 'select':
      return selectField(t, { ...shared, options: field.control.options })
  }
}

export type RiskView = {
  readonly ground: string
  readonly effect: string
  readonly why: string
  readonly cites: readonly CiteView[]
  readonly weight: 'stop' | 'due' | 'met'
}

export type CheckView = {
  readonly id: string
  readonly to: string
  readonly savedAt: Instant
  readonly sections: readonly { readonly id: string; readonly title: string; readonly answers: readonly Answer[] }[]
  readonly completeness: Completeness
  readonly errors: readonly FormError[]
  readonly risks: readonly RiskView[]
  readonly affected: Content
  /** The request as the other State will read it. */
  readonly letter: readonly Content[]
  readonly signers: readonly Option[]
  readonly key: string
}

/** Check your request: every answer with a way to change it, what is missing with its provision, and what the other State may ask. */
export function draftCheckPage(reader: Reader, frame: Frame, view: CheckView): Page {
  const { t } = reader
  const risks =
    view.risks.length === 0
      ? html`<p>${glyph('met')}${t('draft.risks.none')}</p>`
      : view.risks.map(
          ({ ground, effect, why, cites: provisions, weight }) =>
            html`<h3>${glyph(weight)}${ground}</h3><p>${tag(effect)} ${why} ${citeList(t, provisions)}</p>`,
        )
  const send = form({
    action: `/drafts/${view.id}/signature`,
    hidden: { key: view.key },
    content: html`${selectField(t, { name: 'signer', label: t('draft.signer'), hint: t('draft.signer.hint'), options: view.signers })}<p>${button({ text: t('draft.send-for-signature') })}</p>`,
  })
  const main = html`${head(reader, view)}<h1>${t('draft.check.title')}</h1>${errorSummary(t, view.errors, view.errors.length > 0 ? t('draft.errors', { count: view.errors.length }) : undefined)}<div class="cols"><div>${view.sections.map(({ id, title, answers }) => section({ id, title, content: summaryList(t, answers) }))}${send}<p class="note">${t('draft.nothing-sent', { state: view.to })}</p></div><div>${complete(reader, view.completeness)}${panel({ id: 'risks', title: t('draft.risks', { state: view.to }), content: html`${risks}` })}${panel({ id: 'affected', title: html`${glyph('person')} ${t('draft.affected')}`, content: view.affected, about: 'person' })}${panel({ id: 'letter', title: t('draft.letter', { state: view.to }), content: html`<div class="letter">${view.letter.map((line) => html`<p>${line}</p>`)}</div>` })}</div></div>`
  return page(reader, frame, {
    title: t('draft.check.title'),
    desk: true,
    crumbs: crumbs(reader, view.id, t('draft.check.crumb')),
    main,
  })
}

export type SendView = {
  readonly id: string
  readonly to: string
  readonly bytes: number
  readonly recipient: string
  readonly lines: readonly Answer[]
  readonly key: string
  readonly cites: readonly CiteView[]
}

/** Exactly what leaves, to whom, how large. Nothing leaves before this page is answered and signed. */
export function sendRequestPage(reader: Reader, frame: Frame, view: SendView): Page {
  const { t } = reader
  const main = html`<h1>${t('send.title', { state: view.to })}</h1><p class="lead">${t('send.lead')}</p>${summaryList(t, view.lines)}<p class="note">${t('send.size', { bytes: view.bytes, seconds: Math.max(1, Math.ceil((view.bytes * 8) / 64_000)) })} ${t('send.recipient')} <code>${view.recipient}</code></p>${cites(t, view.cites)}${form({ action: `/drafts/${view.id}/send`, hidden: { key: view.key }, content: html`<p>${button({ text: t('send.go', { state: view.to }) })}</p>` })}`
  return page(reader, frame, { title: t('send.title', { state: view.to }), desk: true, main })
}
