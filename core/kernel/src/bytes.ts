import { err, ok, type Result } from './result.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Text of well-formed UTF-8; a byte order mark is kept as the character it is. `undefined` for anything else. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Equal contents. Not constant in time: use it on public values only. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** Order of bytes as unsigned numbers, shorter first where one is the beginning of the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export const toHex = (bytes: Uint8Array): string => bytes.toHex()

/** Bytes of lower-case hexadecimal text; anything else is refused. */
export function fromHex(text: string): Result<Uint8Array, 'not-hex'> {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return err('not-hex')
  return ok(Uint8Array.fromHex(text))
}

type Alphabet = 'base64' | 'base64url'

/** The platform's decoder passes over white space and padding, which would give one byte string several spellings. */
const SPELT: Readonly<Record<Alphabet, RegExp>> = { base64: /^[A-Za-z0-9+/]*$/, base64url: /^[A-Za-z0-9_-]*$/ }

function decode64(text: string, alphabet: Alphabet): Uint8Array | undefined {
  if (text.length % 4 === 1 || !SPELT[alphabet].test(text)) return undefined
  try {
    // Strict: left-over bits must be zero, or one byte string would have several spellings, and several hashes.
    return Uint8Array.fromBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='), {
      alphabet,
      lastChunkHandling: 'strict',
    })
  } catch {
    return undefined
  }
}

export const toBase64 = (bytes: Uint8Array): string => bytes.toBase64()
export const toBase64NoPad = (bytes: Uint8Array): string => bytes.toBase64({ omitPadding: true })
export const toBase64Url = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })

/** Strict padded base64 (RFC 4648 section 4): no line breaks, no missing padding, no left-over bits. */
export function fromBase64(text: string): Result<Uint8Array, 'not-base64'> {
  if (text.length % 4 !== 0) return err('not-base64')
  return fromBase64NoPad(text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text)
}

/** Strict base64 without padding. */
export function fromBase64NoPad(text: string): Result<Uint8Array, 'not-base64'> {
  const bytes = decode64(text, 'base64')
  return bytes ? ok(bytes) : err('not-base64')
}

/** Strict base64url without padding (RFC 7515 section 2). */
export function fromBase64Url(text: string): Result<Uint8Array, 'not-base64'> {
  const bytes = decode64(text, 'base64url')
  return bytes ? ok(bytes) : err('not-base64')
}
