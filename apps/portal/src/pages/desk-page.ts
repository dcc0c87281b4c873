import type { Instant } from '@comity/kernel'
import { type DeliveryView, deliveryState } from '../components/delivery-state.ts'
import { glyph } from '../components/glyph.ts'
import { fileNumber, inset, type LinkView, linkButton, quoted, section } from '../components/marks.ts'
import { span, wholeMoment, zoneNote } from '../components/moment.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type RowGroup, stackTable, type TableRow } from '../components/stack-table.ts'
import { type Content, html } from '../html/html.ts'
import { deskTabs } from './desk-tabs.ts'

export type DeskRow = {
  readonly id: string
  readonly href: string
  /** "Arvenia: extradition" */
  readonly about: string
  readonly clock?: { readonly leftMs: number; readonly at: Instant; readonly what: string }
  readonly person: { readonly initials: string; readonly note: string }
  readonly gates?: { readonly met: number; readonly all: number; readonly breached: number; readonly next?: string }
  readonly holder?: string
  readonly delivery?: DeliveryView
}

export type QuarantinedRow = { readonly at: Instant; readonly claims: string; readonly why: string }
export type SignatureRow = { readonly id: string; readonly href: string; readonly what: string; readonly at: Instant }
export type LineDown = { readonly state: string; readonly since: Instant; readonly waiting: number }

export type DeskView = {
  readonly onLiberty: readonly DeskRow[]
  readonly other: readonly DeskRow[]
  readonly aside: readonly QuarantinedRow[]
  readonly signatures: readonly SignatureRow[]
  readonly lines: readonly LineDown[]
  readonly inCustody: number
  /** Where a request is started, for those who may. */
  readonly start?: LinkView
  /** For desks that are not an authority's inbox. */
  readonly title?: string
  readonly empty?: string
}

/** The inbox of an authority: the clock on somebody's liberty that ends first comes first, whatever is newest. */
export function deskPage(reader: Reader, frame: Frame, view: DeskView): Page {
  const { t } = reader
  const all = [...view.onLiberty, ...view.other]
  const first = all[0]
  const main = html`<div class="section-head"><h1>${view.title ?? t('desk.inbox')}</h1><p>${t('desk.count', { matters: all.length, custody: view.inCustody })}</p>${first ? html`<p class="end">${linkButton({ text: t('desk.open-first'), href: first.href })}</p>` : ''}</div>
<p class="note">${t('desk.order')} ${zoneNote(reader)}</p>${all.length === 0 ? inset(html`<p><b>${view.empty ?? t('desk.empty')}</b></p><p class="note">${view.empty === undefined ? t('desk.empty.note') : ''}</p>`) : matters(reader, view)}
${signatures(reader, view)}${aside(reader, view.aside)}${lines(reader, view.lines)}`
  return page(reader, frame, {
    title: view.title ?? t('desk.inbox'),
    desk: true,
    ...(view.title === undefined ? { tabs: deskTabs(t, 'inbox') } : {}),
    main,
  })
}

function matters(reader: Reader, view: DeskView) {
  const { t } = reader
  const group = (title: string, note: string, rows: readonly DeskRow[]): RowGroup[] =>
    rows.length === 0 ? [] : [{ title, note, rows: rows.map((row) => matterRow(reader, row)) }]
  return stackTable({
    caption: t('desk.order'),
    columns: [
      { label: t('desk.col.clock') },
      { label: t('desk.col.matter') },
      { label: t('desk.col.person') },
      { label: t('desk.col.gates') },
      { label: t('desk.col.holder') },
      { label: t('desk.col.delivery') },
    ],
    rowHeader: 1,
    groups: [
      ...group(t('desk.liberty'), t('desk.liberty.note', { count: view.onLiberty.length }), view.onLiberty),
      ...group(t('desk.other'), String(view.other.length), view.other),
    ],
  })
}

function matterRow(reader: Reader, row: DeskRow): TableRow {
  const { t } = reader
  const clock: Content = row.clock
    ? html`<b class="big">${span(reader, row.clock.leftMs)}</b><small>${wholeMoment(reader, row.clock.at)} · ${row.clock.what}</small>`
    : html`<b>${t('desk.no-clock')}</b>`
  const gates: Content = row.gates
    ? html`<b>${t('desk.gates', { met: row.gates.met, all: row.gates.all })}</b><small>${row.gates.breached > 0 ? html`<span class="stop">${glyph('stop')}${t('desk.breached', { count: row.gates.breached })}</span> ` : ''}${row.gates.next ? t('desk.next', { what: row.gates.next }) : row.gates.breached > 0 ? '' : t('desk.all-met')}</small>`
    : '–'
  return {
    cells: [
      clock,
      html`<a href="${row.href}">${fileNumber(row.id)}</a><small>${row.about}</small>`,
      html`${glyph('person')} ${quoted(row.person.initials)}<small>${row.person.note}</small>`,
      gates,
      row.holder ? quoted(row.holder) : t('desk.nobody'),
      row.delivery ? deliveryState(reader, row.delivery) : '–',
    ],
  }
}

function signatures(reader: Reader, view: DeskView) {
  const { t } = reader
  const content =
    view.signatures.length === 0
      ? inset(
          html`<p><b>${t('desk.nothing-to-sign')}</b></p><p class="note">${t('desk.nothing-to-sign.note')} ${view.start ? html`<a href="${view.start.href}">${view.start.text}</a>` : ''}</p>`,
        )
      : html`<ul>${view.signatures.map(({ id, href, what, at }) => html`<li><a href="${href}">${what}</a> ${fileNumber(id)} <small>${wholeMoment(reader, at)}</small></li>`)}</ul>`
  return section({ id: 'to-sign', title: t('desk.to-sign'), content })
}

function aside(reader: Reader, rows: readonly QuarantinedRow[]) {
  const { t } = reader
  if (rows.length === 0) return ''
  const table = stackTable({
    caption: t('desk.aside'),
    columns: [{ label: t('desk.col.came') }, { label: t('desk.col.claims') }, { label: t('desk.col.why') }],
    rowHeader: 1,
    groups: [
      {
        rows: rows.map(({ at, claims, why }) => ({
          alarm: true,
          cells: [wholeMoment(reader, at), quoted(claims), why],
        })),
      },
    ],
  })
  return section({
    id: 'aside',
    title: t('desk.aside'),
    content: html`${table}<p class="note">${t('desk.aside.note')}</p>`,
  })
}

const lines = (reader: Reader, down: readonly LineDown[]) =>
  down.map(({ state, since, waiting }, at) =>
    section({
      id: `line-${at}`,
      title: reader.t('desk.line', { state }),
      content: inset(
        html`<p><b>${glyph('due')}${reader.t('desk.line.down')}</b> ${wholeMoment(reader, since)}. ${reader.t('desk.line.waiting', { count: waiting })}</p><p class="note">${reader.t('desk.line.note')}</p>`,
        'due',
      ),
    }),
  )
