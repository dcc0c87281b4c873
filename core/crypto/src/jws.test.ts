import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, canonicalize, Defect, type JsonObject, toBase64Url, toHex, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import {
  countersignJws,
  type JwsFault,
  JwsType,
  readJws,
  refusalShown,
  signJws,
  verifyCountersignature,
  verifyJws,
} from './jws.ts'
import { ed25519SigningKey, p256SigningKey } from './keys.ts'
import { pureEngine as engine } from './pure-engine.ts'

const typ = 'comity-act+json'
const ed = ed25519SigningKey(engine, new Uint8Array(32).fill(1))
const card = p256SigningKey(engine, new Uint8Array(32).fill(2))
const payload: JsonObject = { dossier: 'QV-2026-00417', kind: 'request-sent', seq: 1 }
const signed = signJws(engine, ed, typ, payload)
const header = { alg: 'EdDSA', kid: ed.kid, typ }

test('[CR-5] what is signed is one canonical object with the payload embedded', () => {
  const object = {
    payload: toBase64Url(canonicalBytes(payload)),
    signatures: [{ protected: toBase64Url(canonicalBytes(header)), signature: toBase64Url(signed.signature) }],
  }
  assert.equal(new TextDecoder().decode(signed.bytes), canonicalize(object))
})

test('[CR-5] whatever payload is signed reads back and verifies, by either algorithm', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' }))),
      fc.boolean(),
      (any, byCard) => {
        const key = byCard ? card : ed
        const made = signJws(engine, key, typ, any)
        const read = readJws(engine, made.bytes, typ)
        assert.ok(read.ok)
        assert.deepEqual({ ...read.value.payload }, { ...any })
        assert.equal(verifyJws(engine, read.value, key.jwk)?.signedBy, key.jwk)
      },
    ),
    { numRuns: 25 },
  )
})

test('[CR-7] the identity is the payload’s, whoever signs it', () => {
  const other = signJws(engine, card, typ, payload)
  assert.equal(signed.id, toHex(engine.sha256(canonicalBytes(payload))))
  assert.equal(other.id, signed.id)
  assert.notDeepEqual(other.bytes, signed.bytes)
})

test('[CR-6] only the key that the header names verifies', () => {
  const second = ed25519SigningKey(engine, new Uint8Array(32).fill(4))
  assert.ok(verifyJws(engine, signed, ed.jwk))
  for (const { jwk } of [second, card]) assert.equal(verifyJws(engine, signed, jwk), undefined)
  // The right key under another's name, and the other's name over the right key's signature.
  assert.equal(verifyJws(engine, { ...signed, kid: second.kid }, ed.jwk), undefined)
  assert.equal(verifyJws(engine, { ...signed, kid: second.kid }, second.jwk), undefined)
  assert.equal(verifyJws(engine, { ...signed, alg: 'ES256' }, ed.jwk), undefined)
})

test('[CR-6] an object of one kind is not an object of another', () => {
  for (const other of JwsType.options.filter((option) => option !== typ))
    assert.equal(fault(signed.bytes, other), 'wrong-type')
})

test('[CR-6] a header says algorithm, key and kind, and nothing else', () => {
  const signature = toBase64Url(signed.signature)
  const withHeader = (value: JsonObject) => wire({ protected: toBase64Url(canonicalBytes(value)), signature })
  assert.equal(fault(withHeader(header)), undefined)
  const extensions = {
    crit: ['b64'],
    jwk: ed.jwk,
    jku: 'https://a.example/',
    x5u: 'https://a.example/',
    x5c: [],
    b64: false,
    cty: 'a',
    iat: 1,
    zip: 'DEF',
  }
  for (const [name, value] of Object.entries(extensions))
    assert.equal(fault(withHeader({ ...header, [name]: value } as JsonObject)), 'malformed-header', name)
  for (const name of Object.keys(header)) {
    const { [name]: _, ...less } = header as Record<string, string>
    assert.equal(fault(withHeader(less)), 'malformed-header', `without ${name}`)
  }
  for (const alg of ['none', 'None', 'HS256', 'RS256', 'PS256', 'ES384', 'Ed25519', 'eddsa', 'ML-DSA-44', ''])
    assert.equal(fault(withHeader({ ...header, alg })), 'algorithm-outside-profile', alg)
  for (const kid of ['', 'state-a', 'https://a.example/key', '../key'])
    assert.equal(fault(withHeader({ ...header, kid })), 'malformed-header', kid)
  for (const protectedText of [
    '',
    'e30',
    'bnVsbA',
    toBase64Url(utf8(`{"typ":"${typ}","kid":"${ed.kid}","alg":"EdDSA"}`)),
    '{}',
  ])
    assert.equal(fault(wire({ protected: protectedText, signature })), 'malformed-header', protectedText)
})

test('[CR-5] no member beside the four, no other serialization, no other spelling', () => {
  const entry = { protected: toBase64Url(canonicalBytes(header)), signature: toBase64Url(signed.signature) }
  const encoded = toBase64Url(canonicalBytes(payload))
  const foreign: readonly JsonObject[] = [
    { payload: encoded, signatures: [{ ...entry, header: {} }] },
    { payload: encoded, signatures: [entry], unprotected: {} },
    { payload: encoded, ...entry },
    { payload: encoded, signatures: [entry], ...entry },
    { signatures: [entry] },
    { payload: null, signatures: [entry] },
    { payload: encoded, signatures: entry },
    { payload: encoded, signatures: [entry.protected] },
  ]
  for (const object of foreign) assert.equal(fault(canonicalBytes(object)), 'foreign-members', canonicalize(object))
  const text = new TextDecoder().decode(signed.bytes)
  const spellings = [
    ` ${text}`,
    `${text}\n`,
    text.replace('","', '", "'),
    text.replace('"payload"', '"\\u0070ayload"'),
    `${entry.protected}.${encoded}.${entry.signature}`,
    `[${text}]`,
    '',
  ]
  for (const spelling of spellings)
    assert.ok(['not-canonical-json', 'foreign-members'].includes(fault(utf8(spelling)) ?? ''), spelling)
})

test('[CR-5] the payload is one canonical object', () => {
  const entry = { protected: toBase64Url(canonicalBytes(header)), signature: toBase64Url(signed.signature) }
  for (const text of [
    '',
    '{',
    '{} ',
    '{"b":1,"a":2}',
    '{"a":1.5}',
    '{"a":1,"a":1}',
    '[]',
    '"text"',
    'null',
    '{"a":9007199254740992}',
  ])
    assert.equal(
      fault(canonicalBytes({ payload: toBase64Url(utf8(text)), signatures: [entry] })),
      'malformed-payload',
      text,
    )
  for (const encoded of ['e30=', 'e3', 'e31', 'e3 0', 'e+0'])
    assert.equal(fault(canonicalBytes({ payload: encoded, signatures: [entry] })), 'malformed-payload', encoded)
})

test('[CR-5] a signature is 64 bytes in one spelling', () => {
  const protectedText = toBase64Url(canonicalBytes(header))
  for (const signature of [
    '',
    'AA',
    toBase64Url(new Uint8Array(63)),
    toBase64Url(new Uint8Array(65)),
    `${toBase64Url(signed.signature)}==`,
  ])
    assert.equal(fault(wire({ protected: protectedText, signature })), 'malformed-signature', signature)
})

test('[CR-5] one signature, or two where the caller’s policy asks, never another number', () => {
  const two = countersignJws(engine, card, signed)
  assert.equal(two.id, signed.id)
  assert.ok(verifyJws(engine, two, ed.jwk) && verifyCountersignature(engine, two, card.jwk))
  assert.equal(verifyCountersignature(engine, two, ed.jwk), false)
  assert.equal(verifyCountersignature(engine, signed, ed.jwk), false)
  assert.equal(fault(two.bytes), 'wrong-number-of-signatures')
  assert.deepEqual(readJws(engine, signed.bytes, typ, 2), { ok: false, error: 'wrong-number-of-signatures' })
  const entry = { protected: toBase64Url(canonicalBytes(header)), signature: toBase64Url(signed.signature) }
  const twice = wire(entry, entry)
  assert.deepEqual(readJws(engine, twice, typ, 2), { ok: false, error: 'same-signatory-twice' })
  for (const bytes of [wire(), wire(entry, entry, entry)]) {
    assert.equal(fault(bytes), 'wrong-number-of-signatures')
    assert.deepEqual(readJws(engine, bytes, typ, 2), { ok: false, error: 'wrong-number-of-signatures' })
  }
  assert.throws(() => countersignJws(engine, ed, two), Defect)
})

test('[CR-8] every prefix and every flipped bit is refused with a reason, or fails to verify', () => {
  for (let length = 0; length < signed.bytes.length; length += 1) assert.ok(fault(signed.bytes.slice(0, length)))
  for (let bit = 0; bit < signed.bytes.length * 8; bit += 1) {
    const bytes = signed.bytes.slice()
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const read = readJws(engine, bytes, typ)
    if (read.ok) assert.equal(verifyJws(engine, read.value, ed.jwk), undefined, `bit ${bit}`)
  }
})

test('[CR-8] what is too large is refused before it is read, and nothing larger is signed', () => {
  assert.equal(fault(new Uint8Array((1 << 20) + 1)), 'too-large')
  assert.throws(() => signJws(engine, ed, typ, { text: 'a'.repeat(1 << 20) }), Defect)
  assert.throws(() => signJws(engine, ed, typ, { amount: 1.5 }), Defect)
})

test('[CR-8] a sender is told the limit or that it was not accepted, and no more', () => {
  assert.equal(refusalShown('too-large'), 'too-large')
  const others: readonly (JwsFault | 'signature-invalid')[] = [
    'not-canonical-json',
    'malformed-header',
    'wrong-type',
    'signature-invalid',
  ]
  for (const reason of others) assert.equal(refusalShown(reason), 'not-accepted')
})

function fault(bytes: Uint8Array, expected: JwsType = typ): JwsFault | undefined {
  const read = readJws(engine, bytes, expected)
  return read.ok ? undefined : read.error
}

const wire = (...signatures: readonly JsonObject[]): Uint8Array =>
  canonicalBytes({ payload: toBase64Url(canonicalBytes(payload)), signatures })
