import { p256 } from '@noble/curves/nist.js'
import {
  canonicalBytes,
  concat,
  err,
  expectOk,
  fromBase64Url,
  KeyId,
  ok,
  type Result,
  toBase64Url,
} from '@comity/kernel'
import { z } from 'zod'
import { isAdmissibleEd25519Key, verifyEd25519 } from './ed25519.ts'
import type { Engine } from './engine.ts'

/** base64url of exactly 32 bytes; the last character holds two zero bits, so each value has one spelling. */
const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

/** An Ed25519 public key as a JWK (RFC 8037): nothing but what the thumbprint covers. */
export const Ed25519Jwk = z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: Coordinate })
export type Ed25519Jwk = z.infer<typeof Ed25519Jwk>

/** A P-256 public key as a JWK (RFC 7518 section 6.2), for cards, hardware tokens and eIDAS certificates. */
export const P256Jwk = z.strictObject({ crv: z.literal('P-256'), kty: z.literal('EC'), x: Coordinate, y: Coordinate })
export type P256Jwk = z.infer<typeof P256Jwk>

/** A public signing key. `kid`, `use`, `alg` and `x5c` have no place in it: what they say stands in the State list. */
export const PublicJwk = z.discriminatedUnion('kty', [Ed25519Jwk, P256Jwk])
export type PublicJwk = z.infer<typeof PublicJwk>

/** The closed list of signature algorithms. The key decides which, never the signature's header alone. */
export const SignatureAlgorithm = z.enum(['EdDSA', 'ES256'])
export type SignatureAlgorithm = z.infer<typeof SignatureAlgorithm>

export type KeyFault = 'malformed-key' | 'inadmissible-key'

/** What signs: its secret stays behind `sign`, in memory here, in a token or another process elsewhere. */
export interface SigningKey {
  readonly kid: KeyId
  readonly jwk: PublicJwk
  sign(message: Uint8Array): Uint8Array
}

export const algorithmOf = (jwk: PublicJwk): SignatureAlgorithm => (jwk.kty === 'OKP' ? 'EdDSA' : 'ES256')

/** The RFC 7638 thumbprint with SHA-256. */
export function keyIdOf(engine: Engine, jwk: PublicJwk): KeyId {
  const members =
    jwk.kty === 'OKP' ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x } : { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
  return KeyId.parse(toBase64Url(engine.sha256(canonicalBytes(members))))
}

/**
 * Reads a key that somebody presents, and admits it: members exactly those of the profile, and a point on which every
 * library agrees (Ed25519: `isAdmissibleEd25519Key`; P-256: on the curve). Call it before a key enters a State list.
 */
export function admitKey(presented: unknown): Result<PublicJwk, KeyFault> {
  const jwk = PublicJwk.safeParse(presented)
  if (!jwk.success) return err('malformed-key')
  return isAdmissible(jwk.data) ? ok(jwk.data) : err('inadmissible-key')
}

/** Whether the signature is the key's over the message. `false` for an inadmissible key, whatever the signature. */
export function verifySignature(engine: Engine, jwk: PublicJwk, message: Uint8Array, signature: Uint8Array): boolean {
  const key = rawKeyOf(jwk)
  return jwk.kty === 'OKP' ? verifyEd25519(engine, key, message, signature) : engine.p256Verify(key, message, signature)
}

/** The key as engines take it: 32 bytes for Ed25519, the uncompressed point (65 bytes) for P-256. */
export function rawKeyOf(jwk: PublicJwk): Uint8Array {
  const x = coordinate(jwk.x)
  return jwk.kty === 'OKP' ? x : concat(Uint8Array.of(4), x, coordinate(jwk.y))
}

/** A signing key of a 32-byte Ed25519 seed. */
export function ed25519SigningKey(engine: Engine, seed: Uint8Array): SigningKey {
  const jwk: PublicJwk = { crv: 'Ed25519', kty: 'OKP', x: toBase64Url(engine.ed25519PublicKey(seed)) }
  return { kid: keyIdOf(engine, jwk), jwk, sign: (message) => engine.ed25519Sign(seed, message) }
}

/** A signing key of a 32-byte P-256 secret scalar. */
export function p256SigningKey(engine: Engine, secret: Uint8Array): SigningKey {
  const point = engine.p256PublicKey(secret)
  const [x, y] = [toBase64Url(point.subarray(1, 33)), toBase64Url(point.subarray(33))]
  const jwk: PublicJwk = { crv: 'P-256', kty: 'EC', x, y }
  return { kid: keyIdOf(engine, jwk), jwk, sign: (message) => engine.p256Sign(secret, message) }
}

const coordinate = (text: string) => expectOk(fromBase64Url(text), 'the schema has read it')

function isAdmissible(jwk: PublicJwk): boolean {
  const key = rawKeyOf(jwk)
  if (jwk.kty === 'OKP') return isAdmissibleEd25519Key(key)
  try {
    p256.Point.fromBytes(key).assertValidity()
    return true
  } catch {
    return false // not a point of the curve
  }
}
