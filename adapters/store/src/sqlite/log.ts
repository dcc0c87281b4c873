import type { DatabaseSync } from 'node:sqlite'
import type { Change, Conflict, KeptCheckpoint, LogLeaf } from '@comity/archive'
import { Instant } from '@comity/kernel'
import { assertCompletes, assertFollows } from '../log-rules.ts'
import { bytes, type Row, read, text, whole } from './row.ts'

type Of<Kind extends Change['do']> = Extract<Change, { do: Kind }>

/** The transparency log as rows. `append` and `putCheckpoint` run inside the transaction of a commit. */
export function logTables(db: DatabaseSync) {
  const end = db.prepare('SELECT max(position) AS last FROM leaves')
  const leaf = db.prepare('SELECT * FROM leaves WHERE position = ?')
  const leaves = db.prepare('SELECT * FROM leaves WHERE position >= ? AND position < ? ORDER BY position')
  const leafOf = db.prepare('SELECT * FROM leaves WHERE object = ? ORDER BY position LIMIT 1')
  const leafHash = db.prepare('SELECT hash FROM leaves WHERE position = ?')
  const nodeHash = db.prepare('SELECT hash FROM nodes WHERE level = ? AND position = ?')
  const insertLeaf = db.prepare(
    'INSERT INTO leaves (position, entry, hash, object, salt) VALUES (:index, :entry, :hash, :object, :salt)',
  )
  const insertNode = db.prepare('INSERT INTO nodes (level, position, hash) VALUES (:level, :index, :hash)')
  const latest = db.prepare('SELECT * FROM checkpoints ORDER BY size DESC LIMIT 1')
  const latestWitnessed = db.prepare('SELECT * FROM checkpoints WHERE witnessed = 1 ORDER BY size DESC LIMIT 1')
  const firstWitnessed = db.prepare('SELECT * FROM checkpoints WHERE witnessed = 1 AND size >= ? ORDER BY size LIMIT 1')
  const putCheckpoint = db.prepare(`
    INSERT INTO checkpoints (size, root, note, witnessed, made_at) VALUES (:size, :root, :note, :witnessed, :at)
    ON CONFLICT (size) DO UPDATE SET note = excluded.note, witnessed = excluded.witnessed, made_at = excluded.made_at`)

  const size = (): number => {
    const last = end.get()?.['last']
    return typeof last === 'number' ? last + 1 : 0
  }
  const readFirst = <T>(row: Row | undefined, reader: (row: Row) => T): T | undefined => row && reader(row)

  return {
    size,
    leaf: (index: number): LogLeaf | undefined => readFirst(leaf.get(index), readLeaf),
    leaves: (from: number, to: number): readonly LogLeaf[] => leaves.all(from, to).map(readLeaf),
    leafOf: (object: string): LogLeaf | undefined => readFirst(leafOf.get(object), readLeaf),
    node: (level: number, index: number): Uint8Array | undefined =>
      readFirst(level === 0 ? leafHash.get(index) : nodeHash.get(level, index), (row) => bytes(row, 'hash')),
    latest: (): KeptCheckpoint | undefined => readFirst(latest.get(), readCheckpoint),
    latestWitnessed: (): KeptCheckpoint | undefined => readFirst(latestWitnessed.get(), readCheckpoint),
    firstWitnessedFrom: (from: number): KeptCheckpoint | undefined =>
      readFirst(firstWitnessed.get(from), readCheckpoint),

    append({ leaf, nodes }: Of<'append-leaf'>): Conflict | undefined {
      if (leaf.index !== size()) return 'log-moved-on'
      assertCompletes(leaf, nodes)
      const { index, entry, hash, object, salt } = leaf
      insertLeaf.run({ index, entry, hash, object, salt })
      for (const node of nodes) insertNode.run({ level: node.level, index: node.index, hash: node.hash })
      return undefined
    },

    putCheckpoint({ checkpoint, after }: Of<'put-checkpoint'>): Conflict | undefined {
      const before = readFirst(latest.get(), readCheckpoint)
      if ((before?.size ?? 0) !== after) return 'log-moved-on'
      assertFollows(before, checkpoint)
      const { size, root, note, at } = checkpoint
      putCheckpoint.run({ size, root, note, at, witnessed: checkpoint.witnessed ? 1 : 0 })
      return undefined
    },
  }
}

const readLeaf = (row: Row): LogLeaf => ({
  index: whole(row, 'position'),
  entry: bytes(row, 'entry'),
  hash: bytes(row, 'hash'),
  object: text(row, 'object'),
  salt: bytes(row, 'salt'),
})

const readCheckpoint = (row: Row): KeptCheckpoint => ({
  size: whole(row, 'size'),
  root: bytes(row, 'root'),
  note: text(row, 'note'),
  witnessed: whole(row, 'witnessed') === 1,
  at: read(Instant, row, 'made_at'),
})
