/** The clocks for which the catalogues have words, by their id in the law pack. */
const CLOCKS = {
  'iccpr:9.3.gc35': 'prompt-judge',
  'ets024:16.4.18': 'papers-18',
  'ets024:16.4.40': 'papers-40',
  'un-lawyers-1990:7': 'counsel-48',
  'uncac:46.16#reply': 'reply',
  'iccpr:9.2': 'reasons',
  'mandela-rules:30#doctor': 'doctor',
  'un-body-of-principles-1988:13#letter': 'letter',
  'un-body-of-principles-1988:15': 'contact',
  'un-body-of-principles-1988:16#third-person': 'third-person',
  'un-lawyers-1990:5': 'told-of-counsel',
  'vccr:36.1.b.inform': 'consulate',
  'uncac:46.24#acknowledgement': 'acknowledgement',
  'iccpr:2.3#affected-person': 'object',
  'iccpr:2.3#postponed-notice': 'postponed-notice',
  'iccpr:2.3#urgent-review': 'urgent-review',
  'cets209:6.1': 'consent-told',
} as const

export type KnownClock = (typeof CLOCKS)[keyof typeof CLOCKS]

/** The name under which the catalogues know a clock; `undefined` for one that a pack brings and they do not know. */
export const knownClock = (id: string): KnownClock | undefined =>
  Object.hasOwn(CLOCKS, id) ? CLOCKS[id as keyof typeof CLOCKS] : undefined

/** Words that the law uses where it gives no number. */
export const CLOCK_TERMS = [
  'at the time',
  'as soon as possible',
  'promptly',
  'a matter of days',
  'immediately',
  'without delay',
] as const
export type ClockTerm = (typeof CLOCK_TERMS)[number]
export const isClockTerm = (term: string): term is ClockTerm => CLOCK_TERMS.some((known) => known === term)
