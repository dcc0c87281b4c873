import { selectField } from '../components/fields.ts'
import { doorGroup, hero } from '../components/home.ts'
import { button, form, inset, section } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import { html } from '../html/html.ts'
import { type Scene, say } from './scene.ts'

/** The public door. */
export function homePage({ reader, frame: { session: _nobodyIsSignedIn, ...frame } }: Scene): Page {
  const { t } = reader
  const door = (en: string, ar: string, href: string, noteEn: string, noteAr: string) => ({
    text: say(t, en, ar),
    href,
    note: say(t, noteEn, noteAr),
  })
  const states = (['QV', 'QN', 'QQ', 'QP'] as const).map((code) => ({ value: code, text: t(`state.${code}`) }))
  const main = html`${hero({
    title: say(
      t,
      'When States help each other, the person’s rights travel too',
      'حين تتعاون الدول، تسافر حقوق الإنسان معه',
    ),
    lead: say(
      t,
      'Comity carries requests between States in criminal cases. An order that touches a right has no effect until the law’s safeguard is met. Both States check this, and so can you.',
      'تنقل Comity الطلبات بين الدول في القضايا الجنائية. ولا أثر لأي أمر يمسّ حقًا قبل استيفاء ضمانته. تتحقق الدولتان من ذلك، ويمكنك أنت أيضًا التحقق.',
    ),
    label: say(t, 'How a case goes', 'مسار القضية'),
    steps: [
      {
        rail: 'asks',
        title: say(t, 'One State asks', 'دولة تطلب'),
        text: say(t, 'for evidence, or for a person', 'دليلًا أو شخصًا'),
      },
      {
        rail: 'person',
        title: say(t, 'The person', 'الشخص'),
        text: say(t, 'has a lawyer, a language, a clock and a say', 'له محامٍ ولغة ومهلة وكلمة'),
      },
      {
        rail: 'decides',
        title: say(t, 'Another decides', 'وأخرى تقرّر'),
        text: say(t, 'once each safeguard is proved', 'بعد إثبات كل ضمانة'),
      },
    ],
  })}<div class="cols three">${doorGroup({
    id: 'me',
    title: say(t, 'This is about me', 'الأمر يخصّني'),
    rails: ['person'],
    doors: [
      door(
        'Open my page',
        'فتح صفحتي',
        '/gallery/person',
        'With the 8 words on your letter. No e-mail or phone needed.',
        'بالكلمات الثماني في رسالتك. بلا بريد إلكتروني ولا هاتف.',
      ),
      door(
        'I am a lawyer',
        'أنا محامٍ',
        '#counsel',
        'Your client’s file, clocks, and filing today.',
        'ملف موكلك ومهله وتقديم الطلبات اليوم.',
      ),
      door(
        'Someone is not respecting rights',
        'هناك من لا يحترم الحقوق',
        '#speak',
        'Goes to the overseer, not to the police or the prison.',
        'تصل إلى المراقب، لا إلى الشرطة ولا السجن.',
      ),
    ],
  })}${doorGroup({
    id: 'state',
    title: say(t, 'I work for a State', 'أعمل لدى دولة'),
    rails: ['asks', 'decides'],
    doors: [
      door(
        'Authority desk',
        'مكتب السلطة',
        '/gallery/desk',
        'Requests in and out, earliest clock on liberty first.',
        'الطلبات الواردة والصادرة، أقرب مهلة أولًا.',
      ),
      door(
        'Independent overseer',
        'المراقب المستقل',
        '/gallery/overseer',
        'See all, verify all, change nothing.',
        'رؤية كل شيء والتحقق منه دون تغييره.',
      ),
    ],
  })}${doorGroup({
    id: 'know',
    title: say(t, 'I want to know', 'أريد أن أعرف'),
    rails: [],
    doors: [
      door('My rights, in plain words', 'حقوقي بكلمات بسيطة', '#rights', 'In ten languages.', 'بعشر لغات.'),
      door('Check a document', 'التحقق من وثيقة', '#verify', 'Letter, code or log head.', 'رسالة أو رمز أو رأس سجل.'),
    ],
  })}</div>${section({ id: 'rules', title: say(t, 'Which rules apply?', 'أي قواعد تنطبق؟'), content: form({ action: '/rules', method: 'get', content: html`<div class="fields">${selectField(t, { name: 'from', label: say(t, 'State that asks', 'الدولة الطالبة'), value: 'QV', options: states })}${selectField(t, { name: 'to', label: say(t, 'State that is asked', 'الدولة المطلوب منها'), value: 'QN', options: states })}<div>${button({ text: say(t, 'Show the rules', 'عرض القواعد') })}</div></div>` }) })}${section({ id: 'refuses', title: say(t, 'What Comity refuses to do', 'ما ترفض Comity فعله'), content: html`<div class="cols three">${inset(html`<p><b>${say(t, 'Decide with a safeguard missing.', 'القرار مع نقص ضمانة.')}</b> ${say(t, 'The page for it is not even served.', 'لا تُعرض صفحته أصلًا.')}</p>`, 'stop')}${inset(html`<p><b>${say(t, 'Hide who looked.', 'إخفاء من اطّلع.')}</b> ${say(t, 'Every reading has a purpose and stands in the person’s list.', 'لكل اطّلاع غرض، ويظهر في قائمة الشخص.')}</p>`, 'stop')}${inset(html`<p><b>${say(t, 'Rewrite the past.', 'إعادة كتابة الماضي.')}</b> ${say(t, 'Overseers in other States sign the log.', 'يوقّع مراقبو الدول الأخرى السجل.')}</p>`, 'stop')}</div>` })}`
  return page(reader, frame, {
    title: say(t, 'States help each other, the person’s rights travel too', 'تتعاون الدول وتسافر الحقوق'),
    main,
  })
}
