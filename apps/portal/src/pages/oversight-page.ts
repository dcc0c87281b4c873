import type { Instant } from '@comity/kernel'
import { glyph, type Rail } from '../components/glyph.ts'
import { digest, fileNumber, inset, panel, quoted, section } from '../components/marks.ts'
import { wholeMoment } from '../components/moment.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateView, rightsGate } from '../components/rights-gate.ts'
import { type Column, stackTable, type TableRow } from '../components/stack-table.ts'
import { type Content, html } from '../html/html.ts'

export type WithoutEffectRow = {
  readonly at: Instant
  readonly dossier: string
  readonly number: number
  readonly href: string
  readonly what: string
  readonly missing: Content
  readonly rail: Rail
  readonly state: string
  readonly alarm: boolean
}
export type BreachRow = {
  readonly at: Instant
  readonly dossier: string
  readonly href: string
  readonly what: string
  readonly remedy: string
}
export type HeadRow = { readonly state: string; readonly size: number; readonly root: string; readonly seenAt: Instant }
export type SilenceRow = {
  readonly dossier: string
  readonly from: string
  readonly to: string
  readonly since: Instant
}

export type OversightView = {
  readonly withoutEffect: readonly WithoutEffectRow[]
  readonly breaches: readonly BreachRow[]
  readonly objections: number
  readonly heads: readonly HeadRow[]
  readonly witness: readonly GateView[]
  readonly forks: number
  readonly silences: readonly SilenceRow[]
}

/** What needs an overseer's eye: everything can be seen and checked here, and nothing changed. */
export function oversightPage(reader: Reader, frame: Frame, view: OversightView): Page {
  const { t } = reader
  const figure = (count: number, words: string) => html`<div><dt>${words}</dt><dd>${count}</dd></div>`
  const figures = html`<dl class="figures">${figure(view.withoutEffect.length, t('oversight.without-effect'))}${figure(view.breaches.length, t('oversight.breaches'))}${figure(view.objections, t('oversight.objections'))}${figure(view.silences.length, t('oversight.silences'))}</dl>`
  const heads =
    view.heads.length === 0
      ? html`<p>${t('oversight.heads.none')}</p>`
      : html`<ul>${view.heads.map(({ state, size, root, seenAt }) => html`<li><b>${state} ${size}</b> ${digest(root)}<br><small>${wholeMoment(reader, seenAt)}</small></li>`)}</ul>`
  const forks =
    view.forks === 0
      ? html`<p class="note">${t('oversight.no-fork')}</p>`
      : html`<p>${glyph('stop')}<b>${t('oversight.forks', { count: view.forks })}</b></p>`
  const main = html`<h1>${t('oversight.title')}</h1><p class="lead">${t('oversight.lead')}</p>${figures}<div class="cols"><div>${section({ id: 'orders', title: t('oversight.orders'), content: ordersTable(reader, view.withoutEffect) })}${section({ id: 'breaches', title: t('oversight.breaches.open'), content: breachTable(reader, view.breaches) })}${section({ id: 'silences', title: t('oversight.silence'), content: silenceTable(reader, view.silences) })}</div><div>${panel({ id: 'heads', title: t('oversight.heads'), content: html`${heads}${forks}` })}${panel({ id: 'witness', title: t('oversight.witness'), content: rightsGate(t, view.witness) })}</div></div>`
  return page(reader, frame, { title: t('oversight.title'), desk: true, main })
}

function table(caption: string, columns: readonly Column[], rows: readonly TableRow[], empty: string): Content {
  return rows.length === 0
    ? inset(html`<p><b>${empty}</b></p>`)
    : stackTable({ caption, columns, rowHeader: 1, groups: [{ rows }] })
}

function ordersTable(reader: Reader, rows: readonly WithoutEffectRow[]): Content {
  const { t } = reader
  const columns = [
    { label: t('oversight.col.when') },
    { label: t('oversight.col.tried') },
    { label: t('oversight.col.missing') },
    { label: t('oversight.col.state') },
  ]
  const lines = rows.map(
    (row): TableRow => ({
      alarm: row.alarm,
      cells: [
        wholeMoment(reader, row.at),
        html`<a href="${row.href}">${fileNumber(row.dossier)}, ${t('gate.act', { number: row.number })}</a><small>${row.what}</small>`,
        row.missing,
        html`${glyph(row.rail)} <b>${row.state}</b><small>${row.alarm ? t('oversight.alarm') : ''}</small>`,
      ],
    }),
  )
  return table(t('oversight.orders'), columns, lines, t('oversight.orders.none'))
}

function breachTable(reader: Reader, rows: readonly BreachRow[]): Content {
  const { t } = reader
  const columns = [
    { label: t('oversight.col.since') },
    { label: t('oversight.col.breach') },
    { label: t('oversight.col.remedy') },
  ]
  const lines = rows.map(
    (row): TableRow => ({
      cells: [
        wholeMoment(reader, row.at),
        html`<a href="${row.href}">${fileNumber(row.dossier)}</a><small>${row.what}</small>`,
        row.remedy,
      ],
    }),
  )
  return table(t('oversight.breaches.open'), columns, lines, t('oversight.breaches.none'))
}

function silenceTable(reader: Reader, rows: readonly SilenceRow[]): Content {
  const { t } = reader
  const columns = [
    { label: t('oversight.col.since') },
    { label: t('desk.col.matter') },
    { label: t('oversight.col.between') },
  ]
  const lines = rows.map(
    (row): TableRow => ({
      cells: [wholeMoment(reader, row.since), fileNumber(row.dossier), html`${quoted(row.from)} / ${quoted(row.to)}`],
    }),
  )
  return table(t('oversight.silence'), columns, lines, t('oversight.silence.none'))
}
