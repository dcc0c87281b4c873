import { errorSummary } from '../components/error-summary.ts'
import { checkboxes, dateField, radios, selectField, textArea, textField } from '../components/fields.ts'
import { button, form, section } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import { type Task, taskCount, taskList } from '../components/task-list.ts'
import { html } from '../html/html.ts'
import { type Scene, say } from './scene.ts'

/** Every kind of field, with and without an error, and a task list. */
export function formPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const date = say(t, 'Give the month as a number from 1 to 12', 'يُكتب الشهر رقمًا من 1 إلى 12')
  const conduct = say(t, 'Describe what was done, not the name of the offence', 'يلزم وصف الفعل لا اسم الجريمة')
  const tasks: readonly Task[] = [
    { title: say(t, 'People', 'الأشخاص'), href: '#people', status: 'complete' },
    {
      title: say(t, 'Facts', 'الوقائع'),
      href: '#facts',
      status: 'in-progress',
      hint: say(t, '2 of 4 questions', 'سؤالان من 4'),
    },
    { title: say(t, 'Rights and safeguards', 'الحقوق والضمانات'), href: '#rights', status: 'needs-you' },
    { title: say(t, 'Attachments', 'المرفقات'), href: '#attachments', status: 'not-started' },
  ]
  const fields = html`${textField(t, { name: 'account', label: say(t, 'Account number', 'رقم الحساب'), hint: say(t, 'As it stands on a statement', 'كما يرد في كشف الحساب'), value: 'NV31 2200 0417', short: true })}${textField(t, { name: 'owner', label: say(t, 'Owner of the account', 'صاحب الحساب'), optional: true, value: '"><script>alert(1)</script>' })}${dateField(t, { name: 'paid', label: say(t, 'When was it paid?', 'متى جرى الدفع؟'), hint: say(t, 'For example 27 3 2024', 'مثلًا 27 3 2024'), value: { day: '14', month: 'Marc', year: '2024' }, error: date, wrong: ['month'] })}${textArea(t, { name: 'conduct', label: say(t, 'What happened', 'ما حدث'), value: '\nBreach of trust', error: conduct, hint: say(t, 'Where, when, who, what', 'أين ومتى ومن وماذا') })}${selectField(
    t,
    {
      name: 'state',
      label: say(t, 'State that is asked', 'الدولة المطلوب منها'),
      options: [
        { value: 'QN', text: t('state.QN') },
        { value: 'QQ', text: t('state.QQ') },
      ],
    },
  )}${radios(t, {
    name: 'told',
    label: say(t, 'When are the holders told?', 'متى يُبلَّغ أصحاب الحساب؟'),
    value: 'later',
    options: [
      { value: 'now', text: say(t, 'Before the bank answers', 'قبل جواب المصرف') },
      {
        value: 'later',
        text: say(t, '30 days after the bank answers', 'بعد 30 يومًا من جواب المصرف'),
        hint: say(t, 'A reason is asked for on the next page', 'يُطلب السبب في الصفحة التالية'),
      },
    ],
  })}${checkboxes(t, {
    name: 'touches',
    label: say(t, 'Who else is touched?', 'من يتأثر أيضًا؟'),
    values: ['minor'],
    error: say(t, 'Choose at least one', 'يلزم اختيار واحد على الأقل'),
    options: [
      { value: 'minor', text: say(t, 'A child', 'طفل') },
      { value: 'lawyer', text: say(t, 'A lawyer or doctor', 'محامٍ أو طبيب') },
    ],
  })}<p class="row">${button({ text: say(t, 'Save and continue', 'حفظ ومتابعة') })}${button({ text: say(t, 'Save and leave', 'حفظ وخروج'), name: 'leave', value: 'yes' }, 'second')}</p>`
  const main = html`<h1>${say(t, 'Facts of the payment', 'وقائع الدفع')}</h1>${errorSummary(t, [
    { name: 'paid', text: date },
    { name: 'conduct', text: conduct },
    { name: 'touches', text: say(t, 'Choose at least one', 'يلزم اختيار واحد على الأقل') },
  ])}<div class="cols"><div>${form({ action: '/facts', hidden: { token: 'a"b' }, content: fields })}</div><div>${section({ id: 'parts', title: say(t, 'Parts', 'الأجزاء'), content: html`<p class="note">${taskCount(t, tasks)}</p>${taskList(t, tasks)}` })}${form(
    {
      action: '/theme',
      content: html`${radios(t, {
        name: 'theme',
        label: t('theme.legend'),
        value: 'system',
        options: [
          { value: 'system', text: t('theme.system') },
          { value: 'light', text: t('theme.light') },
          { value: 'dark', text: t('theme.dark') },
        ],
      })}`,
    },
  )}</div></div>`
  return page(reader, frame, { title: say(t, 'Facts of the payment', 'وقائع الدفع'), main })
}
