import { deliveryState } from '../components/delivery-state.ts'
import { glyph } from '../components/glyph.ts'
import { fileNumber, inset, linkButton, section } from '../components/marks.ts'
import { zoneNote } from '../components/moment.ts'
import { filters, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { stackTable, type TableRow } from '../components/stack-table.ts'
import type { Content } from '../html/html.ts'
import { type Html, html } from '../html/html.ts'
import { spanText } from '../messages/time-text.ts'
import { type Scene, say, wrote } from './scene.ts'

const HOUR_MS = 3_600_000

/** An authority's inbox: liberty clocks first, a message kept aside, an empty state, a line that is down. */
export function deskPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const tab = (en: string, ar: string, href: string, current = false) => ({ text: say(t, en, ar), href, current })
  const main = html`<div class="section-head"><h1>${say(t, 'Inbox', 'الوارد')}</h1><p>${say(t, '7 matters · 2 people in custody', '7 قضايا · شخصان قيد الاحتجاز')}</p><p class="end">${linkButton({ text: say(t, 'Open the most urgent', 'فتح الأكثر إلحاحًا'), href: '/gallery/dossier' })}</p></div>${filters(
    reader,
    [
      tab('All 7', 'الكل 7', '#all', true),
      tab('Mine 2', 'قضاياي 2', '#mine'),
      tab('In custody 2', 'قيد الاحتجاز 2', '#custody'),
    ],
    html`${say(t, 'Earliest clock on liberty first.', 'أقرب مهلة تمسّ الحرية أولًا.')} ${zoneNote(reader)}.`,
  )}${inboxTable(reader)}${keptAside(reader)}<div class="cols even">${section({ id: 'empty', title: say(t, 'Drafts by others, waiting for you', 'مسودات بانتظار توقيعك'), content: inset(html`<p><b>${say(t, 'Nothing waits for your signature.', 'لا شيء بانتظار توقيعك.')}</b></p><p class="note">${wrote(t, 'When a colleague asks you to sign, it stands here and in your morning list.')} <a href="/gallery/draft">${say(t, 'Start a request', 'بدء طلب')}</a></p>`) })}${section({ id: 'line', title: say(t, 'The line to Pwanira', 'الخط إلى بوانيرا'), content: inset(html`<p>${glyph('due')} <b>${say(t, 'No contact since 02:10 (8 h 42 min).', 'لا اتصال منذ 02:10.')}</b> ${wrote(t, '3 messages wait to leave. Nothing is lost, and no clock has stopped.')}</p>`, 'due') })}</div>`
  return page(reader, frame, {
    title: say(t, 'Inbox: Office of International Assistance, Norvale', 'الوارد: مكتب المساعدة الدولية، نورفال'),
    tabs: {
      label: say(t, 'Desk', 'المكتب'),
      items: [
        tab('Inbox', 'الوارد', '/gallery/desk', true),
        tab('Outbox', 'الصادر', '#outbox'),
        tab('Deadlines', 'المهل', '#deadlines'),
        tab('Drafts', 'المسودات', '#drafts'),
      ],
    },
    main,
    desk: true,
  })
}

function inboxTable(reader: Reader): Html {
  const { t } = reader
  const row = (
    left: number | undefined,
    clock: string,
    file: string,
    about: string,
    person: string,
    gates: Content,
    holder: string,
    delivery: Content,
  ): TableRow => ({
    cells: [
      html`<b class="big">${left === undefined ? say(t, 'No clock yet', 'لا مهلة بعد') : spanText(t, left * HOUR_MS)}</b><small>${wrote(t, clock)}</small>`,
      html`<a href="/gallery/dossier">${fileNumber(file)}</a><small>${wrote(t, about)}</small>`,
      html`${glyph('person')} ${wrote(t, person)}`,
      gates,
      wrote(t, holder),
      delivery,
    ],
  })
  const met = (count: string, next: string) => html`<b dir="ltr">${count}</b><small>${wrote(t, next)}</small>`
  const breached = html`<b dir="ltr">5 / 10</b><small><span class="alarm">${glyph('stop')} ${say(t, '1 breached', 'انتهاك واحد')}</span></small>`
  return stackTable({
    caption: say(t, 'Matters, earliest clock on liberty first', 'القضايا، أقرب مهلة تمسّ الحرية أولًا'),
    columns: [
      { label: say(t, 'Earliest clock', 'أقرب مهلة') },
      { label: say(t, 'Matter', 'القضية') },
      { label: say(t, 'Person', 'الشخص') },
      { label: say(t, 'Gates met', 'الضمانات المستوفاة'), shortLabel: say(t, 'Gates', 'الضمانات') },
      { label: say(t, 'Holder', 'في عهدة') },
      { label: say(t, 'Delivery', 'التسليم') },
    ],
    rowHeader: 1,
    groups: [
      {
        title: say(t, 'On liberty', 'ما يمسّ الحرية'),
        note: say(t, '2, never later in the list than anything else', '2، دائمًا في رأس القائمة'),
        rows: [
          row(
            40.3,
            '5 Mar, 03:10 · before a judge',
            'QV-2026-00417',
            'Arvenia: extradition',
            'I. A.-N., in custody since 03:10',
            breached,
            'Edda Marlow',
            deliveryState(reader, { state: 'left', detail: html`<small>72 min</small>` }),
          ),
          row(
            74,
            '6 Mar, 13:00 · release, if not taken over',
            'QV-2025-01188',
            'Arvenia: surrender agreed',
            'L. T., in custody 41 days',
            met('9 / 9', 'all met'),
            'Jonas Wick',
            deliveryState(reader, { state: 'received' }),
          ),
        ],
      },
      {
        title: say(t, 'Other clocks', 'مهل أخرى'),
        rows: [
          row(
            173,
            '10 Mar, 16:00 · objection, last hour',
            'QQ-2026-00052',
            'Qamara: extradition',
            'S. H., at home, reporting',
            met('4 / 8', 'next: assurance, no death penalty'),
            'Edda Marlow',
            deliveryState(reader, { state: 'received' }),
          ),
          row(
            216,
            '12 Mar · asked by the court',
            'QP-2026-00009',
            'Pwanira: hearing by video',
            'witness P-3, protected',
            met('3 / 5', 'next: threat assessment'),
            'nobody yet',
            deliveryState(reader, {
              state: 'waiting',
              detail: html`<small>${wrote(t, 'since 02:10; Pwanira has no power')}</small>`,
            }),
          ),
          row(
            undefined,
            'starts when the account is named',
            'QP-2026-00011',
            'Pwanira: freezing',
            'company; 1 owner',
            met('2 / 4', 'next: reasons for no notice'),
            'Petra Osei',
            deliveryState(reader, { state: 'draft', detail: html`<small>17:30</small>` }),
          ),
        ],
      },
    ],
  })
}

function keptAside(reader: Reader): Html {
  const { t } = reader
  const table = stackTable({
    caption: say(t, 'Messages kept aside', 'رسائل محفوظة جانبًا'),
    columns: [
      { label: say(t, 'Came', 'وصلت') },
      { label: say(t, 'Claims to be', 'تدّعي أنها') },
      { label: say(t, 'Why it has no effect', 'لماذا لا أثر لها') },
      { label: say(t, 'What you can do', 'ما يمكنك فعله') },
    ],
    rowHeader: 1,
    groups: [
      {
        rows: [
          {
            alarm: true,
            cells: [
              html`<b>01:14</b>`,
              html`${wrote(t, 'Arvenia: urgent arrest')}<small>${wrote(t, 'signed “Ministry of Justice”')}</small>`,
              html`${glyph('stop')} ${wrote(t, 'The key is not on Arvenia’s list of 1 March')}`,
              html`${wrote(t, 'Call Arvenia’s duty officer on the number in the')} <a href="#directory">${say(t, 'directory', 'الدليل')}</a>`,
            ],
          },
        ],
      },
    ],
  })
  return section({ id: 'aside', title: say(t, 'Kept aside: 1', 'محفوظ جانبًا: 1'), content: table })
}
