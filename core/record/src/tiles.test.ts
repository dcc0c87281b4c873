import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { concat, Defect, expectOk, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { SampleLog } from '../testing/index.ts'
import { leafHash } from './merkle.ts'
import {
  makeEntryBundle,
  makeTile,
  parseTilePath,
  partialTilesOf,
  readEntryBundle,
  readTile,
  type Tile,
  tileHash,
  tileOfNode,
  tilePath,
  tilesOf,
} from './tiles.ts'

const paths = (size: number, oldSize = 0) => [...tilesOf(size, oldSize)].map(tilePath)

test('[RE-6] tile paths are those of C2SP', () => {
  assert.equal(tilePath({ of: 'hashes', level: 0, index: 0, width: 256 }), 'tile/0/000')
  assert.equal(tilePath({ of: 'hashes', level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ of: 'hashes', level: 0, index: 1234, width: 17 }), 'tile/0/x001/234.p/17')
  assert.equal(tilePath({ of: 'entries', index: 999, width: 256 }), 'tile/entries/999')
  assert.equal(tilePath({ of: 'entries', index: 1000, width: 1 }), 'tile/entries/x001/000.p/1')
})

test('[RE-6] a path has one spelling', () => {
  const refused = [
    '',
    'tile',
    'tile/0',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
  ]
  refused.push(
    'tile/0/x000/000',
    'tile/0/x001',
    'tile/0/001/x002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
  )
  refused.push(
    'tile/0/000.p/',
    '/tile/0/000',
    'tile/0/000/',
    'tile/-1/000',
    'tile/entries/x000/001',
    'tile/Entries/000',
  )
  refused.push('tile/0/../000', 'tile/0/000\n', `tile/0/${'x999/'.repeat(6)}999`, 'tile/0/x009/x007/x199/x254/x740/992')
  for (const path of refused) assert.deepEqual(parseTilePath(path), { ok: false, error: 'not-a-tile' }, path)
  const tile: fc.Arbitrary<Tile> = fc.oneof(
    fc.record({ of: fc.constant('entries' as const), index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) }),
    fc.record({
      of: fc.constant('hashes' as const),
      level: fc.nat(63),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    }),
  )
  fc.assert(fc.property(tile, (of) => assert.deepEqual(parseTilePath(tilePath(of)), { ok: true, value: { ...of } })))
  fc.assert(
    fc.property(fc.string(), (path) => {
      const parsed = parseTilePath(`tile/${path}`)
      if (parsed.ok) assert.equal(tilePath(parsed.value), `tile/${path}`)
    }),
  )
})

test('[RE-6] a tree of 70,000 is the tiles that C2SP counts', () => {
  const tiles = [...tilesOf(70_000)]
  const count = (level: number, full: boolean) =>
    tiles.filter((tile) => tile.of === 'hashes' && tile.level === level && (tile.width === 256) === full).length
  assert.deepEqual(
    [count(0, true), count(0, false), count(1, true), count(1, false), count(2, false)],
    [273, 1, 1, 1, 1],
  )
  assert.deepEqual(
    partialTilesOf(70_000).map(({ level, width }) => [level, width]),
    [
      [0, 112],
      [1, 17],
      [2, 1],
    ],
  )
  assert.deepEqual(paths(256), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1'])
  assert.deepEqual(paths(0), [])
})

test('[RE-6] a log that grows writes exactly the tiles that its tree had not', () => {
  for (const [oldSize, size] of [
    [0, 300],
    [1, 2],
    [255, 256],
    [256, 257],
    [300, 300],
    [300, 520],
    [511, 513],
  ] as const) {
    const before = new Set(paths(oldSize))
    const fresh = paths(size).filter((path) => !before.has(path))
    assert.deepEqual(new Set(paths(size, oldSize)), new Set(fresh), `${oldSize} -> ${size}`)
  }
})

test('[RE-6] every node of a tree lies in a tile that the tree has', () => {
  for (const size of [1, 255, 256, 257, 300, 70_000]) {
    const known = new Set(paths(size))
    for (let level = 0; 2 ** level <= size; level += 1) {
      const last = Math.floor(size / 2 ** level) - 1
      for (const index of [0, last >> 1, last]) {
        const tile = tileOfNode(size, level, index) ?? assert.fail(`no tile for ${level}/${index} of ${size}`)
        assert.ok(known.has(tilePath(tile)), tilePath(tile))
      }
      assert.equal(tileOfNode(size, level, last + 1), undefined)
    }
  }
})

test('[RE-6] hash tiles are read whole or not at all, and hash to the node above', async () => {
  const log = new SampleLog(engine, 256)
  const bytes = expectOk(await makeTile(log.read, { of: 'hashes', level: 0, index: 0, width: 256 }), 'held')
  assert.equal(bytes.length, 8192)
  const hashes = expectOk(readTile(bytes, 256), 'own tile')
  assert.deepEqual(hashes[7], leafHash(engine, log.entries[7] ?? assert.fail()))
  assert.deepEqual(tileHash(engine, hashes), await log.read(8, 0))
  for (const length of [0, 31, 8191, 8193]) assert.equal(readTile(new Uint8Array(length), 256).ok, false)
  assert.deepEqual(await makeTile(log.read, { of: 'hashes', level: 0, index: 1, width: 1 }), {
    ok: false,
    error: 'hash-missing',
  })
})

test('[RE-6] entry bundles are read whole or not at all', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
      const bundle = makeEntryBundle(entries)
      assert.deepEqual(readEntryBundle(bundle, entries.length), { ok: true, value: entries })
      assert.equal(readEntryBundle(bundle, entries.length + 1).ok, false)
      assert.equal(readEntryBundle(concat(bundle, Uint8Array.of(0)), entries.length).ok, false)
      for (let length = 0; length < bundle.length; length += 1)
        assert.equal(readEntryBundle(bundle.slice(0, length), entries.length).ok, false)
    }),
    { numRuns: 30 },
  )
  const bundle = makeEntryBundle([utf8('one'), utf8('two')])
  assert.deepEqual(bundle, concat(Uint8Array.of(0, 3), utf8('one'), Uint8Array.of(0, 3), utf8('two')))
  for (let bit = 0; bit < bundle.length * 8; bit += 1) {
    const flipped = bundle.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.notDeepEqual(readEntryBundle(flipped, 2), { ok: true, value: [utf8('one'), utf8('two')] })
  }
  assert.equal(makeEntryBundle([new Uint8Array(65_535)]).length, 65_537)
  assert.throws(() => makeEntryBundle([new Uint8Array(65_536)]), Defect)
})
