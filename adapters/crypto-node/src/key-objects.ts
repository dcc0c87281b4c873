import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** How the platform names the kinds of key that the engine takes as raw bytes. */
const KINDS = {
  ed25519: { asymmetricKeyType: 'ed25519' },
  x25519: { asymmetricKeyType: 'x25519' },
  p256: { asymmetricKeyType: 'ec', namedCurve: 'P-256' },
  'ml-kem-768': { asymmetricKeyType: 'ml-kem-768' },
} as const
export type KeyKind = keyof typeof KINDS

/** Enough for the keys of every authority that a node meets in a day; a stranger cannot make it grow. */
const MAX_CACHED_KEYS = 512
const cache = new Map<string, KeyObject>()

/** A public key of raw bytes; `undefined` where the platform holds that it is none. */
export function publicKeyObject(kind: KeyKind, raw: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: raw, format: 'raw-public', ...KINDS[kind] })
  } catch {
    return undefined
  }
}

/** The same for a key that verifies: authors come back, so theirs are kept ready. */
export function verifyKeyObject(kind: 'ed25519' | 'p256', raw: Uint8Array): KeyObject | undefined {
  const name = `${kind} ${Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')}`
  const known = cache.get(name)
  // Taken out and put back, so that the key at the front of the map is the one unused for longest.
  if (known) cache.delete(name)
  const key = known ?? publicKeyObject(kind, raw)
  if (!key) return undefined
  cache.set(name, key)
  const oldest = cache.size > MAX_CACHED_KEYS ? cache.keys().next().value : undefined
  if (oldest !== undefined) cache.delete(oldest)
  return key
}

/** A secret key of raw bytes (for ML-KEM: its seed). Never cached: a secret lives no longer than its use. */
export function secretKeyObject(kind: KeyKind, raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: raw, format: kind === 'ml-kem-768' ? 'raw-seed' : 'raw-private', ...KINDS[kind] })
}

/** The raw bytes of the public half; P-256 in uncompressed form. */
export function rawPublicKeyOf(secret: KeyObject): Uint8Array {
  const publicKey = createPublicKey(secret)
  const raw =
    publicKey.asymmetricKeyType === 'ec'
      ? publicKey.export({ format: 'raw-public', type: 'uncompressed' })
      : publicKey.export({ format: 'raw-public' })
  return new Uint8Array(raw)
}
