import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { balanced, isolated, words } from './bidi.ts'

const MARKS = ['\u2066', '\u2067', '\u2068', '\u2069', '\u202e', 'a', 'ع', ' ']
const hostile = fc.array(fc.constantFrom(...MARKS)).map((parts) => parts.join(''))

/** How deep in isolates the text is at its lowest and at its end. */
function depths(text: string): { readonly lowest: number; readonly last: number } {
  let [depth, lowest] = [0, 0]
  for (const character of text) {
    if ('\u2066\u2067\u2068'.includes(character)) depth += 1
    if (character === '\u2069') depth -= 1
    lowest = Math.min(lowest, depth)
  }
  return { lowest, last: depth }
}

test('[PO-4] no text ends the isolate it is shown in', () => {
  fc.assert(fc.property(hostile, (text) => assert.deepEqual(depths(balanced(text)), { lowest: 0, last: 0 })))
  assert.equal(isolated('a\u2069b'), '\u2068a\uFFFDb\u2069')
})

test('[PO-4] text whose isolates are in order is shown as it is', () => {
  fc.assert(fc.property(hostile, (text) => assert.equal(balanced(balanced(text)), balanced(text))))
  for (const text of ['', 'إدريس', '\u2067Idris\u2069', '\u202eabc']) assert.equal(balanced(text), text)
})

test('[PO-4] a long word is breakable and not one letter of it is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const written = words(text)
        .toString()
        .replaceAll('<wbr>', '')
        .replace(/^<bdi>|<\/bdi>$/g, '')
      assert.equal(
        written,
        words(text)
          .toString()
          .replace(/<\/?(bdi|wbr)>/g, ''),
      )
    }),
  )
  const long = words('x'.repeat(4000)).toString()
  assert.equal(long.replaceAll('<wbr>', ''), `<bdi>${'x'.repeat(4000)}</bdi>`)
  assert.doesNotMatch(long, /x{31}/)
})
