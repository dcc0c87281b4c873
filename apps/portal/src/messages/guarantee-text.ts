import type { Translator } from './translator.ts'

/** The guarantees for which the catalogues have words. */
export const GUARANTEES = [
  'reasons-at-arrest',
  'written-letter-of-rights',
  'language-need-assessed',
  'interpreter-free',
  'access-to-counsel',
  'counsel-confidential',
  'legal-aid',
  'right-to-silence',
  'no-torture-evidence',
  'prompt-judge',
  'release-on-expiry',
  'third-person-informed',
  'consular-information',
  'consular-notification',
  'medical-examination',
  'informed-consent-to-surrender',
  'speciality',
  'essential-documents-translated',
  'dual-representation',
  'heard-before-surrender',
  'challenge-evidence',
  'proportionality-of-request',
  'purpose-limitation',
  'effective-remedy',
  'charge-information',
  'present-at-trial',
  'detention-necessity',
  'valid-waiver',
  'counsel-information',
] as const
export type GuaranteeName = (typeof GUARANTEES)[number]

const named = new Set<string>(GUARANTEES)
export const isGuaranteeName = (id: string): id is GuaranteeName => named.has(id)

/** The words for one guarantee. `name` speaks to an official; the other forms speak to the person it protects. */
export type GuaranteeText = {
  readonly name: string
  readonly plain: string
  readonly met: string
  readonly open: string
  readonly breached: string
}

/** A guarantee that a law pack brings and the catalogues do not know is shown by its id: never left out, never guessed. */
export function guaranteeText(t: Translator, id: string): GuaranteeText {
  if (!isGuaranteeName(id)) return { name: id, plain: id, met: id, open: id, breached: id }
  return {
    name: t(`guarantee.${id}.name`),
    plain: t(`guarantee.${id}.plain`),
    met: t(`guarantee.${id}.met`),
    open: t(`guarantee.${id}.open`),
    breached: t(`guarantee.${id}.breached`),
  }
}
