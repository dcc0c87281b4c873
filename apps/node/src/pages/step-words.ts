import type { MessageKey, Translator } from '@comity/portal'
import type { Kind } from '@comity/procedure'

type Spoken<Prefix extends string> =
  Extract<MessageKey, `${Prefix}.${Kind}`> extends `${Prefix}.${infer Name}` ? Name : never

/** A step as something to do: "Book the interpreter". */
export const doWords = (t: Translator, kind: Kind): string => t(`do.${kind as Spoken<'do'>}`)

const MISSING = [
  'reasons-given',
  'letter-of-rights-given',
  'language-assessed',
  'counsel-appointed',
  'counsel-vouched',
  'counsel-advised',
  'interpreter-engaged',
  'interpretation-confirmed',
  'hearing-set',
  'brought-before-judge',
  'video-hearing-accepted',
  'consent-recorded',
  'consulate-information-given',
  'third-person-informed',
  'doctor-offered',
  'remedy-notice-given',
  'privilege-reviewed',
  'arrest-requested',
  'request-acknowledged',
  'assistance-granted',
  'information-supplied',
  'measure-executed',
  'result-returned',
  'request-sent',
  'matter-closed',
] as const
type Missing = (typeof MISSING)[number]
const hasWords = (kind: Kind): kind is Missing => MISSING.some((known) => known === kind)

/** What is not there yet where this step has not been done. */
export const missingWords = (t: Translator, kind: Kind): string =>
  hasWords(kind) ? t(`missing.${kind}`) : doWords(t, kind)

const UNLOCKS = [
  'reasons-given',
  'letter-of-rights-given',
  'language-assessed',
  'counsel-appointed',
  'counsel-vouched',
  'counsel-advised',
  'interpreter-engaged',
  'interpretation-confirmed',
  'hearing-set',
  'brought-before-judge',
  'video-hearing-accepted',
  'consent-recorded',
  'remedy-notice-given',
  'privilege-reviewed',
  'arrest-requested',
] as const
type Unlock = (typeof UNLOCKS)[number]
const unlocks = (kind: Kind): kind is Unlock => UNLOCKS.some((known) => known === kind)

/** What unlocks the gate that waits for this step; `undefined` where the catalogues have no words and the pack's stand. */
export const unlockWords = (t: Translator, kind: Kind): string | undefined =>
  unlocks(kind) ? t(`unlock.${kind}`) : undefined
