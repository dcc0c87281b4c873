import type { Engine } from '@comity/crypto'
import { bytesEqual, err, ok, type Result } from '@comity/kernel'
import { type HashReader, treeRoot } from './merkle.ts'
import {
  type HashTile,
  partialTilesOf,
  readTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tileHash,
  tileOfNode,
} from './tiles.ts'

/** Fetches the bytes of a tile from wherever the log's files lie; `undefined` where there is none. */
export type TileSource = (tile: Tile) => Promise<Uint8Array | undefined>

/** What a checkpoint says of a tree. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array }

/** Full tiles that a reader keeps, of 8 KiB each: enough for any proof, and for a walk along the leaves. */
const MAX_KEPT_TILES = 256

/**
 * A reader of a tree's hashes out of its tiles. It gives out nothing that the root does not commit to: the partial tiles
 * are checked against the root here, and kept; each full tile against the tile above it, when it is first read. A tile
 * that is missing or altered reads as absent.
 */
export async function openTiles(
  engine: Engine,
  head: TreeHead,
  source: TileSource,
): Promise<Result<HashReader, 'tile-missing' | 'wrong-root'>> {
  const edge = new Map<number, readonly Uint8Array[]>()
  for (const tile of partialTilesOf(head.size)) {
    const hashes = await fetchTile(source, tile)
    if (!hashes) return err('tile-missing')
    edge.set(tile.level, hashes)
  }
  const reader = new TileReader(engine, head.size, source, edge)
  // The root is computed over the right edge of the tree, which is all hashes of the partial tiles and nothing else.
  const root = await treeRoot(engine, (level, index) => reader.read(level, index), head.size)
  if (!root.ok) return err('tile-missing')
  if (!bytesEqual(root.value, head.root)) return err('wrong-root')
  return ok((level, index) => reader.read(level, index))
}

class TileReader {
  private readonly engine: Engine
  private readonly size: number
  private readonly source: TileSource
  private readonly edge: ReadonlyMap<number, readonly Uint8Array[]>
  private readonly kept = new Map<string, readonly Uint8Array[]>()

  constructor(engine: Engine, size: number, source: TileSource, edge: ReadonlyMap<number, readonly Uint8Array[]>) {
    this.engine = engine
    this.size = size
    this.source = source
    this.edge = edge
  }

  async read(level: number, index: number): Promise<Uint8Array | undefined> {
    const tile = tileOfNode(this.size, level, index)
    if (!tile) return undefined
    const hashes = tile.width < TILE_WIDTH ? this.edge.get(tile.level) : await this.fullTile(tile)
    const width = 2 ** (level % TILE_HEIGHT)
    const first = index * width - tile.index * TILE_WIDTH
    return hashes && tileHash(this.engine, hashes.slice(first, first + width))
  }

  private async fullTile(tile: HashTile): Promise<readonly Uint8Array[] | undefined> {
    const name = `${tile.level}/${tile.index}`
    const known = this.kept.get(name)
    if (known) return known
    const hashes = await fetchTile(this.source, tile)
    const committed = await this.read((tile.level + 1) * TILE_HEIGHT, tile.index)
    if (!hashes || !committed || !bytesEqual(tileHash(this.engine, hashes), committed)) return undefined
    if (this.kept.size >= MAX_KEPT_TILES) this.kept.clear()
    this.kept.set(name, hashes)
    return hashes
  }
}

async function fetchTile(source: TileSource, tile: HashTile): Promise<readonly Uint8Array[] | undefined> {
  const bytes = await source(tile)
  if (bytes) return hashesOf(bytes, tile.width)
  if (tile.width === TILE_WIDTH) return undefined
  // A log may drop a partial tile once the full one exists, and the full one begins with it.
  const full = await source({ ...tile, width: TILE_WIDTH })
  return full && hashesOf(full, TILE_WIDTH)?.slice(0, tile.width)
}

function hashesOf(bytes: Uint8Array, width: number): readonly Uint8Array[] | undefined {
  const hashes = readTile(bytes, width)
  return hashes.ok ? hashes.value : undefined
}
