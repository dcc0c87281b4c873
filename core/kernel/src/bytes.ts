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

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** Bytes of lower-case hexadecimal text; anything else is refused. */
export function fromHex(text: string): Result<Uint8Array, 'not-hex'> {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return err('not-hex')
  return ok(
    Uint8Array.from({ length: text.length / 2 }, (_, index) =>
      Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
    ),
  )
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function encode64(bytes: Uint8Array, alphabet: string, pad: boolean): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1], bytes[at + 2]]
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | ((b ?? 0) >> 4))
    text += b === undefined ? (pad ? '=' : '') : alphabet.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))
    text += c === undefined ? (pad ? '=' : '') : alphabet.charAt(c & 63)
  }
  return text
}

const values = (alphabet: string) => new Map([...alphabet].map((character, value) => [character, value]))
const STANDARD_VALUES = values(STANDARD)
const URL_VALUES = values(URL_SAFE)

function decode64(text: string, alphabet: Map<string, number>): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [buffer, bits, at] = [0, 0, 0]
  for (const character of text) {
    const value = alphabet.get(character)
    if (value === undefined) return undefined
    buffer = ((buffer << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at] = (buffer >> bits) & 255
      at += 1
    }
  }
  // Left-over bits must be zero: otherwise one byte string would have several spellings, and several hashes.
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

export const toBase64 = (bytes: Uint8Array): string => encode64(bytes, STANDARD, true)
export const toBase64NoPad = (bytes: Uint8Array): string => encode64(bytes, STANDARD, false)
export const toBase64Url = (bytes: Uint8Array): string => encode64(bytes, URL_SAFE, false)

/** Strict padded base64 (RFC 4648 section 4): no line breaks, no missing padding, no left-over bits. */
export function fromBase64(text: string): Result<Uint8Array, 'not-base64'> {
  if (text.length % 4 !== 0) return err('not-base64')
  return fromBase64NoPad(text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text)
}

/** Strict base64 without padding. */
export function fromBase64NoPad(text: string): Result<Uint8Array, 'not-base64'> {
  const bytes = decode64(text, STANDARD_VALUES)
  return bytes ? ok(bytes) : err('not-base64')
}

/** Strict base64url without padding (RFC 7515 section 2). */
export function fromBase64Url(text: string): Result<Uint8Array, 'not-base64'> {
  const bytes = decode64(text, URL_VALUES)
  return bytes ? ok(bytes) : err('not-base64')
}
