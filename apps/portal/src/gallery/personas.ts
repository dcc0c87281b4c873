import { type Page, page } from '../components/page.ts'
import { personaPicker } from '../components/persona-picker.ts'
import { html } from '../html/html.ts'
import { type Scene, say } from './scene.ts'

/** Signing in to the demonstration. */
export function personasPage({ reader, frame: { session: _nobodyYet, ...frame } }: Scene): Page {
  const { t } = reader
  const title = say(t, 'Who do you want to be?', 'أي شخصية تختار؟')
  const picker = personaPicker(t, {
    action: '/enter',
    hidden: { token: 'c3d4' },
    groups: [
      {
        id: 'norvale',
        title: t('state.QN'),
        personas: [
          {
            id: 'marlow',
            name: 'Edda Marlow',
            role: say(t, 'Case lawyer, Office of International Assistance', 'محامية الملف، مكتب المساعدة الدولية'),
            rail: 'decides',
          },
          {
            id: 'vennick',
            name: 'Orla Vennick',
            role: say(t, 'Judge, Saltmere District Court', 'قاضية، محكمة سالتمير'),
            rail: 'decides',
          },
          {
            id: 'brannock',
            name: 'Ailsa Brannock',
            role: say(t, 'Counsel, Saltmere Bar', 'محامية، نقابة سالتمير'),
            rail: 'person',
          },
          {
            id: 'najmi',
            name: 'إدريس النجمي',
            language: 'ar',
            role: say(t, 'Requested person', 'الشخص المطلوب'),
            rail: 'person',
          },
        ],
      },
      {
        id: 'arvenia',
        title: t('state.QV'),
        personas: [
          {
            id: 'castagnier',
            name: 'Hélène Castagnier',
            language: 'fr',
            role: say(t, 'Ministry of Justice', 'وزارة العدل'),
            rail: 'asks',
          },
          {
            id: 'orsolle',
            name: 'Bastien Orsolle',
            language: 'fr',
            role: say(t, 'Prosecutor, Valserre', 'مدّعٍ عام، فالسير'),
            rail: 'asks',
          },
        ],
      },
    ],
  })
  return page(reader, frame, { title, main: html`<h1>${title}</h1>${picker}` })
}
