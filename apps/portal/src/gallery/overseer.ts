import { glyph } from '../components/glyph.ts'
import { digest, fileNumber, linkButton, panel, section } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { rightsGate } from '../components/rights-gate.ts'
import { stackTable } from '../components/stack-table.ts'
import { figures, statChart } from '../components/stat-chart.ts'
import { type Html, html } from '../html/html.ts'
import { type Scene, say, wrote } from './scene.ts'

/** The overseer's morning: orders without effect, refused attempts, log heads, witnesses, a chart with its table. */
export function overseerPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = say(t, 'What needs your eye today', 'ما يحتاج إلى نظرك اليوم')
  const main = html`<div class="section-head"><h1>${title}</h1><p class="end">${linkButton({ text: say(t, 'Review the order without effect', 'مراجعة الأمر الذي لا أثر له'), href: '#a10' })}</p></div><p class="lead">${wrote(t, 'You can see everything here and change nothing. Every line can be checked on your own computer.')}</p>${figures(
    t,
    [
      { label: say(t, 'order without effect', 'أمر بلا أثر'), value: 1 },
      { label: say(t, 'attempts refused since Monday', 'محاولات مرفوضة منذ الاثنين'), value: 2 },
      { label: say(t, 'breaches open', 'انتهاكات قائمة'), value: 2 },
      { label: say(t, 'entries in the logs', 'قيود في السجلات'), value: 62_752 },
    ],
  )}<div class="cols"><div>${attempts(reader)}${clocksMissed(reader)}</div><div>${panel({
    id: 'heads',
    title: say(t, 'Log heads', 'رؤوس السجلات'),
    content: rightsGate(t, [
      { name: `${t('state.QN')} 20 431`, state: 'met', detail: digest('4f0a91c7d2e83b60') },
      { name: `${t('state.QV')} 31 077`, state: 'met', detail: digest('a8135d2077fe019c') },
      { name: `${t('state.QP')} 2 990`, state: 'overdue', detail: say(t, 'Last seen 23:10 UTC', 'آخر ظهور 23:10 UTC') },
    ]),
  })}${panel({ id: 'witnesses', title: say(t, 'Witnesses', 'الشهود'), content: html`<p>${wrote(t, 'Orders take effect with 2 other States and 1 civil body.')}</p>` })}</div></div>`
  return page(reader, frame, {
    title,
    tabs: {
      label: say(t, 'Oversight', 'الرقابة'),
      items: [
        { text: say(t, 'Today', 'اليوم'), href: '/gallery/overseer', current: true },
        { text: say(t, 'Findings', 'الاستنتاجات'), href: '#findings' },
        { text: say(t, 'Witness', 'الشاهد'), href: '#witness' },
      ],
    },
    main,
    desk: true,
  })
}

function attempts({ t }: Reader): Html {
  const table = stackTable({
    caption: say(t, 'Orders without effect and refused attempts', 'أوامر بلا أثر ومحاولات مرفوضة'),
    columns: [
      { label: say(t, 'When (UTC)', 'متى (UTC)') },
      { label: say(t, 'What was tried', 'المحاولة') },
      { label: say(t, 'What was missing', 'الناقص') },
      { label: say(t, 'State', 'الدولة') },
    ],
    rowHeader: 1,
    groups: [
      {
        rows: [
          {
            alarm: true,
            cells: [
              '05:15',
              html`<a href="#a10">${fileNumber('QV-2026-00417')}, ${t('gate.act', { number: 10 })}</a><small>${wrote(t, 'Video hearing of a person in custody')}</small>`,
              html`${wrote(t, 'Consent, counsel, interpreter')}<small>ETS 182 art. 9(8)</small>`,
              html`<b>${glyph('asks')} ${t('state.QV')}</b><small>${wrote(t, 'Its node let it pass. Alarm open')}</small>`,
            ],
          },
          {
            cells: [
              '07:51',
              html`<a href="#a11">${fileNumber('QV-2026-00417')}</a><small>${wrote(t, 'Recording consent')}</small>`,
              html`${wrote(t, 'Interpreter, private talk')}<small>CETS 209 art. 4(2)</small>`,
              html`${glyph('decides')} ${t('state.QN')}<small>${wrote(t, 'Refused at home, no act made')}</small>`,
            ],
          },
        ],
      },
    ],
  })
  return section({
    id: 'attempts',
    title: say(t, 'Orders without effect, and refused attempts', 'أوامر بلا أثر ومحاولات مرفوضة'),
    content: table,
  })
}

const clocksMissed = ({ t }: Reader): Html =>
  statChart(t, {
    id: 'missed',
    finding: say(
      t,
      'Pwanira missed 9 of 64 clocks in February; 6 fell in power cuts',
      'فوّتت بوانيرا 9 من 64 مهلة في فبراير؛ 6 منها أثناء انقطاع الكهرباء',
    ),
    note: html`${say(t, 'Clocks missed, by the State that owed the step.', 'المهل الفائتة بحسب الدولة المسؤولة.')} <b>${say(t, 'Filled: on liberty.', 'المملوء: ما يمسّ الحرية.')}</b>`,
    description: say(
      t,
      'Clocks missed in February 2026. Pwanira 9 of 64, Arvenia 5 of 118, Qamara 3 of 31, Norvale 2 of 142.',
      'المهل الفائتة في فبراير 2026. بوانيرا 9 من 64، أرفينيا 5 من 118، قمارا 3 من 31، نورفال 2 من 142.',
    ),
    bars: [
      { label: t('state.QP'), value: 9, filled: 3, of: 64 },
      { label: t('state.QV'), value: 5, filled: 2, of: 118 },
      { label: t('state.QQ'), value: 3, filled: 1, of: 31 },
      { label: t('state.QN'), value: 2, filled: 1, of: 142 },
    ],
    columns: {
      series: say(t, 'State', 'الدولة'),
      of: say(t, 'Clocks ended', 'مهل انتهت'),
      value: say(t, 'Missed', 'فائتة'),
      filled: say(t, 'On liberty', 'تمسّ الحرية'),
    },
    source: say(
      t,
      'clocks recomputed from the logs of four States, 1 March.',
      'مهل أعيد حسابها من سجلات أربع دول، 1 مارس.',
    ),
    links: [
      { text: 'CSV', href: '#csv' },
      { text: 'JSON', href: '#json' },
    ],
  })
