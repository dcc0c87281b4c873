import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concealMembers, type DisclosureClass, pureEngine as engine, signJws } from '@comity/crypto'
import { sampleKey } from '@comity/directory/testing'
import { canonicalBytes, expectOk, type JsonObject, type JsonValue, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { anyAct, COUNSEL, extradition, KINDS, Pen, SAMPLE_DIRECTORY, signedAct, STRANDS } from '../testing/index.ts'
import { ActPayload, actIdOf, type CheckedAct } from './act.ts'
import { makeAct, type Place } from './make-act.ts'
import { definitionOf } from './kinds.ts'
import { keyFor, readAct } from './read-act.ts'

let salt = 0
const random = (length: number) => {
  salt += 1
  return new Uint8Array(length).fill(salt)
}
const pen = extradition()
const [opening, arrest] = pen.acts
assert.ok(opening && arrest)
const placeOf = ({ payload }: CheckedAct): Place => payload
const key = sampleKey('QN/custody')
/** An act with one field concealed. */
const made = expectOk(
  makeAct(engine, random, { act: arrest.act, fields: { place: 'Kestrel Quay' } }, placeOf(arrest)),
  'a good draft',
)
const jws = signedAct(made)
const faultOf = (bytes: Uint8Array, disclosures: readonly string[] = []) => {
  const read = readAct(engine, bytes, disclosures)
  return read.ok ? undefined : read.error.kind
}
const signed = (payload: JsonValue, by = key) => signJws(engine, by, 'comity-act+json', payload as JsonObject).bytes
const payload = made.payload as JsonValue as JsonObject
const changed = (over: JsonObject) => faultOf(signed({ ...payload, ...over }))
const withBody = (body: JsonObject) => changed({ body })

test('[PR-1] an act is named by its payload, whoever signs it and how often', () => {
  const read = expectOk(readAct(engine, jws, made.disclosures), 'own act')
  assert.equal(read.id, made.id)
  assert.equal(read.id, actIdOf(engine, ActPayload.parse(payload)))
  assert.deepEqual(read.shown, { place: 'Kestrel Quay' })
  assert.deepEqual(read.act, arrest.act)
  assert.ok(read.isSignedBy(key.jwk) && !read.isSignedBy(sampleKey('somebody').jwk))
})

test('[PR-5] what is hidden is counted with its class, and shown only by what opens it', () => {
  const closed = expectOk(readAct(engine, jws, []), 'own act')
  assert.deepEqual(closed.shown, {})
  assert.deepEqual(
    closed.hidden.map((field) => field.class),
    ['identity'],
  )
  assert.equal(closed.id, made.id)
})

test('[PR-5] no flipped bit is read as the act it was', () => {
  for (let bit = 0; bit < jws.length * 8; bit += 1) {
    const flipped = jws.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const read = readAct(engine, flipped, made.disclosures)
    assert.ok(!read.ok || read.value.id !== made.id || !read.value.isSignedBy(key.jwk), `bit ${bit}`)
  }
})

test('[PR-5] no act is read that was cut short, or is followed by anything', () => {
  for (let length = 0; length < jws.length; length += 1)
    assert.equal(faultOf(jws.slice(0, length)), 'not-a-signed-object')
  assert.equal(faultOf(new Uint8Array([...jws, 0x20])), 'not-a-signed-object')
})

test('[PR-5] an unknown field is refused, in the payload and in the body', () => {
  assert.equal(changed({ more: 1 }), 'malformed')
  assert.equal(withBody({ ...(payload['body'] as JsonObject), more: 1 }), 'malformed')
  for (const field of Object.keys(payload)) {
    const { [field]: _, ...others } = payload
    assert.notEqual(faultOf(signed(others)), undefined, field)
  }
  assert.equal(changed({ kind: 'arrested-again' }), 'unknown-kind')
  for (const kind of ['constructor', 'to-string', 'has-own-property']) assert.equal(changed({ kind }), 'unknown-kind')
  assert.equal(changed({ kind: 'released' }), 'malformed', 'the body of one kind is not that of another')
})

test('[PR-5] a place that is none is refused', () => {
  const id = (digit: string) => digit.repeat(64)
  const many = Array.from({ length: 65 }, (_, at) => at.toString(16).padStart(64, '0'))
  for (const over of [
    { parents: many },
    { parents: [id('b'), id('a')] },
    { parents: [id('a'), id('a')] },
    { parents: ['a'] },
    { seq: 1, prev: id('a') },
    { seq: 2, prev: null },
    { seq: 0 },
    { seq: 1_000_001 },
    { strand: 'QN' },
    { strand: 'counsel/somebody' },
    { claimed: '2026-02-30T00:00:00.000Z' },
    { claimed: '2026-03-03T00:10:00Z' },
    { dossier: 'QV-2026-417' },
    { v: 2 },
    { _sd_alg: 'sha-512' },
    { seen: { origin: 'x', size: -1, root: 'x' } },
  ])
    assert.equal(changed(over as JsonObject), 'malformed', JSON.stringify(over).slice(0, 60))
  assert.equal(changed({ parents: many.slice(0, 64) }), undefined)
})

test('[PR-5] the key that signs is the author that the payload names', () => {
  assert.equal(faultOf(signed(payload, sampleKey('somebody'))), 'key-not-the-authors')
  assert.equal(faultOf(signJws(engine, key, 'comity-receipt+json', payload).bytes), 'not-a-signed-object')
})

const hiding = (fields: Readonly<Record<string, readonly [JsonValue, DisclosureClass]>>) => {
  const concealed = Object.fromEntries(
    Object.entries(fields).map(([name, [value, kind]]) => [name, { value, class: kind }]),
  )
  const { members, disclosures } = concealMembers(engine, random, concealed)
  const bytes = signed({ ...payload, body: { ...(arrest.act.body as JsonObject), ...members } })
  return { bytes, texts: disclosures.map(({ text }) => text) }
}

test('[PR-5] a field under a class that is not its own is refused, shown or hidden', () => {
  const wrong = hiding({ place: ['Kestrel Quay', 'privilege'] })
  assert.equal(faultOf(wrong.bytes, wrong.texts), 'bad-disclosure')
  assert.equal(faultOf(wrong.bytes), 'bad-disclosure')
})

test('[PR-5] a digest that no field of the kind accounts for is refused: nothing is signed that nobody may read', () => {
  const twice = hiding({ place: ['Kestrel Quay', 'identity'], other: ['more', 'identity'] })
  assert.equal(faultOf(twice.bytes), 'bad-disclosure')
  const unknown = hiding({ elsewhere: ['Kestrel Quay', 'identity'] })
  assert.equal(faultOf(unknown.bytes, unknown.texts), 'bad-disclosure')
})

test('[PR-5] a disclosure of another act, altered, doubled, too long or of another form is refused', () => {
  const [text] = made.disclosures
  assert.ok(text)
  const foreign = hiding({ place: ['Elsewhere', 'identity'] })
  for (const texts of [foreign.texts, [text, text], [`${text}A`], [text.toLowerCase()], ['']])
    assert.equal(faultOf(jws, texts), 'bad-disclosure')
  const long = hiding({ place: ['x'.repeat(401), 'identity'] })
  assert.equal(faultOf(long.bytes, long.texts), 'bad-disclosure')
  const number = hiding({ place: [7, 'identity'] })
  assert.equal(faultOf(number.bytes, number.texts), 'bad-disclosure')
})

test('[PR-5] a voucher names the key that it holds', () => {
  const voucher = pen.acts.find(({ act }) => act.kind === 'counsel-vouched')
  assert.ok(voucher)
  const wrong = {
    ...(voucher.payload as JsonValue as JsonObject),
    body: { ...voucher.act.body, kid: key.kid } as JsonObject,
  }
  assert.equal(faultOf(signed(wrong, sampleKey('QN/bar'))), 'malformed')
})

test('[PR-5] bytes of any kind are read or refused, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.equal(faultOf(bytes), 'not-a-signed-object')),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (value) => assert.equal(faultOf(utf8(JSON.stringify(value))), 'not-a-signed-object')),
  )
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(payload)), fc.jsonValue({ maxDepth: 3 }), (field, value) => {
      let bytes: Uint8Array
      try {
        bytes = canonicalBytes(value as JsonValue) && signed({ ...payload, [field]: value as JsonValue })
      } catch {
        return // not a value that can be signed at all
      }
      const read = readAct(engine, bytes, [])
      assert.ok(!read.ok || read.value.id === actIdOf(engine, read.value.payload))
    }),
  )
})

test('[PR-5] every kind of act is read as it was made, whatever its fields', () => {
  const file = extradition()
  for (const kind of KINDS) {
    const draft = file.draft(STRANDS[4] ?? '', anyAct(kind, file.acts, true))
    const fields = Object.fromEntries(Object.keys(definitionOf(kind).disclosable).map((name) => [name, 'a text']))
    const {
      payload: full,
      disclosures,
      id,
    } = expectOk(makeAct(engine, random, { act: draft.act, fields }, placeOf(draft)), kind)
    const read = expectOk(readAct(engine, signedAct({ payload: full }), disclosures), kind)
    assert.deepEqual([read.id, read.act, read.shown], [id, draft.act, fields])
  }
})

test('[PR-6] a draft with a field that its kind does not know, or a body that breaks its form, is not made', () => {
  const pathsOf = (body: object, fields: Readonly<Record<string, string>>, place: Place = placeOf(arrest)) => {
    const result = makeAct(engine, random, { act: { kind: 'arrested', body } as never, fields }, place)
    return result.ok ? [] : [...new Set(result.error.map(({ path }) => path))]
  }
  assert.deepEqual(pathsOf(arrest.act.body, {}), [])
  assert.deepEqual(pathsOf({}, {}), ['/arrestedAt'])
  assert.deepEqual(pathsOf({ arrestedAt: 'yesterday', more: 1 }, { place: '', elsewhere: 'x' }), [
    '/arrestedAt',
    '/',
    '/place',
    '/elsewhere',
  ])
  assert.deepEqual(pathsOf(arrest.act.body, { place: 'x'.repeat(401) }), ['/place'])
  const parents = Array.from({ length: 65 }, (_, at) => at.toString(16).padStart(64, '0') as never)
  assert.deepEqual(pathsOf(arrest.act.body, {}, { ...placeOf(arrest), parents }), ['/parents'])
  assert.deepEqual(pathsOf(arrest.act.body, {}, { ...placeOf(arrest), seq: 0 }), ['/seq'])
})

test('[PR-9] an authority’s key is found in the list that the act names, counsel’s in a voucher for that name', () => {
  const readOf = (act: CheckedAct) => expectOk(readAct(engine, signedAct(act), []), 'own act')
  assert.deepEqual(keyFor(readOf(arrest), [], SAMPLE_DIRECTORY), key.jwk)
  const advice = pen.acts.find(({ payload: { strand } }) => strand === COUNSEL)
  assert.ok(advice)
  assert.equal(keyFor(readOf(advice), [], SAMPLE_DIRECTORY), undefined)
  assert.deepEqual(keyFor(readOf(advice), pen.acts, SAMPLE_DIRECTORY), sampleKey('counsel').jwk)
  const stranger = new Pen().draft('QN/custody', arrest.act, { key: sampleKey('somebody'), knows: [] })
  const read = expectOk(readAct(engine, signedAct(stranger, sampleKey('somebody')), []), 'well-formed')
  assert.equal(keyFor(read, pen.acts, SAMPLE_DIRECTORY), undefined)
})
