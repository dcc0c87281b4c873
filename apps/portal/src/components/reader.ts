import type { Instant, ZoneName } from '@comity/kernel'
import type { Translator } from '../messages/translator.ts'

/** A place whose clocks a page goes by: "Norvale", `+03:00`. */
export type Place = { readonly name: string; readonly zone: ZoneName }

/** Who reads: in which language, by the clocks of which place, and at what time. Handed in, never looked up. */
export type Reader = { readonly t: Translator; readonly place: Place; readonly now: Instant }
