import type { ActCardView } from '../components/act-card.ts'
import { textField } from '../components/fields.ts'
import { fileNumber, panel, quoted, section, tag } from '../components/marks.ts'
import { statusLine } from '../components/matter-head.ts'
import { type Page, page } from '../components/page.ts'
import { complaintBox, looks, rightsGiven } from '../components/rights-given.ts'
import { stackTable } from '../components/stack-table.ts'
import { summaryList } from '../components/summary-list.ts'
import { threeRail } from '../components/three-rail.ts'
import { html } from '../html/html.ts'
import { actTitle } from '../messages/act-title.ts'
import { at, type Scene, say } from './scene.ts'

/** One word of 4,000 letters, as a hostile or broken peer may send it. */
const LONG = 'Llanfairpwllgwyngyll'.repeat(200)
/** Ends the isolate it stands in and turns the line around: whoever reads "A asks B" must not read "B asks A". */
const TURNING = 'Arvenia\u2069\u202E asks Norvale'
const NAMES = [
  'إدريس النجمي',
  'Idris Al-Najmi',
  'שלמה (בן דוד)',
  '伊德里斯・ナジミ',
  TURNING,
  '<b onmouseover="alert(1)">Bobby</b>',
]

/** Long and foreign names, names that attack, and pages with nothing on them. */
export function extremesPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = say(t, 'Extremes', 'حالات قصوى')
  const heads = {
    asks: { title: t('rail.asks', { state: LONG }) },
    person: { title: t('rail.unknown-person', { who: NAMES[0] ?? '' }) },
    decides: { title: t('rail.decides', { state: t('state.QN') }), note: LONG },
  }
  const acts: ActCardView[] = NAMES.concat(LONG).map((name, index) => ({
    id: `x${index + 1}`,
    number: index + 1,
    rail: (['asks', 'person', 'decides'] as const)[index % 3] ?? 'asks',
    kind: (['order', 'protective', 'breach'] as const)[index % 3] ?? 'order',
    touches: index % 3 !== 1,
    at: at(`202${index < 3 ? 5 : 6}-0${(index % 3) + 1}-05T09:00`),
    title: actTitle(t, { kind: 'counsel-appointed', counsel: name }),
    by: `${name}, ${NAMES[(index + 1) % NAMES.length]}`,
    body: [quoted(name), quoted(name, 'en')],
  }))
  const main = html`<h1>${title}</h1>${statusLine(t, { items: [tag(quoted(LONG), 'stop'), quoted(TURNING)], holder: undefined })}<h2 class="hidden">${title}</h2>${threeRail(reader, { heads, acts, silence: { leastDays: 14, until: reader.now } })}${section({ id: 'none', title: say(t, 'Nothing yet', 'لا شيء بعد'), content: threeRail(reader, { heads, acts: [] }) })}${summaryList(t, [...NAMES.map((name) => ({ label: name, value: quoted(name) })), { label: LONG, value: quoted(LONG), error: LONG }])}${stackTable(
    {
      caption: title,
      columns: [
        { label: say(t, 'Matter', 'القضية') },
        { label: say(t, 'Person', 'الشخص') },
        { label: say(t, 'Count', 'العدد'), numeric: true },
      ],
      rowHeader: 0,
      groups: [
        {
          rows: NAMES.concat(LONG).map((name, index) => ({
            cells: [fileNumber(`QV-2026-0041${index}`), quoted(name), index],
          })),
        },
      ],
    },
  )}${textField(t, { name: 'long', label: LONG, value: LONG, hint: quoted(LONG), error: LONG })}${panel({ id: 'long-panel', title: quoted(LONG), content: html`<p>${quoted(LONG)}</p>` })}${looks(reader, { id: 'looks-many', looks: NAMES.map((who) => ({ who, at: at('2026-03-02T17:10'), why: LONG })) })}${rightsGiven(reader, [{ state: 'open', title: LONG, detail: quoted(LONG), action: { kind: 'ask', href: '#ask' } }])}${complaintBox(reader, { id: 'complain', href: '#speak' })}`
  return page(
    reader,
    { ...frame, station: LONG, session: { name: LONG, role: LONG, leaveAction: '/leave' } },
    { title: LONG, main, crumbs: [{ text: LONG, href: '#long' }, { text: title }], desk: true },
  )
}
