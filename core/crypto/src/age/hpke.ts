import { concat, utf8 } from '@comity/kernel'
import type { Engine } from '../engine.ts'

/** RFC 9180 in base mode with HKDF-SHA256 and ChaCha20-Poly1305, for one message per encapsulated key. */
const KDF_HKDF_SHA256 = 0x0001
const AEAD_CHACHA20_POLY1305 = 0x0003
const MODE_BASE = 0x00
const KEY_BYTES = 32
const NONCE_BYTES = 12
const EMPTY = new Uint8Array(0)

/** KEM identifier of X-Wing (IANA: MLKEM768-X25519). */
export const KEM_X_WING = 0x647a

/** Key and nonce of the first message under a shared secret (RFC 9180 section 5.1). */
export function hpkeContext(
  engine: Engine,
  kem: number,
  secret: Uint8Array,
  info: Uint8Array,
): { readonly key: Uint8Array; readonly nonce: Uint8Array } {
  const suite = concat(utf8('HPKE'), twoBytes(kem), twoBytes(KDF_HKDF_SHA256), twoBytes(AEAD_CHACHA20_POLY1305))
  const extract = (salt: Uint8Array, label: string, input: Uint8Array) =>
    engine.hmacSha256(salt, concat(utf8('HPKE-v1'), suite, utf8(label), input))
  const context = concat(
    Uint8Array.of(MODE_BASE),
    extract(EMPTY, 'psk_id_hash', EMPTY),
    extract(EMPTY, 'info_hash', info),
  )
  const prk = extract(secret, 'secret', EMPTY)
  // Neither length is more than one block of HMAC-SHA256, so HKDF-Expand is its first round.
  const expand = (label: string, length: number) =>
    engine
      .hmacSha256(prk, concat(twoBytes(length), utf8('HPKE-v1'), suite, utf8(label), context, Uint8Array.of(1)))
      .subarray(0, length)
  return { key: expand('key', KEY_BYTES), nonce: expand('base_nonce', NONCE_BYTES) }
}

const twoBytes = (number: number): Uint8Array => Uint8Array.of(number >> 8, number & 255)
