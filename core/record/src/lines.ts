import { fromBase64, toBase64 } from '@comity/kernel'
import { HASH_BYTES } from './merkle.ts'

// What the text files of a log have in common: numbers and hashes, each with one spelling.

const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/

/**
 * A whole number without sign or leading zeroes. `undefined` for anything else, and above 2^53 - 1: larger trees do not
 * exist, and a number that loses digits in arithmetic must not enter it.
 */
export function readDecimal(text: string): number | undefined {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

/** A SHA-256 hash in base64: 44 characters. */
export function readHash(text: string): Uint8Array | undefined {
  if (text.length !== 44) return undefined
  const bytes = fromBase64(text)
  return bytes.ok && bytes.value.length === HASH_BYTES ? bytes.value : undefined
}

/** One hash a line; `undefined` if any line is something else. */
export function readHashes(lines: readonly string[]): readonly Uint8Array[] | undefined {
  const hashes = lines.map(readHash).filter((hash) => hash !== undefined)
  return hashes.length === lines.length ? hashes : undefined
}

export const hashLines = (hashes: readonly Uint8Array[]): string => hashes.map((hash) => `${toBase64(hash)}\n`).join('')
