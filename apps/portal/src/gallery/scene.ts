import { type Instant, instantOf, type ZoneName } from '@comity/kernel'
import type { CiteView } from '../components/cite.ts'
import { quoted } from '../components/marks.ts'
import type { Frame } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type Html, html } from '../html/html.ts'
import type { Language } from '../messages/language.ts'
import { createTranslator, type Translator } from '../messages/translator.ts'

export const ZONE = '+03:00' as ZoneName

/** An instant of the story, by the clocks of Norvale. */
export const at = (local: string): Instant => instantOf(Date.parse(`${local}:00+03:00`))

/** Words of the page in the reader's language. */
export const say = (t: Translator, en: string, ar: string): string => (t.direction === 'rtl' ? ar : en)

/** What an authority wrote, in its own language, on a page in whatever language. */
export const wrote = (t: Translator, english: string): Html =>
  t.language === 'ar' ? quoted(english, 'en') : html`${english}`

export const provision = (label: string, id: string, checked = true): CiteView => ({
  label,
  href: `/rules/${id}`,
  checked,
})

export type Scene = { readonly reader: Reader; readonly frame: Frame; readonly name: string }

export function sceneOf(name: string, language: Language, theme?: 'light' | 'dark'): Scene {
  const t = createTranslator(language)
  const reader: Reader = { t, place: { name: t('state.QN'), zone: ZONE }, now: at('2026-03-03T10:52') }
  const themed = theme === undefined ? '' : `&theme=${theme}`
  const frame: Frame = {
    station: say(t, 'Norvale · Office of International Assistance', 'نورفال · مكتب المساعدة الدولية'),
    homeHref: '/gallery/home',
    helpHref: '/gallery/marks',
    accessibilityHref: '/gallery/form',
    languageHref: (code) => `/gallery/${name}?language=${code}${themed}`,
    demo: true,
    session: { name: 'Edda Marlow', role: say(t, 'case lawyer', 'محامية الملف'), leaveAction: '/leave' },
    node: {
      state: t('state.QN'),
      version: '1.4.0',
      pack: { date: at('2026-02-24T09:00'), digest: '9c41e07b5d20a813' },
      log: { size: 20_431, witnessedAt: at('2026-03-03T10:51') },
      verifyHref: '/verify',
    },
    ...(theme === undefined ? {} : { theme }),
  }
  return { reader, frame, name }
}
