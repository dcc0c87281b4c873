import { citeList } from '../components/cite.ts'
import { deadlineClock } from '../components/deadline-clock.ts'
import { digest, fileNumber, linkButton, section, tag } from '../components/marks.ts'
import { matterHead, nextStep, statusLine } from '../components/matter-head.ts'
import { span, zoneNote } from '../components/moment.ts'
import { filters, type Page, page, tabs } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateView, gateCount, rightsGate } from '../components/rights-gate.ts'
import { threeRail } from '../components/three-rail.ts'
import { type Html, html } from '../html/html.ts'
import { guaranteeText } from '../messages/guarantee-text.ts'
import { acts } from './acts.ts'
import { at, provision, type Scene, say, wrote } from './scene.ts'

const ID = 'QV-2026-00417'
const PERSON = 'Idris Al-Najmi'

/** A matter with its whole head and the fourteen acts of the story. */
export function dossierPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = say(t, `Arvenia asks Norvale to extradite ${PERSON}`, 'أرفينيا تطلب من نورفال تسليم إدريس النجمي')
  const main = html`${printHead(reader)}<h1>${title}</h1>${status(reader)}${matterHead(clock(reader), next(reader))}${rights(reader)}${tabs(
    say(t, 'This matter', 'هذه القضية'),
    [
      { text: say(t, 'Overview', 'نظرة عامة'), href: '#overview' },
      { text: say(t, 'Dossier', 'الملف'), href: '/gallery/dossier', current: true },
      { text: say(t, 'Rights', 'الحقوق'), href: '#rights' },
      { text: say(t, 'Request', 'الطلب'), href: '#request' },
      { text: say(t, 'Questions', 'الأسئلة'), href: '#questions' },
      { text: say(t, 'Deadlines', 'المهل'), href: '#deadlines' },
      { text: say(t, 'Access log', 'سجل الاطّلاع'), href: '#access' },
    ],
  )}${filters(
    reader,
    [
      { text: say(t, 'All 14', 'الكل 14'), href: '#all', current: true },
      { text: say(t, 'Orders 2', 'الأوامر 2'), href: '#orders' },
      { text: say(t, 'Reports 2', 'التقارير 2'), href: '#reports' },
      { text: say(t, 'Without effect 1', 'بلا أثر 1'), href: '#without-effect' },
    ],
    html`${say(t, 'Oldest first.', 'الأقدم أولًا.')} ${zoneNote(reader)}.`,
  )}<h2 class="hidden">${say(t, 'Dossier', 'الملف')}</h2>${rails(reader)}`
  return page(reader, frame, {
    title: `${ID}: ${title}`,
    crumbs: [
      { text: say(t, 'Inbox', 'الوارد'), href: '/gallery/desk' },
      { text: ID, href: '/gallery/dossier', isFileNumber: true },
      { text: say(t, 'Dossier', 'الملف') },
    ],
    main,
    desk: true,
    runningHead: `${ID}  Arvenia / Al-Najmi / Norvale`,
  })
}

const printHead = ({ t }: Reader): Html =>
  html`<div class="print-only"><p><b>${say(t, 'Comity dossier', 'ملف Comity')}</b> · ${fileNumber(ID)}<br>${digest('71c209af5e1d88b3')}</p></div>`

const status = (reader: Reader): Html =>
  statusLine(reader.t, {
    items: [
      tag(html`${say(reader.t, 'In custody for', 'محتجز منذ')} ${span(reader, 27_720_000)}`, 'due'),
      tag(say(reader.t, '1 breach open', 'انتهاك واحد قائم'), 'stop'),
      say(reader.t, 'Provisional arrest', 'توقيف مؤقت'),
      html`<b>${reader.t('matter.nobody-decided')}</b>`,
    ],
    holder: 'Edda Marlow',
  })

const clock = (reader: Reader): Html =>
  deadlineClock(reader, {
    id: 'clock',
    heading: say(reader.t, 'Earliest clock: before a judge', 'أقرب مهلة: المثول أمام قاضٍ'),
    what: html`${say(reader.t, 'until there must have been a', 'حتى')} <b>${say(reader.t, 'hearing before a judge', 'المثول أمام قاضٍ')}</b>`,
    state: { kind: 'running', due: { at: at('2026-03-05T03:10') } },
    from: { at: at('2026-03-03T03:10'), label: say(reader.t, 'arrest', 'القبض') },
    marks: [{ at: at('2026-03-04T09:30'), label: say(reader.t, 'judge Wed 09:30', 'القاضي 09:30'), role: 'decides' }],
    why: {
      steps: [
        say(reader.t, 'Arrest: 3 March, 03:10.', 'القبض: 3 مارس، الساعة 03:10.'),
        say(
          reader.t,
          '48 hours by the clock. Weekends and holidays do not move it.',
          '48 ساعة متصلة. لا تؤثر فيها العطل.',
        ),
      ],
      ifPassed: say(
        reader.t,
        'release, unless a judge has recorded why not.',
        'الإفراج، ما لم يسجّل قاضٍ سببًا لغير ذلك.',
      ),
      cites: [
        provision('ICCPR art. 9(3)', 'iccpr:9.3'),
        provision('General Comment 35, para. 33', 'iccpr:9.3.gc35', false),
      ],
    },
    afterwards: html`${say(reader.t, 'Then: full request from Arvenia by 21 March (release possible), by 12 April (release certain).', 'ثم: الطلب الكامل من أرفينيا حتى 21 مارس (إفراج ممكن)، وحتى 12 أبريل (إفراج حتمي).')} ${citeList(reader.t, [provision('ETS 024 art. 16(4)', 'ets024:16.4')])}`,
    calendarHref: '/calendar.ics',
  })

const next = ({ t }: Reader): Html =>
  nextStep(t, {
    id: 'next',
    what: say(t, 'Book the interpreter for tomorrow’s hearing', 'حجز المترجم لجلسة الغد'),
    why: say(
      t,
      'Without one the judge cannot hold the hearing at 09:30. Your draft of 10:44 is ready.',
      'لا يمكن عقد الجلسة الساعة 09:30 من دونه. مسودتك جاهزة.',
    ),
    cites: [provision('ICCPR art. 14(3)(f)', 'iccpr:14.3.f')],
    action: linkButton({ text: say(t, 'Book the interpreter', 'حجز المترجم'), href: '#book' }),
    after: say(
      t,
      'After that, today: custody tells the person chosen, and offers a doctor.',
      'بعد ذلك، اليوم: إبلاغ الشخص المختار وعرض طبيب.',
    ),
  })

function rights({ t }: Reader): Html {
  const gate = (id: string, state: GateView['state'], en: string, ar: string): GateView => ({
    name: guaranteeText(t, id).name,
    state,
    detail: say(t, en, ar),
  })
  const gates = [
    gate('reasons-at-arrest', 'met', '03:10, in Arabic, by telephone', '03:10، بالعربية، عبر الهاتف'),
    gate('written-letter-of-rights', 'met', '03:55, in Arabic, on paper', '03:55، بالعربية، على ورق'),
    gate('language-need-assessed', 'met', 'Arabic; reads it well', 'العربية؛ قراءة جيدة'),
    {
      ...gate(
        'access-to-counsel',
        'breached',
        '04:20 to 05:05, questioned without. Act 7',
        'من 04:20 إلى 05:05. الإجراء 7',
      ),
      href: '#a7',
    },
    gate('legal-aid', 'met', 'Ailsa Brannock, since 05:48', 'إيلسا برانوك، منذ 05:48'),
    gate('consular-notification', 'met', 'Chose that it is not told', 'اختار عدم الإبلاغ'),
    gate('interpreter-free', 'open', 'Registry must book one', 'على قلم المحكمة حجزه'),
    gate('third-person-informed', 'open', 'Custody officer', 'ضابط الحجز'),
    gate('medical-examination', 'overdue', 'Custody officer, since 09:00', 'ضابط الحجز، منذ 09:00'),
    gate('prompt-judge', 'open', 'By Thursday 03:10. Hearing is set', 'حتى الخميس 03:10. الجلسة محددة'),
  ]
  return section({
    id: 'rights',
    title: t('matter.rights'),
    aside: html`<p>${gateCount(
      t,
      gates.map(({ state }) => state),
    )}</p><p class="end"><a href="#all-rights">${t('matter.all-rights')}</a></p>`,
    content: rightsGate(t, gates),
  })
}

const rails = (reader: Reader): Html =>
  threeRail(reader, {
    heads: {
      asks: {
        title: reader.t('rail.asks', { state: reader.t('state.QV') }),
        note: 'Ministry of Justice; Prosecutor, Valserre',
      },
      person: { title: PERSON, note: 'and counsel Ailsa Brannock' },
      decides: {
        title: reader.t('rail.decides', { state: reader.t('state.QN') }),
        note: 'Saltmere District Court, Judge Orla Vennick',
      },
    },
    acts: acts(reader),
    silence: {
      leastDays: 14,
      note: () =>
        wrote(
          reader.t,
          'Arvenia’s answer was due on 30 January. The overseer has been shown this silence since 31 January.',
        ),
    },
  })
