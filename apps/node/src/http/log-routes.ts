import type { Archive } from '@comity/archive'
import { makeEntryBundle, makeTile, parseTilePath, TILE_WIDTH } from '@comity/record'
import { Hono } from 'hono'

/** The log as static files of c2sp.org/tlog-tiles, made from what the archive holds. Public: entries hide what they commit to. */
export function logRoutes(archive: Pick<Archive, 'latestCheckpoint' | 'latestWitnessed' | 'leaves' | 'node'>): Hono {
  const routes = new Hono()
  routes.get('/checkpoint', async (context) => {
    const checkpoint = (await archive.latestWitnessed()) ?? (await archive.latestCheckpoint())
    if (!checkpoint) return context.text('No checkpoint yet.\n', 404)
    return context.text(checkpoint.note, 200, { 'cache-control': 'no-cache' })
  })
  routes.get('/tile/:path{.+}', async (context) => {
    const bytes = await readLogFile(archive, `tile/${context.req.param('path')}`)
    if (!bytes) return context.text('No such tile.\n', 404)
    // A tile never changes: a full one and a partial one of a given width are the same for ever.
    return context.body(bytes as Uint8Array<ArrayBuffer>, 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  return routes
}

/** Bytes of one tile, hashes or entries, as far as a signed checkpoint covers it. */
export async function readLogFile(
  archive: Pick<Archive, 'latestCheckpoint' | 'leaves' | 'node'>,
  path: string,
): Promise<Uint8Array | undefined> {
  const tile = parseTilePath(path)
  const size = (await archive.latestCheckpoint())?.size ?? 0
  if (!tile.ok) return undefined
  if (tile.value.of === 'hashes') {
    const held = Math.floor(size / TILE_WIDTH ** tile.value.level)
    if (tile.value.index * TILE_WIDTH + tile.value.width > held) return undefined
    const bytes = await makeTile((level, index) => archive.node(level, index), tile.value)
    return bytes.ok ? bytes.value : undefined
  }
  const first = tile.value.index * TILE_WIDTH
  if (first + tile.value.width > size) return undefined
  return makeEntryBundle((await archive.leaves(first, first + tile.value.width)).map(({ entry }) => entry))
}
