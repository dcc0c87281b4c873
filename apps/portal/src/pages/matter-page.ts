import type { Instant } from '@comity/kernel'
import type { ActCardView } from '../components/act-card.ts'
import { type DeadlineClockView, deadlineClock } from '../components/deadline-clock.ts'
import type { Rail } from '../components/glyph.ts'
import { fileNumber, inset, type LinkView, link, section } from '../components/marks.ts'
import { matterHead, type NextStepView, nextStep, statusLine } from '../components/matter-head.ts'
import { zonedMoment, zoneNote } from '../components/moment.ts'
import { type Crumb, type Frame, filters, type Page, page, tabs } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateView, gateCount, rightsGate } from '../components/rights-gate.ts'
import type { Silence } from '../components/silence.ts'
import { type RailHead, threeRail } from '../components/three-rail.ts'
import { type Content, type Html, html } from '../html/html.ts'

export type MatterTab = 'dossier' | 'rights' | 'deadlines' | 'access'

/** What stands on every page of a matter. */
export type MatterFrame = {
  readonly id: string
  readonly title: string
  readonly status: readonly Content[]
  readonly runningHead: string
  /** Where the reader came from. */
  readonly desk: LinkView
  /** Pages of this matter that there are for this reader. */
  readonly tabs: readonly MatterTab[]
}

export type StepGroup = { readonly title: string; readonly links: readonly LinkView[] }

export type MatterView = MatterFrame & {
  readonly clock?: DeadlineClockView
  readonly next: NextStepView
  readonly gates: readonly GateView[]
  readonly gatesNote: Content
  readonly heads: Readonly<Record<Rail, RailHead>>
  readonly acts: readonly ActCardView[]
  readonly filter: string
  readonly filters: readonly { readonly key: string; readonly text: string; readonly count: number }[]
  /** Steps this reader may record, each a page of its own. */
  readonly steps: readonly StepGroup[]
  readonly until: Instant
  readonly silenceNote: (silence: Silence) => Content
  readonly print: { readonly acts: number; readonly logSize: number }
}

/** From how many days on nobody's writing anything is itself shown. */
const SILENCE_DAYS = 14

export const matterTabs = ({ t }: Reader, { id, tabs: shown }: MatterFrame, current: MatterTab): Html =>
  tabs(
    t('matter.tabs'),
    shown.map((tab) => ({
      text: t(`matter.tab.${tab}`),
      href: tab === 'dossier' ? `/matters/${id}` : `/matters/${id}/${tab}`,
      current: tab === current,
    })),
  )

export const matterCrumbs = ({ id, desk }: MatterFrame, last?: string): readonly Crumb[] => [
  { text: desk.text, href: desk.href },
  ...(last === undefined
    ? [{ text: id, isFileNumber: true }]
    : [{ text: id, href: `/matters/${id}`, isFileNumber: true }, { text: last }]),
]

/** A matter: the clock that ends first, the one thing to do next, the person's rights, and the dossier on three rails. */
export function matterPage(reader: Reader, frame: Frame, view: MatterView): Page {
  const { t } = reader
  const clock = view.clock ? deadlineClock(reader, view.clock) : inset(html`<p>${t('desk.no-clock')}</p>`)
  const main = html`${printHead(reader, view)}<h1>${view.title}</h1>${statusLine(t, { items: view.status })}
    ${matterHead(clock, nextStep(t, view.next))}${rights(reader, view)}${steps(reader, view.steps)}
    ${matterTabs(reader, view, 'dossier')}${dossier(reader, view)}`
  return page(reader, frame, {
    title: `${view.id}: ${view.title}`,
    desk: true,
    crumbs: matterCrumbs(view),
    main,
    runningHead: view.runningHead,
  })
}

/** Stands at the head of a printed dossier, so that the paper can be checked against the file. */
const printHead = (reader: Reader, { id, print }: MatterView): Html =>
  html`<div class="print-only"><p><b>${reader.t('matter.print.title')}</b> · ${fileNumber(id)} · ${reader.t.html('matter.print.as-of', { when: zonedMoment(reader, reader.now) })}<br>${reader.t('matter.print.acts', { count: print.acts, size: print.logSize })}<br>${reader.t('matter.print.check')}</p></div>`

function rights({ t }: Reader, { gates, gatesNote, id }: MatterView): Html {
  const states = gates.map(({ state }) => state)
  return section({
    id: 'rights',
    title: t('matter.rights'),
    aside: html`<p>${gateCount(t, states)}</p><p class="end"><a href="/matters/${id}/rights">${t('matter.all-rights')}</a></p>`,
    content: html`${rightsGate(t, gates)}${states.some((state) => state === 'open' || state === 'overdue') && html`<p class="note">${gatesNote}</p>`}`,
  })
}

function steps({ t }: Reader, groups: readonly StepGroup[]): Html {
  if (groups.length === 0) return html``
  const lists = groups.map(
    ({ title, links }) => html`<div><h3>${title}</h3><ul>${links.map((one) => html`<li>${link(one)}</li>`)}</ul></div>`,
  )
  return html`<details class="steps-open screen-only" id="steps"><summary><h2>${t('matter.steps')}</h2></summary><p class="note">${t('matter.steps.note')}</p><div class="step-groups">${lists}</div></details>`
}

function dossier(reader: Reader, view: MatterView): Html {
  const { t } = reader
  const shown = filters(
    reader,
    view.filters.map(({ key, text, count }) => ({
      text: `${text} ${count}`,
      href: key === 'all' ? `/matters/${view.id}` : `/matters/${view.id}?show=${key}`,
      current: key === view.filter,
    })),
    html`${t('matter.oldest-first')} ${zoneNote(reader)}`,
  )
  const rails =
    view.acts.length === 0
      ? inset(html`<p>${t('matter.filter.empty')}</p>`)
      : threeRail(reader, {
          heads: view.heads,
          acts: view.acts,
          // Where acts are left out, what lies between two of them is no silence.
          ...(view.filter === 'all'
            ? { silence: { leastDays: SILENCE_DAYS, until: view.until, note: view.silenceNote } }
            : {}),
        })
  return html`${shown}<h2 class="hidden">${t('matter.tab.dossier')}</h2>${rails}`
}
