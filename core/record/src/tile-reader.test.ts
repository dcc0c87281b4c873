import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { expectOk, fromUtf8, utf8 } from '@comity/kernel'
import { SampleLog } from '../testing/index.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import {
  type ConsistencyClaim,
  leafHash,
  makeConsistencyProof,
  makeInclusionProof,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import { parseVerifierKey } from './note-key.ts'
import { openTiles, type TileSource } from './tile-reader.ts'
import { readEntryBundle, tileOfNode, tilePath } from './tiles.ts'

const vectors = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors'),
  'tlog-tiles',
)
const absent = !existsSync(vectors) && 'external vectors tlog-tiles are absent'

const sourceOf =
  (files: ReadonlyMap<string, Uint8Array>): TileSource =>
  async (tile) =>
    files.get(tilePath(tile))

test('[RE-7] all hashes of a tree are read out of its tiles', async () => {
  for (const size of [0, 1, 2, 255, 256, 257, 300, 600]) {
    const log = new SampleLog(engine, size)
    const files = await log.files()
    const read = expectOk(await openTiles(engine, { size, root: log.root() }, sourceOf(files)), `size ${size}`)
    for (let level = 0; 2 ** level <= size; level += 1)
      for (let index = 0; (index + 1) * 2 ** level <= size; index += 1)
        assert.deepEqual(await read(level, index), await log.read(level, index), `${level}/${index} of ${size}`)
    assert.equal(await read(0, size), undefined)
  }
})

test('[RE-7] partial tiles that were dropped are read out of the full ones', async () => {
  const [grown, head] = [new SampleLog(engine, 600), new SampleLog(engine, 300)]
  const files = await grown.files()
  const source = sourceOf(files)
  const read = await openTiles(engine, { size: 300, root: head.root() }, source)
  assert.deepEqual(read, { ok: false, error: 'tile-missing' })
  // Level 1 is partial in both trees, so that the smaller one's has to be kept; level 0 comes from the full tile.
  files.set('tile/1/000.p/1', (await head.files()).get('tile/1/000.p/1') ?? assert.fail())
  const again = expectOk(await openTiles(engine, { size: 300, root: head.root() }, source), 'all is there')
  assert.deepEqual(await again(0, 299), await head.read(0, 299))
})

test('[RE-7] nothing is given out that the root does not commit to: each bit of each tile', async () => {
  const log = new SampleLog(engine, 520)
  const honest = await log.files()
  const head = { size: log.size, root: log.root() }
  for (const [path, bytes] of honest) {
    if (!/^tile\/[01]\//.test(path)) continue
    for (let bit = 3; bit < bytes.length * 8; bit += bytes.length > 1000 ? 1777 : 37) {
      const altered = bytes.slice()
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const read = await openTiles(engine, head, sourceOf(new Map(honest).set(path, altered)))
      if (!read.ok) {
        assert.equal(read.error, 'wrong-root')
        continue
      }
      for (const index of [0, 255, 256, 511, 512, 519]) {
        const hash = await read.value(0, index)
        const inAltered = path === tilePath(tileOfNode(520, 0, index) ?? assert.fail())
        if (inAltered) assert.equal(hash, undefined, `${path} bit ${bit}`)
        else assert.deepEqual(hash, await log.read(0, index))
      }
    }
  }
})

test('[RE-7] tiles that are missing, short, long or swapped give no hash and no exception', async () => {
  const log = new SampleLog(engine, 520)
  const honest = await log.files()
  const head = { size: log.size, root: log.root() }
  const withFile = (path: string, bytes: Uint8Array | undefined) => {
    const files = new Map(honest)
    if (bytes) files.set(path, bytes)
    else files.delete(path)
    return openTiles(engine, head, sourceOf(files))
  }
  const full = honest.get('tile/0/000') ?? assert.fail()
  for (const bytes of [undefined, new Uint8Array(), full.slice(1), honest.get('tile/0/001')]) {
    const read = expectOk(await withFile('tile/0/000', bytes), 'not on the right edge')
    assert.equal(await read(0, 3), undefined)
    assert.deepEqual(await read(0, 300), await log.read(0, 300))
  }
  assert.deepEqual(await withFile('tile/0/002.p/8', undefined), { ok: false, error: 'tile-missing' })
  assert.deepEqual(await withFile('tile/0/002.p/8', full), { ok: false, error: 'tile-missing' })
  assert.deepEqual(await openTiles(engine, { ...head, size: 519 }, sourceOf(honest)), {
    ok: false,
    error: 'tile-missing',
  })
  assert.deepEqual(await openTiles(engine, { ...head, root: log.root().fill(0) }, sourceOf(honest)), {
    ok: false,
    error: 'wrong-root',
  })
})

test('[RE-7] a source that answers differently the second time is not believed', async () => {
  const log = new SampleLog(engine, 300)
  const files = await log.files()
  const asked = new Map<string, number>()
  const fickle: TileSource = async (tile) => {
    const path = tilePath(tile)
    asked.set(path, (asked.get(path) ?? 0) + 1)
    return (asked.get(path) ?? 0) > 1 ? new Uint8Array(tile.width * 32) : files.get(path)
  }
  const read = expectOk(await openTiles(engine, { size: 300, root: log.root() }, fickle), 'honest at first')
  for (const index of [299, 0, 299, 0]) assert.deepEqual(await read(0, index), await log.read(0, index))
})

test('[RE-7] external vectors: a real log, its tiles, its checkpoints', { skip: absent }, async () => {
  const bytesAt = (path: string) =>
    existsSync(join(vectors, 'log', path)) ? new Uint8Array(readFileSync(join(vectors, 'log', path))) : undefined
  const { origin, vkey, entries }: { origin: string; vkey: string; entries: string[] } = JSON.parse(
    readFileSync(join(vectors, 'vkey.json'), 'utf8'),
  )
  const log = { origin, key: expectOk(parseVerifierKey(engine, vkey), 'the vkey of the set') }
  const source: TileSource = async (tile) => bytesAt(tilePath(tile))
  const heads: Checkpoint[] = []
  for (const name of ['checkpoint.1', 'checkpoint.5', 'checkpoint.9', 'checkpoint']) {
    const { checkpoint } = expectOk(
      openCheckpoint(engine, fromUtf8(bytesAt(name) ?? new Uint8Array()) ?? '', log),
      name,
    )
    heads.push(checkpoint)
    const read = expectOk(await openTiles(engine, checkpoint, source), name)
    const bundle = bytesAt(tilePath({ of: 'entries', index: 0, width: checkpoint.size })) ?? assert.fail(name)
    const held = expectOk(readEntryBundle(bundle, checkpoint.size), name)
    assert.deepEqual(held.map(fromUtf8), entries.slice(0, checkpoint.size))
    for (const [index, text] of entries.slice(0, checkpoint.size).entries()) {
      const leaf = leafHash(engine, utf8(text))
      const proof = expectOk(await makeInclusionProof(engine, read, index, checkpoint.size), name)
      assert.ok(verifyInclusion(engine, { index, size: checkpoint.size, root: checkpoint.root, leaf, proof }).ok)
    }
  }
  const last = heads.at(-1) ?? assert.fail()
  assert.equal(last.size, 15)
  const read = expectOk(await openTiles(engine, last, source), 'last')
  for (const { size, root } of heads) {
    const proof = expectOk(await makeConsistencyProof(engine, read, size, last.size), `${size}`)
    const claim: ConsistencyClaim = { oldSize: size, oldRoot: root, newSize: last.size, newRoot: last.root, proof }
    assert.ok(verifyConsistency(engine, claim).ok, `${size} -> ${last.size}`)
    assert.deepEqual(expectOk(await treeRoot(engine, read, size), 'held'), root)
  }
  for (let size = 1; size <= 15; size += 1) {
    const level0 =
      bytesAt(tilePath({ of: 'hashes', level: 0, index: 0, width: size })) ?? assert.fail(`tile of ${size}`)
    const root = expectOk(await treeRoot(engine, read, size), 'held')
    assert.ok((await openTiles(engine, { size, root }, async () => level0)).ok, `tile of ${size}`)
  }
})
