import type { Instant } from '@comity/kernel'
import { type DeliveryView, deliveryState } from '../components/delivery-state.ts'
import { fileNumber, inset } from '../components/marks.ts'
import { wholeMoment } from '../components/moment.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { stackTable } from '../components/stack-table.ts'
import { html } from '../html/html.ts'
import { deskTabs } from './desk-tabs.ts'

export type OutboxRow = {
  readonly dossier: string
  readonly to: string
  readonly acts: number
  readonly queuedAt: Instant
  readonly attempts: number
  readonly nextAt: Instant
  readonly delivery: DeliveryView
}

/** What has not been answered yet. Nothing here is lost, and nothing here has stopped a clock. */
export function outboxPage(reader: Reader, frame: Frame, rows: readonly OutboxRow[]): Page {
  const { t } = reader
  const table = stackTable({
    caption: t('outbox.title'),
    columns: [
      { label: t('outbox.col.queued') },
      { label: t('outbox.col.matter') },
      { label: t('outbox.col.to') },
      { label: t('outbox.col.acts'), numeric: true },
      { label: t('outbox.col.state') },
      { label: t('outbox.col.next') },
    ],
    rowHeader: 1,
    groups: [
      {
        rows: rows.map((row) => ({
          cells: [
            wholeMoment(reader, row.queuedAt),
            html`<a href="/matters/${row.dossier}">${fileNumber(row.dossier)}</a>`,
            row.to,
            row.acts,
            deliveryState(reader, row.delivery),
            html`${wholeMoment(reader, row.nextAt)}<small>${t('outbox.attempts', { count: row.attempts })}</small>`,
          ],
        })),
      },
    ],
  })
  const main = html`<h1>${t('desk.outbox')}</h1><p class="lead">${t('outbox.lead')}</p>${rows.length === 0 ? inset(html`<p><b>${t('outbox.empty')}</b></p>`) : table}`
  return page(reader, frame, { title: t('desk.outbox'), desk: true, tabs: deskTabs(t, 'outbox'), main })
}
