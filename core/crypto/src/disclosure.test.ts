import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, Defect, type JsonObject, type JsonValue, toBase64Url, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import {
  concealMembers,
  type DisclosureClass,
  DisclosureClass as Class,
  digestOfDisclosure,
  readDisclosure,
  revealMembers,
} from './disclosure.ts'
import { pureEngine as engine } from './pure-engine.ts'

let drawn = 0
/** Different at each call, so that no two salts are equal; a test needs no more. */
const random = (length: number): Uint8Array => {
  drawn += 1
  return engine.shake256(utf8(`draw ${drawn}`), length)
}

const fields = {
  place: { value: 'Saltmere, Harbour Street 3', class: 'identity' },
  reasons: { value: ['flight', { since: '2026-03-02' }], class: 'ordinary' },
  source: { value: null, class: 'secret-method' },
} as const
const { members, disclosures } = concealMembers(engine, random, fields)
const object: JsonObject = { kind: 'arrested', ...members }
const texts = disclosures.map(({ text }) => text)

test('[CR-9] an object that hides fields holds sorted digests and their classes, and nothing of the values', () => {
  const { _sd, sd_class } = members
  assert.deepEqual(_sd, disclosures.map(({ digest }) => digest).toSorted())
  assert.deepEqual(
    sd_class,
    disclosures.map((disclosure) => disclosure.class),
  )
  assert.deepEqual(Object.keys(members), ['_sd', 'sd_class'])
})

test('[CR-9] a digest is the hash of the disclosure’s text, as RFC 9901 section 4.2.3 prints it', () => {
  const printed = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
  assert.equal(digestOfDisclosure(engine, printed), 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0')
  // The printed text has blanks after its commas, and our one spelling has none.
  assert.deepEqual(readDisclosure(printed), { ok: false, error: 'malformed-disclosure' })
})

test('[CR-9] equal values hidden twice have different digests', () => {
  const again = concealMembers(engine, random, fields)
  assert.equal(
    again.disclosures.some(({ digest }) => disclosures.some((first) => first.digest === digest)),
    false,
  )
})

test('[CR-11] whatever subset is disclosed is shown, and exactly the rest is counted as hidden', () => {
  const value = fc
    .jsonValue({ maxDepth: 2, noUnicodeString: false })
    .filter(onlySafeIntegers) as fc.Arbitrary<JsonValue>
  const name = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !['_sd', '_sd_alg', '...', 'sd_class', 'kind'].includes(text))
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.record({ value, class: fc.constantFrom(...Class.options), shown: fc.boolean() })),
      (any) => {
        const hiding = concealMembers(engine, random, any)
        const chosen = hiding.disclosures.filter((disclosure) => any[disclosure.name]?.shown)
        const revealed = revealMembers(
          engine,
          { kind: 'arrested', ...hiding.members },
          chosen.map(({ text }) => text),
        )
        assert.ok(revealed.ok)
        const expected = Object.entries(any).filter(([, field]) => field.shown)
        assert.deepEqual(new Set(Object.keys(revealed.value.shown)), new Set(expected.map(([key]) => key)))
        for (const [key, field] of expected)
          assert.deepEqual(canonicalBytes(revealed.value.shown[key] ?? null), canonicalBytes(field.value))
        const rest = hiding.disclosures.filter((disclosure) => !chosen.includes(disclosure))
        assert.deepEqual(
          revealed.value.hidden,
          rest.map((disclosure) => ({ digest: disclosure.digest, class: disclosure.class })),
        )
      },
    ),
    { numRuns: 50 },
  )
})

test('[CR-11] an object that hides nothing takes no disclosures', () => {
  assert.deepEqual(concealMembers(engine, random, {}), { members: {}, disclosures: [] })
  assert.deepEqual(revealMembers(engine, { kind: 'arrested' }, []), { ok: true, value: { shown: {}, hidden: [] } })
  assert.equal(fault({ kind: 'arrested' }, texts.slice(0, 1)), 'unmatched-disclosure')
})

test('[CR-11] a disclosure that is not the object’s, or comes twice, is refused', () => {
  const foreign = concealMembers(engine, random, fields).disclosures.map(({ text }) => text)
  assert.equal(fault(object, [...texts, ...foreign.slice(0, 1)]), 'unmatched-disclosure')
  assert.equal(fault(object, [...texts, ...texts.slice(0, 1)]), 'disclosed-twice')
  for (const text of texts)
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
      assert.equal(fault(object, [changed]), 'unmatched-disclosure')
    }
})

test('[CR-11] a disclosure cannot shadow a member in the clear, another disclosure, or the mechanism', () => {
  const salt = toBase64Url(new Uint8Array(16))
  assert.equal(fault(...hand([salt, 'kind', 'released'])), 'name-taken')
  assert.equal(fault(...hand([salt, 'place', 1], [toBase64Url(new Uint8Array(16).fill(1)), 'place', 2])), 'name-taken')
  for (const name of ['_sd', '...', 'sd_class', '_sd_alg']) {
    assert.equal(fault(...hand([salt, name, []])), 'reserved-name', name)
    assert.equal(fault(...hand([salt, 'place', { deep: [{ [name]: [] }] }])), 'reserved-name', name)
    assert.throws(() => concealMembers(engine, random, { [name]: { value: 1, class: 'ordinary' } }), Defect)
  }
})

test('[CR-11] a salt is 16 bytes in one spelling', () => {
  const salts = [new Uint8Array(0), new Uint8Array(15), new Uint8Array(17), new Uint8Array(32)].map(toBase64Url)
  for (const salt of [...salts, `${toBase64Url(new Uint8Array(16))}==`, `${'A'.repeat(21)}B`, 'salt'])
    assert.equal(fault(...hand([salt, 'place', 1])), 'bad-salt', salt)
})

test('[CR-11] a disclosure is a canonical array of three', () => {
  const salt = toBase64Url(new Uint8Array(16))
  const spellings = [
    `["${salt}","a",1.5]`,
    `["${salt}", "a",1]`,
    `["${salt}","a",{"b":1,"a":2}]`,
    `["${salt}","a",1]\n`,
    `["${salt}","a"]`,
    `["${salt}","a",1,2]`,
    `{"0":"${salt}"}`,
    `["${salt}",1,1]`,
    `[1,"a",1]`,
    'null',
    '',
  ]
  for (const spelling of spellings)
    assert.equal(fault(...texted(toBase64Url(utf8(spelling)))), 'malformed-disclosure', spelling)
  for (const text of ['', 'W10=', 'W1', 'é', '[]']) assert.equal(fault(...texted(text)), 'malformed-disclosure', text)
})

test('[CR-11] the object’s own lists must be in order, without repetition, matched by classes of the closed list', () => {
  const [first = '', second = '', third = ''] = disclosures.map(({ digest }) => digest)
  const classes: readonly DisclosureClass[] = ['ordinary', 'ordinary', 'ordinary']
  const malformed: readonly JsonObject[] = [
    { _sd: [second, first, third], sd_class: classes },
    { _sd: [first, first, second], sd_class: classes },
    { _sd: [first, second], sd_class: classes },
    { _sd: [first, second, third], sd_class: ['ordinary', 'ordinary', 'harmless'] },
    { _sd: [first, second, third] },
    { sd_class: classes },
    { _sd: [], sd_class: [] },
    { _sd: [`${first}=`], sd_class: ['ordinary'] },
    { _sd: first, sd_class: 'ordinary' },
    { _sd: [{ digest: first }], sd_class: ['ordinary'] },
    { '...': first },
    { ...members, '...': first },
  ]
  for (const lists of malformed)
    assert.equal(fault({ kind: 'arrested', ...lists }, []), 'malformed-digests', JSON.stringify(lists))
})

test('[CR-11] a field called __proto__ is a field and nothing more', () => {
  const [holder, list] = hand([toBase64Url(new Uint8Array(16)), '__proto__', { polluted: true }])
  const revealed = revealMembers(engine, holder, list)
  assert.ok(revealed.ok && Object.hasOwn(revealed.value.shown, '__proto__'))
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false)
})

function fault(holder: JsonObject, list: readonly string[]): string | undefined {
  const revealed = revealMembers(engine, holder, list)
  return revealed.ok ? undefined : revealed.error
}

/** Disclosures made by hand, and an object that holds their digests. */
const hand = (...arrays: readonly JsonValue[]): readonly [JsonObject, readonly string[]] =>
  texted(...arrays.map((array) => toBase64Url(canonicalBytes(array))))

function texted(...list: readonly string[]): readonly [JsonObject, readonly string[]] {
  const digests = list.map((text) => digestOfDisclosure(engine, text)).toSorted()
  return [{ kind: 'arrested', _sd: digests, sd_class: digests.map(() => 'ordinary') }, list]
}

function onlySafeIntegers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(onlySafeIntegers)
}
