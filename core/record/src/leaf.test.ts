import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { concat, Defect, expectOk, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import {
  commitsTo,
  ENTRY_BYTES,
  isInChannel,
  isNextInDossier,
  type Leaf,
  makePublicEntry,
  makeSealedEntry,
  publishes,
  readEntry,
} from './leaf.ts'

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill)
const place = {
  objectId: bytes(1),
  salt: bytes(2),
  channelKey: bytes(3),
  entryNumber: 258,
  dossierKey: bytes(4),
  previous: undefined,
}
const entry = makeSealedEntry(engine, place)
const leaf = expectOk(readEntry(entry), 'own entry')
const read = (of: Uint8Array): Leaf => expectOk(readEntry(of), 'own entry')

test('[RE-4] an entry is these 128 bytes', () => {
  assert.equal(entry.length, ENTRY_BYTES)
  assert.deepEqual(entry.subarray(0, 2), Uint8Array.of(1, 0))
  assert.deepEqual(entry.subarray(2, 34), engine.sha256(concat(utf8('comity/leaf/1'), bytes(2), bytes(1))))
  assert.deepEqual(entry.subarray(34, 66), engine.hmacSha256(bytes(3), Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2)))
  assert.deepEqual(entry.subarray(66, 98), engine.hmacSha256(bytes(4), new Uint8Array(128)))
  assert.deepEqual(entry.subarray(98), new Uint8Array(30))
})

test('[RE-4] who holds object, salt and keys recognises the entry; who lacks one does not', () => {
  assert.ok(commitsTo(engine, leaf, place))
  assert.equal(commitsTo(engine, leaf, { ...place, objectId: bytes(9) }), false)
  assert.equal(commitsTo(engine, leaf, { ...place, salt: bytes(9) }), false)
  assert.ok(isInChannel(engine, leaf, place))
  assert.equal(isInChannel(engine, leaf, { ...place, entryNumber: 259 }), false)
  assert.equal(isInChannel(engine, leaf, { ...place, channelKey: bytes(9) }), false)
  assert.ok(isNextInDossier(engine, leaf, place))
  assert.equal(isNextInDossier(engine, leaf, { ...place, previous: entry }), false)
  const next = read(makeSealedEntry(engine, { ...place, previous: entry }))
  assert.ok(isNextInDossier(engine, next, { ...place, previous: entry }))
  assert.equal(isNextInDossier(engine, next, place), false)
})

test('[RE-4] the same object under another salt, and two dossiers of one person, share no field', () => {
  const other = read(makeSealedEntry(engine, { ...place, salt: bytes(8), channelKey: bytes(7), dossierKey: bytes(6) }))
  assert.ok(leaf.kind === 'sealed' && other.kind === 'sealed')
  assert.notDeepEqual(leaf.commitment, other.commitment)
  assert.notDeepEqual(leaf.channelTag, other.channelTag)
  assert.notDeepEqual(leaf.dossierTag, other.dossierTag)
})

test('[RE-5] a public object has one entry, and it is not a sealed one', () => {
  const digest = engine.sha256(utf8('a State list'))
  const published = makePublicEntry(digest)
  assert.equal(published.length, ENTRY_BYTES)
  assert.deepEqual(published, concat(Uint8Array.of(1, 1), digest, new Uint8Array(94)))
  assert.ok(publishes(read(published), digest))
  assert.equal(publishes(read(published), bytes(9)), false)
  assert.equal(publishes(leaf, leaf.kind === 'sealed' ? leaf.commitment : bytes(0)), false)
  assert.equal(commitsTo(engine, read(published), place), false)
  assert.equal(isInChannel(engine, read(published), place), false)
  assert.equal(isNextInDossier(engine, read(published), place), false)
})

test('[RE-5] other lengths, formats, kinds and paddings are refused', () => {
  for (let length = 0; length < ENTRY_BYTES; length += 1)
    assert.deepEqual(fault(entry.slice(0, length)), 'wrong-length')
  assert.equal(fault(concat(entry, Uint8Array.of(0))), 'wrong-length')
  for (let bit = 0; bit < ENTRY_BYTES * 8; bit += 1) {
    const flipped = entry.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const [at, result] = [bit >> 3, fault(flipped)]
    // One bit makes a sealed entry a public one by name, and then its tags stand where zeroes must be.
    if (at === 0) assert.equal(result, 'unknown-format')
    else if (at === 1) assert.equal(result, bit % 8 === 0 ? 'not-zero' : 'unknown-kind')
    else assert.equal(result, at >= 98 ? 'not-zero' : 'read')
    if (result === 'read') assert.notDeepEqual(read(flipped), leaf)
  }
  fc.assert(fc.property(fc.uint8Array({ minLength: 128, maxLength: 128 }), (random) => void readEntry(random)))
})

test('[RE-5] what a stranger presents as salt or id matches nothing; what we make of wrong length is our defect', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ maxLength: 80 }), (objectId, salt) => {
      assert.equal(commitsTo(engine, leaf, { objectId, salt }), false)
    }),
  )
  for (const wrong of [
    { objectId: bytes(1, 31) },
    { salt: bytes(1, 33) },
    { channelKey: bytes(1, 0) },
    { previous: bytes(1) },
  ])
    assert.throws(() => makeSealedEntry(engine, { ...place, ...wrong }), Defect)
  for (const entryNumber of [-1, 0.5, 2 ** 53])
    assert.throws(() => makeSealedEntry(engine, { ...place, entryNumber }), Defect)
  assert.throws(() => makePublicEntry(bytes(1, 31)), Defect)
})

function fault(of: Uint8Array): string {
  const result = readEntry(of)
  return result.ok ? 'read' : result.error
}
