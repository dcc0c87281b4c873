import type { Engine } from '@comity/crypto'
import { concat, Defect, err, ok, type Result } from '@comity/kernel'
import { appendLeaf, EMPTY_FRONTIER, frontierRoot } from './frontier.ts'
import { HASH_BYTES, type HashReader } from './merkle.ts'

/** Hashes, or entries, in a full tile (c2sp.org/tlog-tiles): tiles of height 8. */
export const TILE_WIDTH = 256
export const TILE_HEIGHT = 8
const MAX_LEVEL = 63
const MAX_ENTRY_BYTES = 0xffff

/**
 * A file of the log. `of` says whether it holds tree hashes of a tile level, or the entries themselves; `width` is how
 * many, 256 unless the tile is the last one and partial.
 */
export type Tile =
  | { readonly of: 'hashes'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly of: 'entries'; readonly index: number; readonly width: number }
export type HashTile = Extract<Tile, { of: 'hashes' }>

/** Path below the log's prefix, for example `tile/0/x001/234.p/17` or `tile/entries/000`. */
export function tilePath(tile: Tile): string {
  const digits = String(tile.index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/[0-9]{3}/g) ?? []
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  const partial = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`
  return `tile/${tile.of === 'entries' ? 'entries' : tile.level}/${name}${partial}`
}

const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/

/** The tile that a path names. A path has one spelling: leading groups of zeroes and a partial width of 256 are refused. */
export function parseTilePath(path: string): Result<Tile, 'not-a-tile'> {
  const [, kind, groups, partial] = PATH.exec(path) ?? []
  if (kind === undefined || groups === undefined) return err('not-a-tile')
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : Number(partial)
  const level = Number(kind)
  const tile: Tile = kind === 'entries' ? { of: 'entries', index, width } : { of: 'hashes', level, index, width }
  const known = Number.isSafeInteger(index) && width <= TILE_WIDTH && !(level > MAX_LEVEL)
  return known && tilePath(tile) === path ? ok(tile) : err('not-a-tile')
}

/**
 * The tiles that a tree of `size` has and one of `oldSize` had not, bottom first: what a log writes when it has grown.
 * With the default, every tile of the tree.
 */
export function* tilesOf(size: number, oldSize = 0): Generator<Tile> {
  for (const { index, width } of newColumns(size, oldSize)) yield { of: 'entries', index, width }
  let [count, oldCount] = [size, oldSize]
  for (let level = 0; count > 0; level += 1) {
    for (const { index, width } of newColumns(count, oldCount)) yield { of: 'hashes', level, index, width }
    count = Math.floor(count / TILE_WIDTH)
    oldCount = Math.floor(oldCount / TILE_WIDTH)
  }
}

function* newColumns(count: number, oldCount: number): Generator<{ readonly index: number; readonly width: number }> {
  if (count === oldCount) return
  for (let index = Math.floor(oldCount / TILE_WIDTH); index * TILE_WIDTH < count; index += 1)
    yield { index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) }
}

/** The right edge of a tree: its hash tiles that are not full, at most one a level. */
export function partialTilesOf(size: number): readonly HashTile[] {
  const tiles: HashTile[] = []
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const [index, width] = [Math.floor(count / TILE_WIDTH), count % TILE_WIDTH]
    if (width > 0) tiles.push({ of: 'hashes', level, index, width })
  }
  return tiles
}

/** The tile, in a tree of this size, whose hashes lead to the node; `undefined` where the tree has no such node. */
export function tileOfNode(size: number, level: number, index: number): HashTile | undefined {
  if ((index + 1) * 2 ** level > size) return undefined
  const tileLevel = Math.floor(level / TILE_HEIGHT)
  const first = index * 2 ** (level % TILE_HEIGHT)
  const tileIndex = Math.floor(first / TILE_WIDTH)
  const count = Math.floor(size / TILE_WIDTH ** tileLevel)
  return {
    of: 'hashes',
    level: tileLevel,
    index: tileIndex,
    width: Math.min(TILE_WIDTH, count - tileIndex * TILE_WIDTH),
  }
}

/** The bytes of a hash tile, out of stored hashes. */
export async function makeTile(read: HashReader, tile: HashTile): Promise<Result<Uint8Array, 'hash-missing'>> {
  const first = tile.index * TILE_WIDTH
  const columns = Array.from({ length: tile.width }, (_, at) => read(tile.level * TILE_HEIGHT, first + at))
  const held = (await Promise.all(columns)).filter((hash) => hash !== undefined)
  return held.length === tile.width ? ok(concat(...held)) : err('hash-missing')
}

/** The hashes of a tile of this width. Says nothing yet about their truth. */
export function readTile(bytes: Uint8Array, width: number): Result<readonly Uint8Array[], 'wrong-length'> {
  if (bytes.length !== width * HASH_BYTES) return err('wrong-length')
  return ok(Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES)))
}

/** Root over consecutive hashes of one tile level: what the level above says of a full tile. */
export function tileHash(engine: Engine, hashes: readonly Uint8Array[]): Uint8Array {
  return frontierRoot(
    engine,
    hashes.reduce((frontier, hash) => appendLeaf(engine, frontier, hash).frontier, EMPTY_FRONTIER),
  )
}

/** Entries, each after its length as two bytes. Throws `Defect` for an entry that two bytes cannot count. */
export function makeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const tooLong = entries.find(({ length }) => length > MAX_ENTRY_BYTES)
  if (tooLong) throw new Defect(`tiles: an entry of ${tooLong.length} bytes`)
  return concat(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]))
}

/** Exactly `width` entries and nothing behind them. Says nothing yet about their truth. */
export function readEntryBundle(bytes: Uint8Array, width: number): Result<readonly Uint8Array[], 'wrong-length'> {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) return err('wrong-length')
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return err('wrong-length')
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  return at === bytes.length ? ok(entries) : err('wrong-length')
}
