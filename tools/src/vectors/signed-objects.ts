import { algorithmOf, type JwsType, readJws, type SigningKey, signJws, verifyJws } from '@comity/crypto'
import {
  canonicalBytes,
  expectOk,
  fromBase64Url,
  fromUtf8,
  type JsonObject,
  type JsonValue,
  toBase64Url,
  toHex,
  utf8,
} from '@comity/kernel'
import { cardKey, engine, seedOf, signingKey } from './fixed.ts'

const TYP: JwsType = 'comity-view+json'
const PAYLOAD: JsonObject = {
  v: 1,
  words: 'Nothing here is a secret. \u00e9 \u{1f600}',
  numbers: [0, -1, 9007199254740991],
}
/** The order of the Ed25519 base point. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n

const textOf = (bytes: Uint8Array): string => fromUtf8(bytes) ?? ''
const encode = (value: JsonValue): string => toBase64Url(canonicalBytes(value))

/** An object of any header and members, well or badly made, signed by the key over exactly what stands in it. */
function forge(
  key: SigningKey,
  header: JsonValue,
  payload: string,
  edit: (object: Forged) => JsonValue = (made) => made,
) {
  const encodedHeader = encode(header)
  const signature = toBase64Url(key.sign(utf8(`${encodedHeader}.${payload}`)))
  return textOf(canonicalBytes(edit({ payload, signatures: [{ protected: encodedHeader, signature }] })))
}

type Entry = { readonly protected: string; readonly signature: string }
type Forged = { readonly payload: string; readonly signatures: readonly [Entry, ...Entry[]] }

const withSignature = (change: (bytes: Uint8Array) => Uint8Array | string) => (object: Forged) => {
  const [entry] = object.signatures
  const changed = change(expectOk(fromBase64Url(entry.signature), 'own signature'))
  return {
    ...object,
    signatures: [{ ...entry, signature: typeof changed === 'string' ? changed : toBase64Url(changed) }],
  }
}

/** The same signature with L added to S: equal in the equation, and another byte string. */
function withLAdded(signature: Uint8Array): Uint8Array {
  const S = signature.subarray(32).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + L
  return Uint8Array.from(signature, (byte, index) =>
    index < 32 ? byte : Number((S >> BigInt(8 * (index - 32))) & 255n),
  )
}

function refusedObjects(): readonly (readonly [string, string])[] {
  const [key, card] = [signingKey('a person'), cardKey('a card')]
  const header = { alg: 'EdDSA', kid: key.kid, typ: TYP }
  const payload = encode(PAYLOAD)
  const good = forge(key, header, payload)
  return [
    ['the signature of another key', forge(signingKey('somebody else'), header, payload)],
    [
      'one bit of the signature changed',
      forge(
        key,
        header,
        payload,
        withSignature((bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1)),
      ),
    ],
    ['S not below the group order', forge(key, header, payload, withSignature(withLAdded))],
    [
      'R of small order',
      forge(
        key,
        header,
        payload,
        withSignature((bytes) => Uint8Array.from(bytes, (byte, at) => (at === 0 ? 1 : at < 32 ? 0 : byte))),
      ),
    ],
    [
      'a signature of 63 bytes',
      forge(
        key,
        header,
        payload,
        withSignature((bytes) => bytes.slice(1)),
      ),
    ],
    [
      'padding after the signature',
      forge(
        key,
        header,
        payload,
        withSignature((bytes) => `${toBase64Url(bytes)}==`),
      ),
    ],
    ['another kind of object', forge(key, { ...header, typ: 'comity-act+json' }, payload)],
    ['a kind outside the list', forge(key, { ...header, typ: 'JWT' }, payload)],
    ['no algorithm', forge(key, { ...header, alg: 'none' }, payload)],
    ['an algorithm that is not the key\u2019s', forge(key, { ...header, alg: 'ES256' }, payload)],
    ['a key outside the header\u2019s name', forge(card, { alg: 'ES256', kid: key.kid, typ: TYP }, payload)],
    ['a critical extension', forge(key, { ...header, crit: ['b64'], b64: false }, payload)],
    ['a key brought along', forge(key, { ...header, jwk: key.jwk }, payload)],
    ['an address to fetch a key from', forge(key, { ...header, jku: 'https://example.org/keys' }, payload)],
    ['no kid', forge(key, { alg: 'EdDSA', typ: TYP }, payload)],
    [
      'members at the top of a flattened object',
      forge(key, header, payload, ({ signatures: [entry] }) => ({ payload, ...entry })),
    ],
    [
      'flattened and general at once',
      forge(key, header, payload, (object) => ({ ...object, ...object.signatures[0] })),
    ],
    [
      'an unprotected header',
      forge(key, header, payload, (object) => ({ ...object, signatures: [{ ...object.signatures[0], header: {} }] })),
    ],
    [
      'two signatures',
      forge(key, header, payload, (object) => ({
        ...object,
        signatures: [...object.signatures, ...object.signatures],
      })),
    ],
    ['no signature', forge(key, header, payload, (object) => ({ ...object, signatures: [] }))],
    ['no payload', forge(key, header, payload, ({ signatures }) => ({ signatures }))],
    ['a payload with members out of order', forge(key, header, toBase64Url(utf8('{"words":1,"v":1}')))],
    ['a payload that is no object', forge(key, header, toBase64Url(utf8('[1]')))],
    ['a payload with left-over bits', forge(key, header, `${toBase64Url(utf8('{"v":1}')).slice(0, -1)}R`)],
    ['a header with white space', withHeaderText(key, `{"alg":"EdDSA", "kid":"${key.kid}","typ":"${TYP}"}`, payload)],
    ['white space in the object', `${good} `],
    [
      'members of the object out of order',
      `{"signatures":${good.slice(good.indexOf('['), -1)},"payload":"${payload}"}`,
    ],
    ['a member that nobody knows', forge(key, header, payload, (object) => ({ ...object, note: 'x' }))],
    ['a compact serialization', compact(key, header, payload)],
  ]
}

function withHeaderText(key: SigningKey, header: string, payload: string): string {
  const encoded = toBase64Url(utf8(header))
  const signature = toBase64Url(key.sign(utf8(`${encoded}.${payload}`)))
  return textOf(canonicalBytes({ payload, signatures: [{ protected: encoded, signature }] }))
}

function compact(key: SigningKey, header: JsonValue, payload: string): string {
  const encoded = encode(header)
  return `${encoded}.${payload}.${toBase64Url(key.sign(utf8(`${encoded}.${payload}`)))}`
}

/** What NP-30 to NP-39 make of signed objects. Whoever refuses one need not give the same reason. */
export function signedObjectVectors(): JsonObject {
  const signatories = [
    ['Ed25519', signingKey('a person'), toHex(seedOf('a person'))],
    ['P-256; another signature over the same bytes is as good', cardKey('a card'), toHex(seedOf('a card'))],
  ] as const
  return {
    typ: TYP,
    keys: [signingKey('a person').jwk, cardKey('a card').jwk],
    accepted: signatories.map(([what, key, secretHex]) => {
      const { id, bytes, payloadBytes } = signJws(engine, key, TYP, PAYLOAD)
      return {
        what,
        secretHex,
        alg: algorithmOf(key.jwk),
        kid: key.kid,
        payload: textOf(payloadBytes),
        id,
        object: textOf(bytes),
      }
    }),
    refused: refusedObjects().map(([what, object]): JsonValue => {
      const read = readJws(engine, utf8(object), TYP)
      const isSigned =
        read.ok && [signingKey('a person'), cardKey('a card')].some(({ jwk }) => verifyJws(engine, read.value, jwk))
      if (isSigned) throw new Error(`${what} was accepted`)
      return { what, object }
    }),
  }
}
