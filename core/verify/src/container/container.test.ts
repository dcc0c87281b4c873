import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { concat, expectOk, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { crc32 } from './crc32.ts'
import { readContainer } from './read-container.ts'
import { writeContainer } from './write-container.ts'

const vectors = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../../shared/vectors'),
  'attack-samples',
)
const absent = !existsSync(vectors) && 'external vectors attack-samples are absent'

const files = new Map([
  ['index.json', utf8('{}')],
  ['acts/aa.json', utf8('{"kind":"arrested"}')],
  ['acts/bb.json', utf8('')],
])
const good = pack(files)

test('[VE-1] the check value of CRC-32', () => {
  assert.equal(crc32(utf8('123456789')), 0xcbf43926)
})

test('[VE-1] what is packed is unpacked, and the order in which it came does not show', () => {
  const name = fc.stringMatching(/^(?:[a-z]{1,4}\/)?[a-z0-9]{1,5}\.json$/)
  fc.assert(
    fc.property(fc.dictionary(name, fc.uint8Array(), { maxKeys: 8, minKeys: 1 }), (contents) => {
      const entries = Object.entries(contents)
      const packed = pack(new Map(entries))
      assert.deepEqual(packed, pack(new Map(entries.toReversed())))
      assert.deepEqual(unpack(packed), new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1))))
    }),
  )
})

test('[VE-3] no flipped bit, no cut and no byte more is taken for the same container', () => {
  for (let bit = 0; bit < good.length * 8; bit += 1) {
    const bytes = good.slice()
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.notEqual(faultOf(bytes), undefined, `bit ${bit}`)
  }
  for (let length = 0; length < good.length; length += 1) assert.notEqual(faultOf(good.subarray(0, length)), undefined)
  assert.equal(faultOf(concat(good, Uint8Array.of(0))), 'not-canonical')
  assert.equal(faultOf(concat(utf8('MZ'), good)), 'not-a-container')
})

test('[VE-3] each trick of other zips has its reason', () => {
  assert.equal(faultOf(patched(6, 0x01)), 'encrypted')
  assert.equal(faultOf(patched(6, 0x08)), 'data-descriptor')
  assert.equal(faultOf(patched(7, 0x08)), 'not-canonical')
  assert.equal(faultOf(patched(8, 8)), 'compressed')
  assert.equal(faultOf(patched(10, 1)), 'not-canonical')
  assert.equal(faultOf(patched(14, 1)), 'damaged')
  assert.equal(faultOf(patched(18, 0xff, 0xff, 0xff, 0xff)), 'zip64')
  assert.equal(faultOf(patched(22, 1)), 'sizes-disagree')
  assert.equal(faultOf(patched(28, 4)), 'not-canonical')
  const linked = good.slice()
  new DataView(linked.buffer).setUint32(centralAt() + 38, 0xa1ff0000, true)
  assert.equal(faultOf(linked), 'not-a-file')
})

test('[VE-2] no name leads out of the folder, hides a file or is spelt in two ways', () => {
  for (const name of [
    '../acts/a.json',
    '/etc/passwd',
    'c:/a.json',
    'a\\b.json',
    'acts/../a.json',
    'acts//a.json',
    'A.json',
  ])
    assert.equal(faultOf(renamed(name)), 'forbidden-name', name)
  for (const name of ['acts/', '.git', 'acts/.json', 'a.json\0', 'acts/b/c.json', 'caf\u00e9.json', ''])
    assert.equal(faultOf(renamed(name)), 'forbidden-name', name)
  assert.throws(() => writeContainer(new Map([['../a', utf8('')]])))
})

test('[VE-3] one name twice, or out of order, is refused', () => {
  const one = pack(new Map([['a.json', utf8('1')]]))
  const local = one.subarray(0, 30 + 'a.json'.length + 1)
  assert.equal(faultOf(concat(local, local)), 'duplicate-name')
  const other = pack(new Map([['b.json', utf8('1')]])).subarray(0, local.length)
  assert.equal(faultOf(concat(other, local)), 'names-not-sorted')
})

test('[VE-2] sizes are bounded before they are believed', () => {
  assert.equal(faultOf(patched(18, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f)), 'too-large')
  assert.deepEqual(writeContainer(new Map([['a', new Uint8Array((1 << 24) + 1)]])), { ok: false, error: 'too-large' })
  const many = new Map(Array.from({ length: 65_536 }, (_, index) => [`a${index}`, new Uint8Array()]))
  assert.deepEqual(writeContainer(many), { ok: false, error: 'too-many-files' })
})

test('[VE-3] hostile zips of other tools are refused', { skip: absent }, () => {
  const zips = readdirSync(vectors).filter((file) => file.endsWith('.zip'))
  assert.equal(zips.length, 5)
  for (const file of zips) assert.notEqual(faultOf(readFileSync(join(vectors, file))), undefined, file)
})

function pack(contents: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return expectOk(writeContainer(contents), 'small')
}

function unpack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return expectOk(readContainer(bytes), 'a good container')
}

function faultOf(bytes: Uint8Array): string | undefined {
  const read = readContainer(bytes)
  return read.ok ? undefined : read.error.fault
}

/** The good container with bytes of its first local record replaced. */
function patched(at: number, ...bytes: readonly number[]): Uint8Array {
  const copy = good.slice()
  copy.set(bytes, at)
  return copy
}

/** A container whose first file has this name, in both places. */
function renamed(name: string): Uint8Array {
  const text = utf8(name)
  const head = good.slice(0, 30)
  new DataView(head.buffer).setUint16(26, text.length, true)
  return concat(head, text, good.subarray(30 + 'acts/aa.json'.length))
}

function centralAt(): number {
  const view = new DataView(good.buffer, good.byteOffset, good.length)
  return view.getUint32(good.length - 6, true)
}
