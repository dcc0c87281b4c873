import { concat, utf8 } from '@comity/kernel'
import type { Engine, RandomBytes } from '../engine.ts'

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem; in HPKE: MLKEM768-X25519): ML-KEM-768 and X25519 in one key encapsulation that
 * stays secret while either of them does.
 */
const SEED_BYTES = 32
const ML_KEM_SEED_BYTES = 64
const ML_KEM_PUBLIC_BYTES = 1184
const ML_KEM_CIPHERTEXT_BYTES = 1088
const X25519_BYTES = 32
const LABEL = utf8('\\.//^\\')

export const X_WING_PUBLIC_BYTES = ML_KEM_PUBLIC_BYTES + X25519_BYTES
export const X_WING_ENCAPSULATED_BYTES = ML_KEM_CIPHERTEXT_BYTES + X25519_BYTES
export const X_WING_SEED_BYTES = SEED_BYTES

/** The public key of a 32-byte seed. */
export function xWingPublicKey(engine: Engine, seed: Uint8Array): Uint8Array {
  const secrets = expandSeed(engine, seed)
  return concat(engine.mlKem768PublicKey(secrets.mlKem), engine.x25519PublicKey(secrets.x25519))
}

/** `undefined` where the public key is not one: an ML-KEM key out of range, or an X25519 point of small order. */
export function xWingEncapsulate(
  engine: Engine,
  random: RandomBytes,
  publicKey: Uint8Array,
): { readonly encapsulated: Uint8Array; readonly secret: Uint8Array } | undefined {
  const [mlKemKey, x25519Key] = split(publicKey, ML_KEM_PUBLIC_BYTES)
  const mlKem = engine.mlKem768Encapsulate(mlKemKey, random(32))
  const ephemeral = random(X25519_BYTES)
  const x25519Secret = engine.x25519(ephemeral, x25519Key)
  if (!mlKem || !x25519Secret) return undefined
  const share = engine.x25519PublicKey(ephemeral)
  const secret = combine(engine, mlKem.secret, x25519Secret, share, x25519Key)
  return { encapsulated: concat(mlKem.ciphertext, share), secret }
}

/**
 * `undefined` where the X25519 share is of small order. Anything else altered gives another secret, not a refusal: what
 * is sealed under the secret will not open.
 */
export function xWingDecapsulate(engine: Engine, seed: Uint8Array, encapsulated: Uint8Array): Uint8Array | undefined {
  const secrets = expandSeed(engine, seed)
  const [ciphertext, share] = split(encapsulated, ML_KEM_CIPHERTEXT_BYTES)
  const mlKemSecret = engine.mlKem768Decapsulate(secrets.mlKem, ciphertext)
  const x25519Secret = engine.x25519(secrets.x25519, share)
  if (!mlKemSecret || !x25519Secret) return undefined
  return combine(engine, mlKemSecret, x25519Secret, share, engine.x25519PublicKey(secrets.x25519))
}

function combine(
  engine: Engine,
  mlKemSecret: Uint8Array,
  x25519Secret: Uint8Array,
  share: Uint8Array,
  x25519Key: Uint8Array,
) {
  return engine.sha3_256(concat(mlKemSecret, x25519Secret, share, x25519Key, LABEL))
}

function expandSeed(engine: Engine, seed: Uint8Array): { readonly mlKem: Uint8Array; readonly x25519: Uint8Array } {
  const [mlKem, x25519] = split(engine.shake256(seed, ML_KEM_SEED_BYTES + X25519_BYTES), ML_KEM_SEED_BYTES)
  return { mlKem, x25519 }
}

const split = (bytes: Uint8Array, at: number): readonly [Uint8Array, Uint8Array] => [
  bytes.subarray(0, at),
  bytes.subarray(at),
]
