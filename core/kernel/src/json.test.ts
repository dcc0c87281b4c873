import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalBytes, canonicalize, type JsonValue, parseCanonical, parseJson } from './json.ts'
import { utf8 } from './bytes.ts'

const vectors = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')

test('[KE-1] keys sort by UTF-16 code units, numbers are written as ECMAScript writes them', () => {
  assert.equal(
    canonicalize({ b: 1e21, a: -0, '\u20ac': 0.000001, '\ud83d\ude00': null }),
    '{"a":0,"b":1e+21,"\u20ac":0.000001,"\ud83d\ude00":null}',
  )
})

test('[KE-2] whatever is written canonically is read back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const bytes = canonicalBytes(value as JsonValue)
      const read = parseJson(bytes)
      assert.ok(read.ok)
      assert.deepEqual(canonicalBytes(read.value), bytes)
    }),
  )
})

test('[KE-2] another spelling of the same object is refused', () => {
  for (const text of ['{"b":1,"a":2}', '{ "a":1}', '{"a":1.0}', '{"a":"\\u0041"}', '{"a":1}\n'])
    assert.deepEqual(fault(parseCanonical(utf8(text))), 'not-canonical', text)
})

test('[KE-3] what two readers could read differently is refused, with a reason and never an exception', () => {
  assert.equal(fault(parseJson(utf8('{"a":1,"a":2}'))), 'duplicate-key')
  assert.equal(fault(parseJson(utf8('{"a":1,"\\u0061":2}'))), 'duplicate-key')
  assert.equal(fault(parseJson(utf8('"\\ud800"'))), 'lone-surrogate')
  assert.equal(fault(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))), 'syntax')
  assert.equal(fault(parseJson(Uint8Array.of(0x22, 0xff, 0x22))), 'not-utf8')
  assert.equal(fault(parseJson(utf8(`${'['.repeat(40)}${']'.repeat(40)}`))), 'too-deep')
  assert.equal(fault(parseJson(utf8('[1]'), { maxBytes: 2, maxDepth: 4 })), 'too-large')
  assert.equal(fault(parseJson(utf8('1e999'))), 'number-out-of-range')
})

test('[KE-3] no prefix and no flipped bit of a signed object makes the reader throw', () => {
  const bytes = canonicalBytes({
    kind: 'consent-recorded',
    text: 'نعم \ud83d\ude00',
    list: [1, { deep: [null, true] }],
  })
  for (let length = 0; length < bytes.length; length += 1)
    assert.equal(parseCanonical(bytes.slice(0, length)).ok, false)
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    parseCanonical(flipped)
  }
})

test('[KE-4] a signed object holds only safe integers', () => {
  assert.equal(fault(parseCanonical(utf8('{"a":1.5}'))), 'number-out-of-range')
  assert.equal(fault(parseCanonical(utf8('{"a":9007199254740992}'))), 'number-out-of-range')
})

test('[KE-1] published RFC 8785 examples', {
  skip: existsSync(join(vectors, 'jcs')) ? false : 'vectors not present',
}, () => {
  const inputs = join(vectors, 'jcs/input')
  for (const file of readdirSync(inputs)) {
    const parsed = parseJson(readFileSync(join(inputs, file)))
    assert.ok(parsed.ok, file)
    assert.equal(canonicalize(parsed.value), readFileSync(join(vectors, 'jcs/output', file), 'utf8').trimEnd(), file)
  }
})

const fault = (result: ReturnType<typeof parseJson>) => (result.ok ? 'accepted' : result.error.kind)
