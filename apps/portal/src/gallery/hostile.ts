import { actCard } from '../components/act-card.ts'
import { deadlineClock } from '../components/deadline-clock.ts'
import { errorSummary } from '../components/error-summary.ts'
import { radios, selectField, textArea, textField } from '../components/fields.ts'
import { digest, fileNumber, form, inset, link, panel, quoted, tag } from '../components/marks.ts'
import { nextStep, statusLine } from '../components/matter-head.ts'
import { ownPage, type Page, page } from '../components/page.ts'
import { personaPicker } from '../components/persona-picker.ts'
import { refusalPath } from '../components/refusal-path.ts'
import { rightsGate } from '../components/rights-gate.ts'
import { looks, rightsGiven } from '../components/rights-given.ts'
import { stackTable } from '../components/stack-table.ts'
import { statChart } from '../components/stat-chart.ts'
import { summaryList } from '../components/summary-list.ts'
import { langBadge, sealed } from '../components/text-status.ts'
import { html } from '../html/html.ts'
import { actTitle } from '../messages/act-title.ts'
import { at, sceneOf } from './scene.ts'

/** One string in every place of every component where words of a stranger may come to stand. */
export function hostilePages(text: string): readonly Page[] {
  const { reader, frame } = sceneOf('hostile', 'en')
  const { t } = reader
  const cites = [{ label: text, href: text, checked: false }]
  const card = actCard(
    reader,
    {
      id: 'a1',
      number: 1,
      rail: 'asks',
      kind: 'order',
      at: reader.now,
      title: actTitle(t, { kind: 'counsel-appointed', counsel: text }),
      href: text,
      by: text,
      body: [text, quoted(text, text)],
      verdict: text,
      cites,
      sealed: [{ what: text, forWhom: text, by: text, class: text, cites, challengeHref: text, note: text }],
      language: { language: text, status: 'machine' },
      deliveries: [{ state: 'left', detail: text }],
    },
    text,
  )
  const clock = deadlineClock(reader, {
    id: 'c',
    heading: text,
    what: text,
    state: { kind: 'running', due: { at: at('2026-03-05T03:10') } },
    from: { at: at('2026-03-03T03:10'), label: text },
    why: { steps: [text], ifPassed: text, strict: text, cites },
    afterwards: text,
    calendarHref: text,
  })
  const field = { name: 'field', label: text, hint: text, error: text }
  const options = [{ value: text, text, hint: text }]
  const fields = html`${textField(t, { ...field, value: text })}${textArea(t, { ...field, value: text })}${selectField(t, { ...field, value: 'none', options })}${radios(t, { ...field, options })}${errorSummary(t, [{ name: text, text }], text)}`
  const chart = statChart(t, {
    id: 'chart',
    finding: text,
    note: text,
    description: text,
    bars: [{ label: text, value: 1, filled: 1, of: 2 }],
    columns: { series: text, of: text, value: text, filled: text },
    source: text,
    links: [{ text, href: text }],
  })
  const main = html`
    <p id="probe">${quoted(text)}</p>
    ${card}${clock}${chart}
    ${form({ action: text, hidden: { token: text }, content: fields })}
    ${panel({ id: 'panel', title: text, content: text })}${inset(text)}${tag(text)}${fileNumber(text)}${digest(text)}${link({ text, href: text, context: text })}
    ${nextStep(t, { id: 'next', what: text, why: text, cites, after: text })}${statusLine(t, { items: [text], holder: text })}
    ${refusalPath(t, [{ state: 'missing', title: text, missing: text, who: text, cites, unlockedBy: text }])}
    ${rightsGate(t, [{ name: text, state: 'open', detail: text, cites, href: text }])}
    ${summaryList(t, [{ label: text, value: quoted(text), changeHref: text, error: text }])}
    ${stackTable({ caption: text, columns: [{ label: text, shortLabel: text }], rowHeader: 0, groups: [{ title: text, note: text, rows: [{ cells: [text] }] }] })}
    ${sealed(reader, { what: text })}${langBadge(t, { language: text, status: 'source' })}`
  const picker = personaPicker(t, {
    action: text,
    groups: [{ id: 'group', title: text, personas: [{ id: text, name: text, role: text }] }],
  })
  const strange = {
    ...frame,
    station: text,
    homeHref: text,
    session: { name: text, role: text, leaveAction: text },
    node: { ...frame.node, state: text, version: text },
  }
  return [
    page(reader, strange, {
      title: text,
      main,
      crumbs: [{ text, href: text }, { text }],
      tabs: { label: text, items: [{ text, href: text }] },
      runningHead: text,
    }),
    page(reader, frame, { title: text, main: picker }),
    ownPage(
      reader,
      { languageHref: () => text, demo: true },
      {
        title: text,
        main: html`${rightsGiven(reader, [{ state: 'open', title: text, detail: text, action: { kind: 'ask', href: text } }])}${looks(reader, { id: 'looks', looks: [{ who: text, at: reader.now, why: text }] })}`,
      },
    ),
  ]
}
