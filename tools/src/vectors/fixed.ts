import {
  ed25519SigningKey,
  type Engine,
  p256SigningKey,
  pureEngine,
  type RandomBytes,
  type SigningKey,
} from '@comity/crypto'
import { concat, type Instant, utf8 } from '@comity/kernel'

/** What makes the vectors: the engine whose every answer is determined, P-256 signatures included. */
export const engine: Engine = pureEngine

/** 32 bytes for a purpose. Whoever reads the vectors can make them again: nothing here is a secret. */
export const seedOf = (purpose: string): Uint8Array => engine.sha256(utf8(`comity/vectors/${purpose}`))

export const signingKey = (purpose: string): SigningKey => ed25519SigningKey(engine, seedOf(purpose))
export const cardKey = (purpose: string): SigningKey => p256SigningKey(engine, seedOf(purpose))

/** Bytes that look random and are the same every time: SHA-256 over a purpose and a counter. */
export function fixedRandom(purpose: string): RandomBytes {
  let [block, rest] = [0, new Uint8Array()]
  return (length) => {
    while (rest.length < length) {
      rest = concat(rest, engine.sha256(utf8(`comity/vectors/random/${purpose}/${block}`))) as typeof rest
      block += 1
    }
    const taken = rest.slice(0, length)
    rest = rest.slice(length)
    return taken
  }
}

/** The vectors' day is 3 March 2026; minutes count from 07:00 UTC. */
export const at = (minute: number): Instant => new Date(Date.UTC(2026, 2, 3, 7, minute)).toISOString() as Instant
