import type { Instant } from '@comity/kernel'
import type { ActCardView } from '../components/act-card.ts'
import { type DeadlineClockView, deadlineClock } from '../components/deadline-clock.ts'
import { fileNumber, inset, type LinkView, section } from '../components/marks.ts'
import { matterHead, type NextStepView, nextStep, statusLine } from '../components/matter-head.ts'
import { zoneNote } from '../components/moment.ts'
import { filters, type Frame, type Page, page, tabs } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { gateCount, type GateView, rightsGate } from '../components/rights-gate.ts'
import { type RailHead, threeRail } from '../components/three-rail.ts'
import type { Rail } from '../components/glyph.ts'
import { type Content, html } from '../html/html.ts'

export type MatterTab = 'dossier' | 'deadlines' | 'access'

export type MatterFrame = {
  readonly id: string
  readonly title: string
  readonly status: readonly Content[]
  readonly holder: string | undefined
  readonly runningHead: string
  readonly deskHref: string
}

export type MatterView = MatterFrame & {
  readonly clock?: DeadlineClockView
  readonly next: NextStepView
  readonly gates: readonly GateView[]
  readonly gatesNote: Content
  readonly heads: Readonly<Record<Rail, RailHead>>
  readonly acts: readonly ActCardView[]
  readonly filter: string
  readonly filters: readonly { readonly key: string; readonly text: string; readonly count: number }[]
  /** Steps this reader's office may record, each a page of its own. */
  readonly steps: readonly LinkView[]
  readonly until: Instant
}

const tabsOf = ({ t }: Reader, id: string, current: MatterTab) =>
  tabs(t('matter.tabs'), [
    { text: t('matter.tab.dossier'), href: `/matters/${id}`, current: current === 'dossier' },
    { text: t('matter.tab.deadlines'), href: `/matters/${id}/deadlines`, current: current === 'deadlines' },
    { text: t('matter.tab.access'), href: `/matters/${id}/access`, current: current === 'access' },
  ])

const crumbsOf = ({ t }: Reader, { id, deskHref }: MatterFrame, last?: string) => [
  { text: t('desk.inbox'), href: deskHref },
  ...(last === undefined
    ? [{ text: id, isFileNumber: true }]
    : [{ text: id, href: `/matters/${id}`, isFileNumber: true }, { text: last }]),
]

/** A matter: the clock that ends first, the one thing to do next, the person's rights, and the dossier on three rails. */
export function matterPage(reader: Reader, frame: Frame, view: MatterView): Page {
  const { t } = reader
  const clock = view.clock ? deadlineClock(reader, view.clock) : inset(html`<p>${t('desk.no-clock')}</p>`)
  const shown = html`${filters(
    reader,
    view.filters.map(({ key, text, count }) => ({
      text: `${text} ${count}`,
      href: `/matters/${view.id}?show=${key}`,
      current: key === view.filter,
    })),
    html`${t('matter.oldest-first')} ${zoneNote(reader)}`,
  )}<h2 class="hidden">${t('matter.tab.dossier')}</h2>${threeRail(reader, { heads: view.heads, acts: view.acts, silence: { leastDays: 14, until: view.until } })}`
  const steps =
    view.steps.length === 0
      ? ''
      : section({
          id: 'steps',
          title: t('matter.steps'),
          content: html`<p class="note">${t('matter.steps.note')}</p><ul class="inline">${view.steps.map(({ text, href }) => html`<li><a href="${href}">${text}</a></li>`)}</ul>`,
        })
  const main = html`<h1>${view.title}</h1>${statusLine(t, { items: view.status, holder: view.holder })}${matterHead(clock, nextStep(t, view.next))}${section(
    {
      id: 'rights',
      title: t('matter.rights'),
      aside: gateCount(
        t,
        view.gates.map(({ state }) => state),
      ),
      content: html`${rightsGate(t, view.gates)}<p class="note">${view.gatesNote}</p>`,
    },
  )}${steps}${tabsOf(reader, view.id, 'dossier')}${shown}`
  return page(reader, frame, {
    title: `${view.id}: ${view.title}`,
    desk: true,
    crumbs: crumbsOf(reader, view),
    main,
    runningHead: view.runningHead,
  })
}

export type DeadlinesView = MatterFrame & { readonly clocks: readonly DeadlineClockView[] }

export function matterDeadlinesPage(reader: Reader, frame: Frame, view: DeadlinesView): Page {
  const { t } = reader
  const main = html`<h1>${t('matter.tab.deadlines')}</h1><p class="lead">${view.title}</p>${tabsOf(reader, view.id, 'deadlines')}${view.clocks.length === 0 ? inset(html`<p>${t('desk.no-clock')}</p>`) : view.clocks.map((clock) => deadlineClock(reader, clock))}`
  return page(reader, frame, {
    title: `${view.id}: ${t('matter.tab.deadlines')}`,
    desk: true,
    crumbs: crumbsOf(reader, view, t('matter.tab.deadlines')),
    main,
  })
}

export type AccessView = MatterFrame & { readonly attempts: readonly Content[]; readonly looks: readonly Content[] }

export function matterAccessPage(reader: Reader, frame: Frame, view: AccessView): Page {
  const { t } = reader
  const list = (items: readonly Content[], empty: string) =>
    items.length === 0 ? inset(html`<p>${empty}</p>`) : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
  const main = html`<h1>${t('matter.tab.access')}</h1><p class="lead">${view.title}</p>${tabsOf(reader, view.id, 'access')}${section({ id: 'attempts', title: t('matter.attempts'), content: list(view.attempts, t('matter.attempts.none')) })}${section({ id: 'looks', title: t('matter.looks'), content: list(view.looks, t('own.nobody-looked')) })}${section({ id: 'check', title: t('verify.title'), content: html`<p><a href="/matters/${view.id}/export">${t('matter.export')}</a></p><p class="note">${t('matter.export.note')}</p>` })}`
  return page(reader, frame, {
    title: `${view.id}: ${t('matter.tab.access')}`,
    desk: true,
    crumbs: crumbsOf(reader, view, t('matter.tab.access')),
    main,
  })
}

export type OneActView = MatterFrame & {
  readonly number: number
  readonly heading: string
  readonly lines: readonly { readonly label: string; readonly value: Content }[]
}

/** One act with everything that proves it: printable, and checkable from its own bytes. */
export function oneActPage(reader: Reader, frame: Frame, view: OneActView): Page {
  const rows = view.lines.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)
  const main = html`<p class="note">${fileNumber(view.id)} · ${reader.t('card.act')} ${view.number}</p><h1>${view.heading}</h1><dl class="summary-list">${rows}</dl>`
  return page(reader, frame, {
    title: `${view.id}: ${view.heading}`,
    desk: true,
    crumbs: crumbsOf(reader, view, view.heading),
    main,
    runningHead: view.runningHead,
  })
}
