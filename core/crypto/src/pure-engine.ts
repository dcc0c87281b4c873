import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { scrypt } from '@noble/hashes/scrypt.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { sha3_256, shake256 } from '@noble/hashes/sha3.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { bytesEqual, concat } from '@comity/kernel'
import type { Engine } from './engine.ts'

const TAG_BYTES = 16
const NONCE_BYTES = 12
const ED25519_SIGNATURE_BYTES = 64
const P256_PUBLIC_BYTES = 65

/**
 * The Engine in pure JavaScript, for the browser and as a second opinion on the platform's. Slower by a factor of ten,
 * and its secrets are not handled in constant time: a server uses `adapters/crypto-node`.
 */
export const pureEngine: Engine = {
  name: 'noble',

  sha256: (data) => sha256(data),
  sha256Stream() {
    const digest = sha256.create()
    return { update: (data) => void digest.update(data), digest: () => digest.digest() }
  },
  sha3_256: (data) => sha3_256(data),
  shake256: (data, length) => shake256(data, { dkLen: length }),
  hmacSha256: (key, data) => hmac(sha256, key, data),
  hkdfSha256: (secret, salt, info, length) => hkdf(sha256, secret, salt, info, length),
  scrypt: (password, salt, log2N) => scrypt(password, salt, { N: 2 ** log2N, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31 }),

  chacha20Poly1305Seal: (key, nonce, plaintext, aad) => chacha20poly1305(key, nonce, aad).encrypt(plaintext),
  chacha20Poly1305Open(key, nonce, sealed, aad) {
    if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return undefined
    return orUndefined(() => chacha20poly1305(key, nonce, aad).decrypt(sealed))
  },

  x25519PublicKey: (secret) => x25519.getPublicKey(secret),
  x25519: (secret, publicKey) => orUndefined(() => x25519.getSharedSecret(secret, publicKey)),

  ed25519PublicKey: (seed) => ed25519.getPublicKey(seed),
  ed25519Sign: (seed, message) => ed25519.sign(message, seed),
  ed25519VerifyRaw: (publicKey, message, signature) =>
    signature.length === ED25519_SIGNATURE_BYTES && orFalse(() => isCofactorless(publicKey, message, signature)),

  p256Verify: (publicKey, message, signature) =>
    publicKey.length === P256_PUBLIC_BYTES &&
    orFalse(() => p256.verify(signature, message, publicKey, { lowS: false })),
  p256Sign: (secret, message) => p256.sign(message, secret, { lowS: false }),
  p256PublicKey: (secret) => p256.getPublicKey(secret, false),

  mlKem768PublicKey: (seed) => ml_kem768.keygen(seed).publicKey,
  mlKem768Encapsulate: (publicKey, entropy) =>
    orUndefined(() => {
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(publicKey, entropy)
      return { ciphertext: cipherText, secret: sharedSecret }
    }),
  mlKem768Decapsulate: (seed, ciphertext) =>
    orUndefined(() => ml_kem768.decapsulate(ciphertext, ml_kem768.keygen(seed).secretKey)),
}

/**
 * RFC 8032 section 5.1.7 without the cofactor, as OpenSSL has it: R must be the encoding of SB - kA. noble's own
 * `verify` multiplies by the cofactor, and would accept signatures that the platform refuses.
 */
function isCofactorless(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const [R, S] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))]
  const { BASE, Fn } = ed25519.Point
  if (S >= Fn.ORDER) return false
  const k = Fn.create(littleEndian(sha512(concat(R, publicKey, message))))
  const A = ed25519.Point.fromBytes(publicKey)
  return bytesEqual(BASE.multiplyUnsafe(S).subtract(A.multiplyUnsafe(k)).toBytes(), R)
}

const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

const orFalse = (work: () => boolean): boolean => orUndefined(work) ?? false

/** noble throws for input that is no key, no point or no ciphertext; the engine's answer to such input is a value. */
function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
