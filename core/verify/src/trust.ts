import type { KeyId, StateCode } from '@comity/kernel'

/** What the reader knows from elsewhere: lists that came from the States themselves, or root keys read aloud by them. */
export type Trust = {
  /** Signed State lists, byte for byte. */
  readonly lists: readonly Uint8Array[]
  readonly roots: Readonly<Partial<Record<StateCode, KeyId>>>
}

export const NO_TRUST: Trust = { lists: [], roots: {} }
