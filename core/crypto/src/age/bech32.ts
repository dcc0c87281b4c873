import { err, ok, type Result } from '@comity/kernel'

/** Bech32 (BIP 173) without its length limit, as age uses it for recipients and identities. */
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const CHECKSUM_LENGTH = 6

/** Lower-case text of the bytes under a prefix. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const data = toFiveBits(bytes)
  const checksum = polymod([...expand(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1
  const check = Array.from({ length: CHECKSUM_LENGTH }, (_, index) => (checksum >>> (5 * (5 - index))) & 31)
  return `${prefix}1${[...data, ...check].map((value) => ALPHABET.charAt(value)).join('')}`
}

/** Bytes of a lower-case text with exactly this prefix; one byte string has one text. */
export function decodeBech32(prefix: string, text: string): Result<Uint8Array, 'not-bech32'> {
  const start = prefix.length + 1
  if (!text.startsWith(`${prefix}1`) || text.length < start + CHECKSUM_LENGTH) return err('not-bech32')
  const data = [...text.slice(start)].map((character) => ALPHABET.indexOf(character))
  if (data.includes(-1) || polymod([...expand(prefix), ...data]) !== 1) return err('not-bech32')
  const bytes = toBytes(data.slice(0, -CHECKSUM_LENGTH))
  return bytes ? ok(bytes) : err('not-bech32')
}

function polymod(values: readonly number[]): number {
  let checksum = 1
  for (const value of values) {
    const top = checksum >>> 25
    checksum = ((checksum & 0x1ffffff) << 5) ^ value
    GENERATOR.forEach((coefficient, bit) => {
      if ((top >>> bit) & 1) checksum ^= coefficient
    })
  }
  return checksum
}

function expand(prefix: string): readonly number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0))
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

function toFiveBits(bytes: Uint8Array): readonly number[] {
  const values: number[] = []
  let [buffer, bits] = [0, 0]
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) values.push((buffer >>> (bits - 5)) & 31)
  }
  return bits > 0 ? [...values, (buffer << (5 - bits)) & 31] : values
}

/** `undefined` where the padding is a whole character too long, or not zero. */
function toBytes(values: readonly number[]): Uint8Array | undefined {
  const bytes: number[] = []
  let [buffer, bits] = [0, 0]
  for (const value of values) {
    buffer = ((buffer << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((buffer >>> bits) & 255)
  }
  const padding = buffer & ((1 << bits) - 1)
  return bits < 5 && padding === 0 ? Uint8Array.from(bytes) : undefined
}
