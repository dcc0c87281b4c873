import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concat, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { AgeRefusal } from './fault.ts'
import { type AgeHeader, encodeCovered, encodeMac, HeaderReader } from './header.ts'

const MAC = new Uint8Array(32).fill(5)
const MAC_LINE = '--- BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU'
const argument = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 20,
})
const stanza = fc.record(
  {
    type: argument,
    args: fc.array(argument, { maxLength: 3 }),
    body: fc.uint8Array({ maxLength: 200 }),
  },
  { noNullPrototype: true },
)

test('[CR-15] whatever header is written reads back, in pieces of any size, with what follows it', () => {
  fc.assert(
    fc.property(
      fc.array(stanza, { minLength: 1, maxLength: 4 }),
      fc.uint8Array(),
      fc.integer({ min: 1, max: 300 }),
      (stanzas, rest, pieceBytes) => {
        const covered = encodeCovered(stanzas)
        const read = readInPieces(concat(covered, encodeMac(MAC), rest), pieceBytes)
        assert.deepEqual(read.header, { stanzas, mac: MAC, covered })
        assert.deepEqual(read.rest, rest)
      },
    ),
  )
})

test('[CR-15] every other spelling of a header is refused', () => {
  const good = ['age-encryption.org/v1', '-> a b', 'AAAA', MAC_LINE, '']
  assert.ok(outcome(good.join('\n')))
  const changed = (line: number, text: string) => good.map((old, at) => (at === line ? text : old)).join('\n')
  const spellings = [
    good.join('\r\n'),
    `\n${good.join('\n')}`,
    ...['age-encryption.org/v2', 'age-encryption.org/v1 ', ' age-encryption.org/v1', ''].map((text) =>
      changed(0, text),
    ),
    ...['->a', '->', '-> ', '->  a', '-> a  b', '-> a ', '-> \u00e9', '-> a\tb', '- > a', '>> a', ''].map((text) =>
      changed(1, text),
    ),
    ...['AAAA=', 'AAA=', 'AAB', 'A', 'AA A', ' AAAA', 'AAAA\r', '-_', 'A'.repeat(65), 'A'.repeat(64)].map((text) =>
      changed(2, text),
    ),
    ...[
      '---',
      '--- ',
      `${MAC_LINE} `,
      `---${MAC_LINE.slice(4)}`,
      `${MAC_LINE}=`,
      `${MAC_LINE.slice(0, -1)}V`,
      '--- AAAA',
      `---  ${MAC_LINE.slice(4)}`,
    ].map((text) => changed(3, text)),
    ['age-encryption.org/v1', MAC_LINE, ''].join('\n'),
    ['age-encryption.org/v1', '-> a', MAC_LINE, ''].join('\n'),
  ]
  for (const spelling of spellings) assert.equal(outcome(spelling), 'header-failure', JSON.stringify(spelling))
})

test('[CR-15] a header is bounded in bytes and in stanzas, before anything is computed for it', () => {
  assert.equal(outcome(`age-encryption.org/v1\n-> ${'a'.repeat(1 << 18)}`), 'header-failure')
  const many = (count: number) => `age-encryption.org/v1\n${'-> a\nAAAA\n'.repeat(count)}${MAC_LINE}\n`
  assert.ok(typeof outcome(many(128)) === 'object')
  assert.equal(outcome(many(129)), 'header-failure')
})

function outcome(text: string): AgeHeader | string | undefined {
  try {
    return new HeaderReader().push(utf8(text))?.header
  } catch (error) {
    if (error instanceof AgeRefusal) return error.fault
    throw error
  }
}

function readInPieces(bytes: Uint8Array, size: number): { header: AgeHeader; rest: Uint8Array } {
  const reader = new HeaderReader()
  for (let at = 0; at < bytes.length; at += size) {
    const read = reader.push(bytes.subarray(at, at + size))
    if (read) return { header: read.header, rest: concat(read.rest, bytes.subarray(at + size)) }
  }
  throw new assert.AssertionError({ message: 'the header did not end' })
}
