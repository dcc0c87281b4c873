import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine, readJws } from '@comity/crypto'
import { canonicalBytes, expectOk, fromHex, fromUtf8, parseCanonical, toHex } from '@comity/kernel'
import { commitsTo, ENTRY_BYTES, makeSealedEntry, parseTlogProof, readEntry } from '@comity/record'
import { sampleDossier, sampleKey } from '../../testing/index.ts'
import { readContainer } from '../container/read-container.ts'
import { entryFrom, EXTRA_BYTES, extraOf } from '../leaf-proof.ts'
import { DossierIndex, ExportStatement, INDEX_NAME, readFileName } from './layout.ts'

const { bytes, acts } = await sampleDossier()
const files = expectOk(readContainer(bytes), 'a good sample')

test('[VE-4] every file lies in its folder under the digest of what it is', () => {
  const folders = new Set<string>()
  for (const [name, content] of files) {
    if (name === INDEX_NAME) continue
    const place = readFileName(name)
    assert.ok(place, name)
    folders.add(place.folder)
    if (place.folder === 'packs' || place.folder === 'checkpoints')
      assert.equal(toHex(engine.sha256(content)), place.id)
    if (place.folder === 'acts') assert.equal(expectOk(readJws(engine, content, 'comity-act+json'), name).id, place.id)
  }
  assert.equal(folders.size, 8)
})

test('[VE-4] no other name stands for a file', () => {
  const id = 'a'.repeat(64)
  for (const name of [
    `acts/${id}`,
    `acts/${id}.tlog-proof`,
    `acts/${id.slice(1)}.json`,
    `more/${id}.json`,
    `checkpoints/${id}.checkpoint`,
  ])
    assert.equal(readFileName(name), undefined, name)
})

test('[VE-7] the statement says what the index says, under the key of the exporting node', () => {
  const json = expectOk(parseCanonical(files.get(INDEX_NAME) ?? new Uint8Array()), 'canonical')
  const { statement, ...index } = DossierIndex.parse(json)
  const read = expectOk(readJws(engine, canonicalBytes(statement), 'comity-view+json'), 'a signed statement')
  assert.equal(read.kid, sampleKey('QQ node').kid)
  const stated = ExportStatement.parse(read.payload)
  assert.deepEqual(stated, ExportStatement.strip().parse(index))
})

test('[VE-8] an entry is made again from the act and the extra bytes of its proof, and commits to that act alone', () => {
  const fill = (byte: number) => new Uint8Array(32).fill(byte)
  const objectId = expectOk(fromHex(acts.arrest.id), 'an id')
  const entry = makeSealedEntry(engine, {
    objectId,
    salt: fill(1),
    channelKey: fill(2),
    entryNumber: 7,
    dossierKey: fill(3),
    previous: new Uint8Array(ENTRY_BYTES).fill(4),
  })
  const extra = extraOf(entry, fill(1))
  assert.equal(extra.length, EXTRA_BYTES)
  assert.deepEqual(entryFrom(engine, acts.arrest.id, extra), entry)
  assert.notDeepEqual(entryFrom(engine, acts.consent.id, extra), entry)
  assert.equal(entryFrom(engine, acts.arrest.id, extra.slice(1)), undefined)
  const proof = expectOk(
    parseTlogProof(fromUtf8(files.get(`proofs/${acts.arrest.id}.tlog-proof`) ?? new Uint8Array()) ?? ''),
    'own proof',
  )
  const again = entryFrom(engine, acts.arrest.id, proof.extra)
  const leaf = expectOk(readEntry(again ?? new Uint8Array()), 'a sealed leaf')
  assert.ok(commitsTo(engine, leaf, { objectId, salt: proof.extra?.slice(0, 32) ?? new Uint8Array() }))
})
