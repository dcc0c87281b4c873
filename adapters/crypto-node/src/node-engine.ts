import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  decapsulate,
  diffieHellman,
  encapsulate,
  hash,
  hkdfSync,
  type KeyObject,
  scryptSync,
  sign,
  verify,
} from 'node:crypto'
import type { Engine } from '@comity/crypto'
import { publicKeyObject, rawPublicKeyOf, secretKeyObject, verifyKeyObject } from './key-objects.ts'

const AEAD = 'chacha20-poly1305'
const TAG_BYTES = 16
const NONCE_BYTES = 12
const P256_PUBLIC_BYTES = 65
const P256_SIGNATURE_BYTES = 64
const ML_KEM_SEED_BYTES = 64
const ML_KEM_768_CIPHERTEXT_BYTES = 1088

/** The Engine on OpenSSL as the runtime ships it: for everything that runs on a server. */
export const nodeEngine: Engine = {
  name: `node:crypto, OpenSSL ${process.versions.openssl}`,

  // The one-shot form is several times faster than a Hash object on the short inputs of a Merkle tree.
  sha256: (data) => plain(hash('sha256', data, 'buffer')),
  sha256Stream() {
    const digest = createHash('sha256')
    return { update: (data) => void digest.update(data), digest: () => plain(digest.digest()) }
  },
  sha3_256: (data) => plain(hash('sha3-256', data, 'buffer')),
  shake256: (data, length) => plain(createHash('shake256', { outputLength: length }).update(data).digest()),
  hmacSha256: (key, data) => plain(createHmac('sha256', key).update(data).digest()),
  hkdfSha256: (secret, salt, info, length) => new Uint8Array(hkdfSync('sha256', secret, salt, info, length)),
  scrypt(password, salt, log2N) {
    const [N, r, p] = [2 ** log2N, 8, 1]
    // The platform's own bound is 32 MiB. The caller has bounded the work factor already, so only room is made here.
    return plain(scryptSync(password, salt, 32, { N, r, p, maxmem: 2 * 128 * N * r }))
  },

  chacha20Poly1305Seal(key, nonce, plaintext, aad) {
    // OpenSSL would pad a shorter nonce with zeros, and give two names to one.
    if (nonce.length !== NONCE_BYTES) throw new RangeError('a nonce of 12 bytes')
    const cipher = createCipheriv(AEAD, key, nonce, { authTagLength: TAG_BYTES })
    if (aad) cipher.setAAD(aad, { plaintextLength: plaintext.length })
    const sealed = new Uint8Array(plaintext.length + TAG_BYTES)
    sealed.set(cipher.update(plaintext))
    cipher.final()
    sealed.set(cipher.getAuthTag(), plaintext.length)
    return sealed
  },
  chacha20Poly1305Open(key, nonce, sealed, aad) {
    if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return undefined
    const length = sealed.length - TAG_BYTES
    const decipher = createDecipheriv(AEAD, key, nonce, { authTagLength: TAG_BYTES })
    if (aad) decipher.setAAD(aad, { plaintextLength: length })
    decipher.setAuthTag(sealed.subarray(length))
    const plaintext = decipher.update(sealed.subarray(0, length))
    try {
      decipher.final()
    } catch {
      return undefined
    }
    return plain(plaintext)
  },

  x25519PublicKey: (secret) => rawPublicKeyOf(secretKeyObject('x25519', secret)),
  x25519(secret, publicKey) {
    const theirs = publicKeyObject('x25519', publicKey)
    if (!theirs) return undefined
    const privateKey = secretKeyObject('x25519', secret)
    return orUndefined(() => diffieHellman({ privateKey, publicKey: theirs }))
  },

  ed25519PublicKey: (seed) => rawPublicKeyOf(secretKeyObject('ed25519', seed)),
  ed25519Sign: (seed, message) => plain(sign(null, message, secretKeyObject('ed25519', seed))),
  ed25519VerifyRaw(publicKey, message, signature) {
    const key = verifyKeyObject('ed25519', publicKey)
    return key !== undefined && verify(null, message, key, signature)
  },

  p256Verify(publicKey, message, signature) {
    // The platform also reads compressed points; one key has one spelling here.
    if (publicKey.length !== P256_PUBLIC_BYTES || signature.length !== P256_SIGNATURE_BYTES) return false
    const key = verifyKeyObject('p256', publicKey)
    return key !== undefined && verify('sha256', message, rawSignature(key), signature)
  },
  p256Sign: (secret, message) => plain(sign('sha256', message, rawSignature(secretKeyObject('p256', secret)))),
  p256PublicKey: (secret) => rawPublicKeyOf(secretKeyObject('p256', secret)),

  mlKem768PublicKey: (seed) => rawPublicKeyOf(secretKeyObject('ml-kem-768', seed)),
  mlKem768Encapsulate(publicKey) {
    const key = publicKeyObject('ml-kem-768', publicKey)
    if (!key) return undefined
    const { ciphertext, sharedKey } = encapsulate(key)
    return { ciphertext: plain(ciphertext), secret: plain(sharedKey) }
  },
  mlKem768Decapsulate(seed, ciphertext) {
    if (seed.length !== ML_KEM_SEED_BYTES || ciphertext.length !== ML_KEM_768_CIPHERTEXT_BYTES) return undefined
    return plain(decapsulate(secretKeyObject('ml-kem-768', seed), ciphertext))
  },
}

/** r || s instead of ASN.1, which has more than one spelling. */
const rawSignature = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' as const })

/** The same memory as a plain Uint8Array: callers compare by contents and must not meet a Buffer's own methods. */
const plain = (buffer: Uint8Array): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)

function orUndefined(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return plain(work())
  } catch {
    return undefined
  }
}
