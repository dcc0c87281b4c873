import { inset, linkButton, panel } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import { refusalPath } from '../components/refusal-path.ts'
import { html } from '../html/html.ts'
import { provision, type Scene, say, wrote } from './scene.ts'

/** An order refused by a right: what is missing, who must act, under which provision, what unlocks it. */
export function refusalPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = say(t, 'Consent cannot be recorded yet', 'لا يمكن تسجيل الموافقة بعد')
  const steps = refusalPath(t, [
    {
      state: 'met',
      title: say(t, 'Letter of rights, in Arabic', 'ورقة الحقوق، بالعربية'),
      note: html`03:55 · <a href="#a6">${t('gate.act', { number: 6 })}</a>`,
    },
    {
      state: 'met',
      title: say(t, 'A lawyer', 'محامٍ'),
      note: html`05:48: Ailsa Brannock · <a href="#a8">${t('gate.act', { number: 8 })}</a>`,
    },
    {
      state: 'missing',
      title: say(t, 'An interpreter in the room', 'مترجم في القاعة'),
      missing: wrote(
        t,
        'Nobody is booked. The telephone interpreter of 03:10 does not count: that was for the arrest.',
      ),
      who: wrote(t, 'Registry, Saltmere District Court (Edda Marlow holds the task)'),
      cites: [provision('ICCPR art. 14(3)(f)', 'iccpr:14.3.f'), provision('CETS 209 art. 4(2)', 'cets209:4.2')],
      unlockedBy: wrote(
        t,
        'The interpreter’s acceptance, and her statement at the start that they understand each other',
      ),
      action: linkButton({ text: say(t, 'Book the interpreter', 'حجز المترجم'), href: '#book' }),
    },
    {
      state: 'missing',
      title: say(t, 'A private talk with counsel, interpreted', 'حديث على انفراد مع المحامي، بحضور مترجم'),
      missing: wrote(t, 'They have spoken, but without an interpreter'),
      who: wrote(t, 'Ailsa Brannock confirms it. Custody must give them a room out of hearing'),
      cites: [
        provision('CETS 209 art. 4(2)', 'cets209:4.2'),
        provision('UN Basic Principles on Lawyers, 8', 'un-lawyers-1990:8', false),
      ],
      unlockedBy: wrote(t, 'Counsel’s act “advice given”. Neither the State nor the court can make it for her'),
    },
    {
      state: 'waiting',
      title: say(t, 'Before the judge', 'أمام القاضي'),
      note: wrote(t, 'Hearing tomorrow, 4 March, 09:30. Consent is given there or not at all.'),
    },
    {
      state: 'after',
      title: say(t, 'Then consent can be recorded', 'بعد ذلك يمكن تسجيل الموافقة'),
      note: wrote(t, 'Giving up speciality is a second, separate act.'),
    },
  ])
  const main = html`<h1>${title}</h1><p class="lead">${wrote(t, 'You asked to record that Idris Al-Najmi agrees to go to Arvenia. That consent would be final. The law therefore asks for five things first.')} <b>${say(t, 'Two are missing; one is set for tomorrow.', 'ينقص منها اثنان، وواحد محدد للغد.')}</b></p><div class="cols"><div><section aria-labelledby="path"><h2 id="path">${say(t, 'What has to happen, in this order', 'ما يجب أن يحدث، بهذا الترتيب')}</h2>${steps}</section></div><div>${panel({ id: 'person', title: say(t, 'For Mr Al-Najmi', 'للسيد النجمي'), about: 'person', content: html`<p>${wrote(t, 'Nothing has changed. He can still object until 10 March, 16:00.')}</p><p><a href="/gallery/person">${say(t, 'See his page', 'صفحته')}</a></p>` })}${panel({ id: 'kept', title: say(t, 'What was kept', 'ما حُفظ'), content: html`<ul><li>${wrote(t, 'Your text is saved as a draft, 10:51.')}</li><li>${wrote(t, 'No act was made. Nothing left this node.')}</li><li>${wrote(t, 'The attempt stands in the access log, and the overseer sees it.')}</li></ul>` })}${panel({ id: 'no-way', title: say(t, 'No way around', 'لا التفاف'), content: html`<p>${wrote(t, 'These five are baseline. No profile, role or urgency lifts them, and Arvenia’s node checks the same list.')}</p><details><summary>${say(t, 'The same answer for machines', 'الجواب نفسه للآلات')}</summary><p class="note"><code dir="ltr">409 urn:comity:refused-by-right</code></p></details>` })}${inset(html`<p><a href="/gallery/dossier">${say(t, 'Back to the dossier', 'العودة إلى الملف')}</a></p>`)}</div></div>`
  return page(reader, frame, {
    title: `${title}: QV-2026-00417`,
    crumbs: [
      { text: say(t, 'Inbox', 'الوارد'), href: '/gallery/desk' },
      { text: 'QV-2026-00417', href: '/gallery/dossier', isFileNumber: true },
      { text: say(t, 'Record consent', 'تسجيل الموافقة') },
    ],
    main,
    desk: true,
  })
}
