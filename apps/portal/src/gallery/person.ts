import { deadlineClock } from '../components/deadline-clock.ts'
import { fileNumber, linkButton, section } from '../components/marks.ts'
import { nearMoment, wholeMoment } from '../components/moment.ts'
import { ownPage, type Page } from '../components/page.ts'
import { complaintBox, type GivenRight, looks, rightsGiven, tearOffSlip } from '../components/rights-given.ts'
import { html } from '../html/html.ts'
import { guaranteeText } from '../messages/guarantee-text.ts'
import { at, provision, type Scene, say } from './scene.ts'

/** The person's page: what happens, one clock, one action, rights given or not yet, who looked, a way to complain. */
export function personPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = t('own.headline', { asking: t('state.QV'), asked: t('state.QN') })
  const right = (
    id: string,
    state: GivenRight['state'],
    detail: GivenRight['detail'],
    action?: GivenRight['action'],
  ): GivenRight => ({
    state,
    title: guaranteeText(t, id)[state],
    detail,
    ...(action === undefined ? {} : { action }),
  })
  const ask = { kind: 'ask', href: '#ask' } as const
  const rights = [
    right(
      'reasons-at-arrest',
      'met',
      html`${nearMoment(reader, at('2026-03-03T03:10'), 'opening')}${say(t, ', in Arabic, by telephone.', '، بالعربية، عبر الهاتف.')}`,
    ),
    right(
      'written-letter-of-rights',
      'met',
      html`${nearMoment(reader, at('2026-03-03T03:55'), 'opening')}${say(t, ', in Arabic. You may keep it.', '، بالعربية. ولك الاحتفاظ بالورقة.')}`,
    ),
    right('legal-aid', 'met', say(t, 'Ailsa Brannock. Your talks are secret.', 'إيلسا برانوك. وحديثك معها سرّي.')),
    right(
      'access-to-counsel',
      'breached',
      say(
        t,
        'This was wrong. What you said may not be used unless a court allows it. Your lawyer has complained.',
        'هذا خطأ. لا يجوز استعمال ما قيل إلا بإذن المحكمة. وقد اعترضت محاميتك.',
      ),
    ),
    right(
      'consular-notification',
      'met',
      say(t, 'You said no. You can change your mind.', 'كان جوابك لا. ويمكنك تغيير رأيك.'),
      { kind: 'change', href: '#change' },
    ),
    right(
      'interpreter-free',
      'open',
      say(t, 'It is free. The court must find one.', 'الترجمة مجانية، وعلى المحكمة أن تجد المترجم.'),
      ask,
    ),
    right(
      'third-person-informed',
      'open',
      say(t, 'Say who, and they are told where you are.', 'يكفي ذكر الاسم، فيُبلَّغ بمكانك.'),
      ask,
    ),
    right('medical-examination', 'open', say(t, 'You can see one now.', 'يمكنك رؤية طبيب الآن.'), ask),
    right('prompt-judge', 'open', html`${say(t, 'By', 'قبل')} ${wholeMoment(reader, at('2026-03-05T03:10'))}.`),
  ]
  const main = html`<h1>${title}</h1><p>${say(t, 'Arvenia says you took money from a workers’ sick fund. It wants to put you on trial. A judge in Norvale, Orla Vennick, will decide if you go.', 'تقول أرفينيا إنك أخذت مالًا من صندوق علاج العمال، وتريد محاكمتك. القاضية أورلا فينيك في نورفال هي التي تقرّر.')} <b>${t('matter.nobody-decided')}.</b></p>${deadlineClock(
    reader,
    {
      id: 'clock',
      heading: t('own.time'),
      what: say(t, 'to tell the court you object. Last hour', 'لإبلاغ المحكمة باعتراضك. آخر موعد'),
      state: { kind: 'running', due: { at: at('2026-03-10T16:00') } },
      wording: 'own',
      why: {
        steps: [
          say(t, 'You were arrested on 3 March.', 'قُبض عليك يوم 3 مارس.'),
          say(t, 'The law gives 7 days, until the court closes.', 'يمنحك القانون 7 أيام حتى موعد إغلاق المحكمة.'),
        ],
        ifPassed: say(t, 'the court can still accept it, for a good reason.', 'يمكن للمحكمة قبول اعتراضك لسبب مقبول.'),
        cites: [provision('ETS 024 art. 22', 'ets024:22')],
      },
    },
  )}<p>${linkButton({ text: t('own.object'), href: '#object' }, 'wide')}</p><p class="note">${t('own.object-note')}</p>${section({ id: 'rights', title: t('own.rights'), content: html`<p>${t('own.rights-note')}</p>${rightsGiven(reader, rights)}` })}${section(
    {
      id: 'next',
      title: t('own.next'),
      content: html`<ol><li><b>${wholeMoment(reader, at('2026-03-04T09:30'))}.</b> ${say(t, 'You see the judge. You can ask to go home while you wait.', 'تُعرض على القاضية. ويمكنك طلب الانتظار في بيتك.')}</li><li><b>${say(t, 'By 21 March.', 'حتى 21 مارس.')}</b> ${say(t, 'Arvenia must send its papers. If not, you may be released. On 12 April you must be.', 'على أرفينيا إرسال أوراقها. وإلا فقد يُفرج عنك. وفي 12 أبريل يجب الإفراج عنك.')}</li></ol>`,
    },
  )}${looks(reader, {
    id: 'looks',
    looks: [
      { who: 'Edda Marlow', at: at('2026-03-03T08:20'), why: say(t, 'to plan the hearing', 'للتحضير للجلسة') },
      { who: 'Orla Vennick', at: at('2026-03-02T17:10'), why: say(t, 'to decide on arrest', 'للبتّ في القبض') },
    ],
    sealed: { count: 2, until: at('2026-03-17T00:00') },
  })}${complaintBox(reader, { id: 'complain', href: '#speak' })}<section aria-label="${t('own.more')}"><p class="row">${linkButton({ text: t('own.listen', { minutes: 6 }), href: '#listen' }, 'second')}${linkButton({ text: t('own.print'), href: '#print' }, 'second')}${linkButton({ text: t('own.leave'), href: '#leave' }, 'second')}</p><p class="note">${t.html('own.case', { id: fileNumber('QV-2026-00417') })} ${t.html('own.made', { when: wholeMoment(reader, reader.now) })}</p></section>${tearOffSlip(reader, { state: t('state.QV'), fileNumber: fileNumber('QV-2026-00417'), code: fileNumber('7K4 9QF') })}`
  const theme = frame.theme === undefined ? {} : { theme: frame.theme }
  return ownPage(reader, { languageHref: frame.languageHref, demo: false, ...theme }, { title, main })
}
