import type { Engine } from '@comity/crypto'
import { bytesEqual, err, fromUtf8, ok, type Result, toBase64 } from '@comity/kernel'
import {
  type Checkpoint,
  type HashReader,
  leafHash,
  openCheckpoint,
  openTiles,
  parseVerifierKey,
  readEntryBundle,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tilesOf,
  treeRoot,
  type VerifierKey,
} from '@comity/record'

/** A file of the log by its path below the log's prefix (c2sp.org/tlog-tiles); `undefined` where there is none. */
export type LogFiles = (path: string) => Promise<Uint8Array | undefined>

export type LogVerdict = {
  readonly origin: string
  readonly size: number
  /** base64 */
  readonly root: string
  /** Tiles of hashes and of entries that were read, and agree with the root. */
  readonly tiles: number
  /** Sizes of earlier checkpoints that this log continues. */
  readonly continues: readonly number[]
}

/** Why a log cannot be relied on: where, what, what to do. */
export type LogProblem = { readonly place: string; readonly ground: string; readonly remedy: string }

/**
 * Recomputes a whole log: the signature on its checkpoint, every tile against the root, every entry against its leaf, and
 * every earlier checkpoint of the same log (`seen`, signed notes) against the tree. The first fault ends the check.
 */
export async function verifyLog(
  engine: Engine,
  files: LogFiles,
  vkey: string,
  seen: readonly string[] = [],
): Promise<Result<LogVerdict, LogProblem>> {
  const key = parseVerifierKey(engine, vkey)
  if (!key.ok)
    return err(problem('the verifier key', `it cannot be used (${key.error})`, 'Copy it from the State list.'))
  const note = await files('checkpoint')
  const head = readCheckpoint(engine, note && fromUtf8(note), key.value, 'checkpoint')
  if (!head.ok) return head
  const { origin, size, root } = head.value
  const reader = await openTiles(engine, head.value, (tile) => files(tilePath(tile)))
  if (!reader.ok)
    return err(
      problem('tile/', `its tiles do not give the root of the checkpoint (${reader.error})`, TELL_THE_OVERSEER),
    )
  let tiles = 0
  for (const tile of tilesOf(size)) {
    const fault = await faultOf(engine, files, reader.value, tile)
    if (fault) return err(problem(tilePath(tile), fault, TELL_THE_OVERSEER))
    tiles += 1
  }
  const continues: number[] = []
  for (const [at, earlier] of seen.entries()) {
    const place = `earlier checkpoint ${at + 1}`
    const before = readCheckpoint(engine, earlier, key.value, place)
    if (!before.ok) return before
    const fault = await continuationFault(engine, reader.value, before.value, size)
    if (fault) return err(problem(place, fault, TELL_THE_OVERSEER))
    continues.push(before.value.size)
  }
  return ok({ origin, size, root: toBase64(root), tiles, continues })
}

const TELL_THE_OVERSEER = 'Keep both and tell the overseer; do not rely on this log until it is explained.'

const problem = (place: string, ground: string, remedy: string): LogProblem => ({ place, ground, remedy })

function readCheckpoint(
  engine: Engine,
  note: string | undefined,
  key: VerifierKey,
  place: string,
): Result<Checkpoint, LogProblem> {
  if (note === undefined)
    return err(problem(place, 'there is no checkpoint', 'Name the folder or address that holds it.'))
  const opened = openCheckpoint(engine, note, { origin: key.name, key })
  if (opened.ok) return ok(opened.value.checkpoint)
  return err(
    problem(place, `it is not signed by ${key.name} (${opened.error})`, 'Compare the key with the State list.'),
  )
}

/** Reads a tile as the tree has it: hashes through the reader that checks them, entries against their leaves. */
async function faultOf(engine: Engine, files: LogFiles, read: HashReader, tile: Tile): Promise<string | undefined> {
  const first = tile.index * TILE_WIDTH
  if (tile.of === 'hashes') {
    for (let at = 0; at < tile.width; at += 1)
      if (!(await read(tile.level * TILE_HEIGHT, first + at)))
        return 'it is missing, or not the tile that the root commits to'
    return undefined
  }
  const bytes = (await files(tilePath(tile))) ?? (await files(tilePath({ ...tile, width: TILE_WIDTH })))
  if (!bytes) return 'the entries are missing'
  const entries = readEntryBundle(bytes, tile.width)
  if (!entries.ok) return 'these are not as many entries as the tree has leaves'
  for (const [at, entry] of entries.value.entries()) {
    const leaf = await read(0, first + at)
    if (!leaf || !bytesEqual(leaf, leafHash(engine, entry))) return `entry ${first + at} is not the one that was logged`
  }
  return undefined
}

async function continuationFault(
  engine: Engine,
  read: HashReader,
  before: Checkpoint,
  size: number,
): Promise<string | undefined> {
  if (before.size > size) return `the log was larger before: ${before.size} entries, now ${size}`
  const root = await treeRoot(engine, read, before.size)
  if (root.ok && bytesEqual(root.value, before.root)) return undefined
  return `the log at ${before.size} entries was another one: its history was rewritten`
}
