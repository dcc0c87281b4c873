/** Languages with a catalogue of their own; `en-XA` is made from English to show what long words do to a page. */
export type Language = 'en' | 'ar' | 'en-XA'

/** The languages a reader may choose, each in its own script. */
export const LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ar', name: 'العربية' },
]

/**
 * What `Intl` is asked for. Arabic dates and numbers are written with the digits 0 to 9, as file numbers, provisions and
 * times on the same page are: two spellings of one figure in one document invite error.
 */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn', 'en-XA': 'en-GB' }
export const localeOf = (language: Language): string => LOCALES[language]

export type Direction = 'ltr' | 'rtl'
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])
const RIGHT_TO_LEFT_SCRIPTS = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** The direction of any language tag (BCP 47), also of languages without a catalogue. Unknown tags run left to right. */
export function directionOf(tag: string): Direction {
  const [primary = '', ...rest] = tag.split('-')
  const script = rest.find((part) => /^[A-Za-z]{4}$/.test(part))
  if (script)
    return RIGHT_TO_LEFT_SCRIPTS.has(script.charAt(0).toUpperCase() + script.slice(1).toLowerCase()) ? 'rtl' : 'ltr'
  return RIGHT_TO_LEFT.has(primary.toLowerCase()) ? 'rtl' : 'ltr'
}
