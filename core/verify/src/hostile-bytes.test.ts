import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concat, expectOk, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import {
  altered,
  flipped,
  packSample,
  rememberingEngine,
  SAMPLE_LISTS,
  sampleDossier,
  sampleLawFromPack,
  withIndex,
} from '../testing/index.ts'
import { readContainer } from './container/read-container.ts'
import { fileName, INDEX_NAME } from './dossier-file/layout.ts'
import { NO_TRUST, type Trust } from './trust.ts'
import { verifyDossier } from './verify-dossier.ts'

const engine = rememberingEngine()
const sample = await sampleDossier()
const trust = { lists: SAMPLE_LISTS.map(({ bytes }) => bytes), roots: {} }
const verify = (bytes: Uint8Array, known: Trust = trust) =>
  verifyDossier(bytes, { engine, trust: known, lawFromPack: sampleLawFromPack })
const files = expectOk(readContainer(sample.bytes), 'a good sample')

/** What a reader is told of a file that somebody altered who can write zips and count files again. */
const saidOf = (name: string, bytes: Uint8Array) =>
  verify(altered(sample.bytes, (all) => void all.set(name, bytes))).problems

test('[VE-17] every flipped bit of the shortest file is found', () => {
  const [acts, lists] = [sample.parts.acts.slice(0, 1), sample.parts.lists.slice(0, 2)]
  const small = packSample({ ...sample.parts, acts, lists, setAside: [], receipts: [], checkpoints: [] })
  assert.equal(verify(small, NO_TRUST).verified, true)
  const name = fileName('disclosures', sample.acts.opening.id)
  const bytes = files.get(name) ?? new Uint8Array()
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const forged = altered(small, (all) => void all.set(name, flipped(bytes, bit)))
    assert.equal(verify(forged, NO_TRUST).verified, false, `bit ${bit}`)
  }
})

test('[VE-17] a flipped bit anywhere in any file is found, whoever counts the files again', () => {
  for (const [name, bytes] of files) {
    if (name === INDEX_NAME) continue
    // An odd step meets every bit of a byte in turn.
    const step = Math.floor((bytes.length * 8) / 12) | 1
    for (let bit = 0; bit < bytes.length * 8; bit += step)
      assert.notDeepEqual(saidOf(name, flipped(bytes, bit)), [], `${name} bit ${bit}`)
  }
})

test('[VE-17] a file cut short, emptied or lengthened is found', () => {
  for (const [name, bytes] of files) {
    if (name === INDEX_NAME) continue
    for (const other of [
      bytes.slice(0, -1),
      bytes.slice(0, bytes.length >> 1),
      new Uint8Array(),
      concat(bytes, utf8('\n')),
    ])
      assert.notDeepEqual(saidOf(name, other), [], name)
  }
})

test('[VE-17] a removed file is found, or takes away only what it proved', () => {
  const before = verify(sample.bytes, NO_TRUST)
  for (const name of files.keys()) {
    if (name === INDEX_NAME) continue
    const after = verify(
      altered(sample.bytes, (all) => void all.delete(name)),
      NO_TRUST,
    )
    if (after.verified) assert.notDeepEqual(after, before, name)
  }
})

test('[VE-17] bytes of any kind lead to a verdict', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.equal(verify(bytes).verified, false)
      assert.equal(verify(concat(utf8('PK\x03\x04'), bytes)).verified, false)
    }),
  )
})

test('[VE-17] an index of any form leads to a verdict', () => {
  const members = [
    'v',
    'format',
    'dossier',
    'exported',
    'by',
    'law',
    'root',
    'acts',
    'files',
    'statement',
    'more',
  ] as const
  fc.assert(
    fc.property(fc.constantFrom(...members), fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), (member, value) => {
      const edited = withIndex(sample.bytes, (index) => ({ ...index, [member]: value as never }))
      assert.equal(verify(edited).verified, false)
    }),
    { numRuns: 60 },
  )
})

test('[VE-17] files of any content lead to a verdict', () => {
  const names = [...files.keys()].filter((name) => name !== INDEX_NAME)
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map(utf8),
    fc.constantFrom(...names).map((name) => files.get(name) ?? new Uint8Array()),
  )
  fc.assert(
    fc.property(fc.constantFrom(...names), content, (name, bytes) => {
      assert.equal(Array.isArray(saidOf(name, bytes)), true)
    }),
    { numRuns: 100 },
  )
})
