import { citeList } from '../components/cite.ts'
import { deliveryState } from '../components/delivery-state.ts'
import { errorSummary } from '../components/error-summary.ts'
import { glyph } from '../components/glyph.ts'
import { button, form, panel, quoted, section } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import { rightsGate } from '../components/rights-gate.ts'
import { type Answer, summaryList } from '../components/summary-list.ts'
import { langBadge } from '../components/text-status.ts'
import { type Content, html } from '../html/html.ts'
import { provision, type Scene, say, wrote } from './scene.ts'

/** Check your request, after a first attempt to send it on. */
export function draftPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const payment = say(
    t,
    'Say when and where the payment of 18 400 florins was made',
    'يلزم ذكر زمان ومكان دفع 18 400 فلورين',
  )
  const translation = say(
    t,
    'Have part 2 of the English translation checked by a translator',
    'يلزم تدقيق الجزء 2 من الترجمة الإنكليزية',
  )
  const answer = (
    label: string,
    value: Content,
    wrong: { readonly name?: string; readonly error?: string } = {},
  ): Answer => ({ label, value, changeHref: '#change', ...wrong })
  const main = html`<p class="note">${say(t, 'Request for bank records · step 7 of 10', 'طلب سجلات مصرفية · الخطوة 7 من 10')} · ${deliveryState(reader, { state: 'draft', detail: '10:49' })}</p><h1>${say(t, 'Check your request', 'مراجعة طلبك')}</h1>${errorSummary(
    t,
    [
      { name: 'payment', text: payment },
      { name: 'translation', text: translation },
    ],
  )}<div class="cols"><div>${section({
    id: 'people',
    title: say(t, 'People', 'الأشخاص'),
    content: summaryList(t, [
      answer(
        say(t, 'Suspect', 'المشتبه بها'),
        html`${glyph('person')} ${quoted('Ondine Vasseur')}, 1979 <small>${say(t, 'From case 2026/118, checked', 'من القضية 2026/118، مدقَّق')}</small>`,
      ),
      answer(
        say(t, 'Also affected', 'متأثرة أيضًا'),
        html`${glyph('person')} ${wrote(t, 'Mireille Vasseur, her sister: joint holder, not suspected')}`,
      ),
    ]),
  })}${section({
    id: 'facts',
    title: say(t, 'Facts and offence', 'الوقائع والجريمة'),
    content: summaryList(t, [
      answer(
        say(t, 'Payment', 'الدفع'),
        html`${wrote(t, '18 400 florins, from an account at Harbour Trust Bank, Saltmere.')} ${citeList(t, [provision('ETS 030 art. 14(2)', 'ets030:14.2')])}`,
        { name: 'payment', error: payment },
      ),
      answer(
        say(t, 'What happened', 'ما حدث'),
        wrote(t, 'Invoices for dredging that was not done, paid by the port of Port-Salin, March to June 2024'),
      ),
      { label: say(t, 'Co-accused', 'متهمون آخرون'), changeHref: '#change' },
    ]),
  })}${section({
    id: 'language',
    title: say(t, 'Language', 'اللغة'),
    content: summaryList(t, [
      answer(
        say(t, 'English translation', 'الترجمة الإنكليزية'),
        html`${langBadge(t, { language: 'en', status: 'checked' })} ${langBadge(t, { language: 'en', status: 'machine' })}`,
        { name: 'translation', error: translation },
      ),
    ]),
  })}${form({ action: '/sign', hidden: { token: 'b1f0' }, content: html`<p>${button({ text: say(t, 'Send for signature', 'إرسال للتوقيع') })}</p>` })}<p class="note">${wrote(t, 'Nothing is sent to Norvale yet. A second person reads every page and signs; then you see exactly what leaves.')}</p></div><div>${panel(
    {
      id: 'complete',
      title: say(t, 'Complete: 12 of 14', 'مكتمل: 12 من 14'),
      content: rightsGate(t, [
        {
          name: say(t, 'Facts: when and where', 'الوقائع: متى وأين'),
          state: 'breached',
          cites: [provision('ETS 030 art. 14(2)', 'ets030:14.2')],
        },
        {
          name: say(t, 'Checked translation', 'ترجمة مدقَّقة'),
          state: 'breached',
          cites: [provision('ETS 030 art. 16', 'ets030:16')],
        },
        { name: say(t, '12 others', '12 غيرها'), state: 'met', href: '#all' },
      ]),
    },
  )}${panel({ id: 'touches', title: say(t, 'Who this touches', 'من يمسّه هذا'), about: 'person', content: html`<p>${wrote(t, '2 people. Neither is in custody. One is not suspected: her lines will be blacked out by Norvale unless you say why you need them.')}</p>` })}${panel(
    {
      id: 'preview',
      title: say(t, 'As Norvale will see it', 'كما ستراه نورفال'),
      content: html`<div class="letter" lang="en" dir="ltr"><p>The Ministry of Justice of Arvenia asks for the statements of one account at Harbour Trust Bank, Saltmere, 1 March to 30 June 2024.</p><p>On <mark>date missing</mark> at <mark>place missing</mark> 18 400 florins were paid from it.</p></div>`,
    },
  )}</div></div>`
  return page(reader, frame, {
    title: say(t, 'Error: check your request for bank records', 'خطأ: مراجعة طلب سجلات مصرفية'),
    crumbs: [
      { text: say(t, 'Drafts', 'المسودات'), href: '#drafts' },
      { text: 'QV-2026-00440', href: '#draft', isFileNumber: true },
      { text: say(t, 'Check', 'مراجعة') },
    ],
    main,
    desk: true,
  })
}
