import {
  ActId,
  canonicalBytes,
  Defect,
  err,
  expectOk,
  fromBase64Url,
  type JsonObject,
  type JsonValue,
  KeyId,
  ok,
  parseCanonical,
  type Result,
  toBase64Url,
  toHex,
  utf8,
} from '@comity/kernel'
import { z } from 'zod'
import type { Engine } from './engine.ts'
import { algorithmOf, keyIdOf, type PublicJwk, SignatureAlgorithm, type SigningKey, verifySignature } from './keys.ts'

/** Kinds of signed object, a closed list. A signature made for one kind says nothing in the place of another. */
export const JwsType = z.enum([
  'comity-act+json',
  'comity-receipt+json',
  'comity-manifest+json',
  'comity-state-list+json',
  'comity-law-pack+json',
  'comity-view+json',
  'comity-shred+json',
  'comity-alarm+json',
  'comity-disclosure-set+json',
  'comity-message+json',
])
export type JwsType = z.infer<typeof JwsType>

/** Why bytes are not a signed object of the profile (protocol/SPEC.md). For the node's own records, never for a sender. */
export type JwsFault =
  | 'too-large'
  | 'not-canonical-json'
  | 'foreign-members'
  | 'wrong-number-of-signatures'
  | 'malformed-header'
  | 'algorithm-outside-profile'
  | 'wrong-type'
  | 'malformed-payload'
  | 'malformed-signature'
  | 'same-signatory-twice'

/** What a sender is told: the limit is public, and every other detail would help a forger to the next attempt. */
export type JwsRefusal = 'too-large' | 'not-accepted'
export const refusalShown = (fault: JwsFault | 'signature-invalid'): JwsRefusal =>
  fault === 'too-large' ? fault : 'not-accepted'

/** One signature over a payload, as it was presented: `kid` is a claim until `verifyJws` has said otherwise. */
export type JwsSignature = {
  readonly kid: KeyId
  readonly alg: SignatureAlgorithm
  readonly signature: Uint8Array
  /** The bytes that were signed (RFC 7515 section 5.1). */
  readonly signingInput: Uint8Array
}

/** A signed object that keeps the profile. Nothing in it is proved before `verifyJws`. */
export type ReadJws = JwsSignature & {
  readonly typ: JwsType
  /** SHA-256 of the payload's bytes: the object's identity, whoever signs it and however often. */
  readonly id: ActId
  readonly payload: JsonObject
  readonly payloadBytes: Uint8Array
  /** The whole object as it came. */
  readonly bytes: Uint8Array
  /** The second signature, where the caller's policy asked for two. */
  readonly countersignature?: JwsSignature
}

/** A signed object together with the key that is proved to have signed it. */
export type VerifiedJws = ReadJws & { readonly signedBy: PublicJwk }

/**
 * Signs a payload: general JSON serialization with the payload embedded, one signature, everything canonical. Throws
 * `Defect` for a payload that `readJws` would refuse: what is signed here is accepted everywhere.
 */
export function signJws(engine: Engine, key: SigningKey, typ: JwsType, payload: JsonObject): ReadJws {
  const encodedPayload = toBase64Url(canonicalBytes(payload))
  const bytes = encodeObject(encodedPayload, [signatureEntry(key, typ, encodedPayload)])
  return expectOk(readJws(engine, bytes, typ), 'signed object outside its own profile')
}

/** The same object with a second signature, for kinds whose policy asks for two. */
export function countersignJws(engine: Engine, key: SigningKey, signed: ReadJws): ReadJws {
  if (signed.countersignature) throw new Defect('an object has two signatures at most')
  const encodedPayload = toBase64Url(signed.payloadBytes)
  const first = { protected: encodeHeader(signed, signed.typ), signature: toBase64Url(signed.signature) }
  const bytes = encodeObject(encodedPayload, [first, signatureEntry(key, signed.typ, encodedPayload)])
  return expectOk(readJws(engine, bytes, signed.typ, 2), 'signed object outside its own profile')
}

/**
 * Reads a signed object of the closed profile and of the kind expected. Object, header and payload must each be their
 * own canonical form; the only members are `payload`, `signatures`, `protected`, `signature`, and in the header `alg`,
 * `kid`, `typ`. There is no way to bring a key, an address or an extension. The number of signatures is the caller's
 * policy for the kind, exactly: a signature nobody looks at would be a place to hide something.
 */
export function readJws(
  engine: Engine,
  bytes: Uint8Array,
  expectedTyp: JwsType,
  signatures: 1 | 2 = 1,
): Result<ReadJws, JwsFault> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return err(parsed.error.kind === 'too-large' ? 'too-large' : 'not-canonical-json')
  const wire = WireObject.safeParse(parsed.value)
  if (!wire.success) return err('foreign-members')
  const [first, second, ...more] = wire.data.signatures
  if (!first || more.length > 0 || (second === undefined) !== (signatures === 1))
    return err('wrong-number-of-signatures')

  const payload = readPayload(wire.data.payload)
  if (!payload) return err('malformed-payload')
  const signature = readSignature(first, wire.data.payload, expectedTyp)
  if (!signature.ok) return signature
  const id = ActId.parse(toHex(engine.sha256(payload.payloadBytes)))
  const read = { typ: expectedTyp, id, ...payload, bytes, ...signature.value }
  if (!second) return ok(read)

  const countersignature = readSignature(second, wire.data.payload, expectedTyp)
  if (!countersignature.ok) return countersignature
  if (countersignature.value.kid === signature.value.kid) return err('same-signatory-twice')
  return ok({ ...read, countersignature: countersignature.value })
}

/**
 * The object with its signatory, or `undefined` where the signature is not this key's: the key must be the one the
 * header names, of the header's algorithm, and admissible.
 */
export function verifyJws(engine: Engine, read: ReadJws, jwk: PublicJwk): VerifiedJws | undefined {
  return isSignedBy(engine, read, jwk) ? { ...read, signedBy: jwk } : undefined
}

/** Whether the second signature is there and is this key's. */
export function verifyCountersignature(engine: Engine, read: ReadJws, jwk: PublicJwk): boolean {
  return read.countersignature !== undefined && isSignedBy(engine, read.countersignature, jwk)
}

const WireSignature = z.strictObject({ protected: z.string(), signature: z.string() })
const WireObject = z.strictObject({ payload: z.string(), signatures: z.array(WireSignature) })
/** Algorithm and kind are read as text first, so that each has a reason of its own. */
const Header = z.strictObject({ alg: z.string(), kid: KeyId, typ: z.string() })

const SIGNATURE_BYTES = 64 // R and S, or r and s

function isSignedBy(engine: Engine, { kid, alg, signature, signingInput }: JwsSignature, jwk: PublicJwk): boolean {
  if (algorithmOf(jwk) !== alg || keyIdOf(engine, jwk) !== kid) return false
  return verifySignature(engine, jwk, signingInput, signature)
}

function readPayload(encoded: string): Pick<ReadJws, 'payload' | 'payloadBytes'> | undefined {
  const payloadBytes = fromBase64Url(encoded)
  if (!payloadBytes.ok) return undefined
  const payload = parseCanonical(payloadBytes.value)
  return payload.ok && isObject(payload.value)
    ? { payload: payload.value, payloadBytes: payloadBytes.value }
    : undefined
}

function readSignature(
  wire: z.infer<typeof WireSignature>,
  encodedPayload: string,
  expectedTyp: JwsType,
): Result<JwsSignature, JwsFault> {
  const headerBytes = fromBase64Url(wire.protected)
  const parsed = headerBytes.ok ? parseCanonical(headerBytes.value) : headerBytes
  if (!parsed.ok) return err('malformed-header')
  const header = Header.safeParse(parsed.value)
  if (!header.success) return err('malformed-header')
  const alg = SignatureAlgorithm.safeParse(header.data.alg)
  if (!alg.success) return err('algorithm-outside-profile')
  if (header.data.typ !== expectedTyp) return err('wrong-type')
  const signature = fromBase64Url(wire.signature)
  if (!signature.ok || signature.value.length !== SIGNATURE_BYTES) return err('malformed-signature')
  const signingInput = signingInputOf(wire.protected, encodedPayload)
  return ok({ kid: header.data.kid, alg: alg.data, signature: signature.value, signingInput })
}

function signatureEntry(key: SigningKey, typ: JwsType, encodedPayload: string): z.infer<typeof WireSignature> {
  const header = encodeHeader({ kid: key.kid, alg: algorithmOf(key.jwk) }, typ)
  return { protected: header, signature: toBase64Url(key.sign(signingInputOf(header, encodedPayload))) }
}

const encodeHeader = ({ alg, kid }: Pick<JwsSignature, 'alg' | 'kid'>, typ: JwsType): string =>
  toBase64Url(canonicalBytes({ alg, kid, typ }))

const encodeObject = (payload: string, signatures: readonly z.infer<typeof WireSignature>[]): Uint8Array =>
  canonicalBytes({ payload, signatures })

const signingInputOf = (encodedHeader: string, encodedPayload: string): Uint8Array =>
  utf8(`${encodedHeader}.${encodedPayload}`)

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
