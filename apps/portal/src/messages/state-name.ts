import type { Translator } from './translator.ts'

const DEMO_STATES = ['QN', 'QV', 'QQ', 'QP'] as const
type DemoState = (typeof DEMO_STATES)[number]
const isDemoState = (code: string): code is DemoState => DEMO_STATES.some((state) => state === code)

/** A State's name in the reader's language: fictional ones from the catalogue, the others as ISO 3166-1 has them. */
export function stateName(t: Translator, code: string): string {
  if (isDemoState(code)) return t(`state.${code}`)
  if (!/^[A-Z]{2}$/.test(code)) return code
  return new Intl.DisplayNames(t.locale, { type: 'region' }).of(code) ?? code
}

/** A language's name in the reader's language; an unknown tag is shown as it is. */
export function languageName(t: Translator, tag: string): string {
  try {
    return new Intl.DisplayNames(t.locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
