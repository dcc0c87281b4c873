import type { Instant } from '@comity/kernel'
import { type CiteView, citeList } from '../components/cite.ts'
import { type DeadlineClockView, deadlineClock } from '../components/deadline-clock.ts'
import { glyph, hidden } from '../components/glyph.ts'
import { inset, quoted, section } from '../components/marks.ts'
import { statusLine } from '../components/matter-head.ts'
import { wholeMoment, zoneNote } from '../components/moment.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateState, gateCount } from '../components/rights-gate.ts'
import { stackTable } from '../components/stack-table.ts'
import { type Content, type Html, html } from '../html/html.ts'
import { type MatterFrame, type MatterTab, matterCrumbs, matterTabs } from './matter-page.ts'

/** A page of a matter behind one of its tabs. */
function part(reader: Reader, frame: Frame, view: MatterFrame, tab: MatterTab, content: Content): Page {
  const { t } = reader
  const title = t(`matter.tab.${tab}`)
  const main = html`<h1>${title}</h1><p class="lead">${view.title}</p>${statusLine(t, { items: view.status })}${matterTabs(reader, view, tab)}${content}`
  return page(reader, frame, {
    title: `${view.id}: ${title}`,
    desk: true,
    crumbs: matterCrumbs(view, title),
    main,
    runningHead: view.runningHead,
  })
}

export type RightRow = {
  readonly id: string
  readonly name: string
  readonly state: GateState
  /** What the law asks, in a sentence of the pack. */
  readonly asks: Content
  readonly proofs: readonly Content[]
  readonly owed: readonly Content[]
  readonly due?: Content
  readonly remedy?: Content
  readonly cites: readonly CiteView[]
}
export type RightsView = MatterFrame & { readonly rights: readonly RightRow[]; readonly note: Content }

const ROLE = {
  met: 'met',
  open: 'due',
  overdue: 'stop',
  breached: 'stop',
  waived: 'none',
  'not-applicable': 'none',
} as const

/** Every right with what met it, what it still waits for, and the law it rests on. */
export function matterRightsPage(reader: Reader, frame: Frame, view: RightsView): Page {
  const { t } = reader
  const rows = view.rights.map((right) => rightItem(reader, right))
  const content =
    rows.length === 0
      ? inset(html`<p>${t('matter.rights.none')}</p>`)
      : html`<p>${t('matter.rights.lead')}</p><p>${gateCount(
          t,
          view.rights.map(({ state }) => state),
        )}</p><ol class="path">${rows}</ol><p class="note">${view.note}</p>`
  return part(reader, frame, view, 'rights', content)
}

function rightItem({ t }: Reader, right: RightRow): Html {
  const role = ROLE[right.state]
  const rows: readonly (readonly [string, Content])[] = [
    [t('matter.rights.what'), right.asks],
    [t('matter.rights.proof'), right.proofs.length > 0 && lines(right.proofs)],
    [t('matter.rights.owed'), right.owed.length > 0 && lines(right.owed)],
    [t('matter.rights.due'), right.due],
    [t('matter.rights.remedy'), right.remedy],
    [t('path.provision'), right.cites.length > 0 && citeList(t, right.cites)],
  ]
  const said = rows.filter(([, text]) => text !== undefined && text !== false)
  return html`<li class="${role}" id="${right.id}">
    <span class="station-mark">${glyph(role)}</span>
    <article><h2>${right.name}${hidden(` (${t(`gate.state.${right.state}`)})`)}</h2>
      <dl>${said.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl></article>
  </li>`
}

const lines = (items: readonly Content[]): Content =>
  items.length === 1 ? items : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`

export type ClockGroup = { readonly id: string; readonly title: string; readonly clocks: readonly DeadlineClockView[] }
export type DeadlinesView = MatterFrame & { readonly groups: readonly ClockGroup[] }

/** Every clock with its arithmetic: what runs, what is owed at once, what is over, what was met. */
export function matterDeadlinesPage(reader: Reader, frame: Frame, view: DeadlinesView): Page {
  const { t } = reader
  const groups = view.groups.filter(({ clocks }) => clocks.length > 0)
  const content =
    groups.length === 0
      ? inset(html`<p>${t('desk.no-clock')}</p>`)
      : html`<p>${t('matter.deadlines.lead')}</p>${groups.map(({ id, title, clocks }) => section({ id, title, content: html`<div class="clocks">${clocks.map((clock) => deadlineClock(reader, clock))}</div>` }))}`
  return part(reader, frame, view, 'deadlines', content)
}

export type AttemptRow = {
  readonly at: Instant
  readonly who: string
  readonly what: string
  readonly missing: Content
}
export type LookRow = { readonly at: Instant; readonly who: string; readonly why: string }
export type AskRow = { readonly at: Instant; readonly what: string; readonly words?: string; readonly done?: Content }
export type AccessView = MatterFrame & {
  readonly attempts: readonly AttemptRow[]
  readonly looks: readonly LookRow[]
  readonly asks: readonly AskRow[]
}

/** Who looked, what was tried and refused, what the person asked for, and how to take the file away and check it. */
export function matterAccessPage(reader: Reader, frame: Frame, view: AccessView): Page {
  const { t } = reader
  const content = html`<p class="note">${zoneNote(reader)}</p>${section({ id: 'attempts', title: t('matter.attempts'), content: attempts(reader, view.attempts) })}
    ${view.asks.length > 0 && section({ id: 'asks', title: t('matter.asks.title'), content: asks(reader, view.asks) })}
    ${section({ id: 'looks', title: t('matter.looks'), content: looked(reader, view.looks) })}
    ${section({ id: 'check', title: t('verify.title'), content: html`<p><a href="/matters/${view.id}/export">${t('matter.export')}</a></p><p class="note">${t('matter.export.note')}</p>` })}`
  return part(reader, frame, view, 'access', content)
}

function attempts(reader: Reader, rows: readonly AttemptRow[]): Html {
  const { t } = reader
  if (rows.length === 0) return inset(html`<p>${t('matter.attempts.none')}</p>`)
  const table = stackTable({
    caption: t('matter.attempts'),
    columns: [
      { label: t('matter.looks.col.when') },
      { label: t('matter.attempts.col.what') },
      { label: t('matter.attempts.col.missing') },
      { label: t('matter.looks.col.who') },
    ],
    rowHeader: 1,
    groups: [
      {
        rows: rows.map(({ at, who, what, missing }) => ({
          cells: [wholeMoment(reader, at), what, missing, quoted(who)],
        })),
      },
    ],
  })
  return html`${table}<p class="note">${t('matter.attempts.note')}</p>`
}

function looked(reader: Reader, rows: readonly LookRow[]): Html {
  const { t } = reader
  if (rows.length === 0) return inset(html`<p>${t('matter.looks.none')}</p>`)
  const table = stackTable({
    caption: t('matter.looks'),
    columns: [
      { label: t('matter.looks.col.when') },
      { label: t('matter.looks.col.who') },
      { label: t('matter.looks.col.why') },
    ],
    rowHeader: 1,
    groups: [{ rows: rows.map(({ at, who, why }) => ({ cells: [wholeMoment(reader, at), quoted(who), why] })) }],
  })
  return html`${table}<p class="note">${t('matter.looks.note')}</p>`
}

function asks(reader: Reader, rows: readonly AskRow[]): Html {
  const { t } = reader
  const items = rows.map(
    ({ at, what, words, done }) =>
      html`<li><b>${what}</b> ${wholeMoment(reader, at)}${words !== undefined && html`: ${quoted(words)}`}${done && html` <span class="met">${glyph('met')}${t('matter.asks.done')}</span> ${done}`}</li>`,
  )
  return html`<ul>${items}</ul><p class="note">${t('matter.asks.note')}</p>`
}
