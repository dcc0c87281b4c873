import { DatabaseSync } from 'node:sqlite'
import { Defect, Instant } from '@comity/kernel'
import { z } from 'zod'
import type { CosignedHead, WitnessStore } from './witness-store.ts'

const FORM = 1
const LOCK_WAIT_MS = 5000

// The trigger says once more, below any code of ours, what a witness must never do.
const SCHEMA = `
  CREATE TABLE cosigned (
    origin TEXT PRIMARY KEY,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER cosigned_never_shrinks BEFORE UPDATE ON cosigned WHEN NEW.size < OLD.size
    BEGIN SELECT RAISE(ABORT, 'a witness never goes back to a smaller tree'); END;
  CREATE TRIGGER cosigned_is_never_forgotten BEFORE DELETE ON cosigned
    BEGIN SELECT RAISE(ABORT, 'a witness never forgets a log'); END;
  PRAGMA user_version = ${FORM};
`

const Row = z.strictObject({
  size: z.int().nonnegative(),
  root: z.instanceof(Uint8Array),
  note: z.string(),
  at: Instant,
})

/** A store in one SQLite file, written through to the disk at every step. `close` it before the file is moved. */
export function openWitnessStore(path: string): WitnessStore & { close(): void } {
  const database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  inTransaction(database, () => prepareForm(database, path))
  const select = database.prepare('SELECT size, root, note, at FROM cosigned WHERE origin = ?')
  const upsert = database.prepare(`
    INSERT INTO cosigned (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at
  `)
  const read = (origin: string): CosignedHead | undefined => {
    const row = select.get(origin)
    return row && Row.parse({ ...row })
  }
  return {
    latest: async (origin) => read(origin),
    async replace(origin, from, head) {
      if (head.size < from) throw new Defect(`witness store: from ${from} down to ${head.size}`)
      return inTransaction(database, () => {
        if ((read(origin)?.size ?? 0) !== from) return false
        upsert.run(origin, head.size, head.root, head.note, head.at)
        return true
      })
    },
    close: () => database.close(),
  }
}

function prepareForm(database: DatabaseSync, path: string): void {
  const form = database.prepare('PRAGMA user_version').get()?.['user_version']
  if (form === 0) database.exec(SCHEMA)
  else if (form !== FORM)
    throw new Error(`${path} has form ${form}; this program knows form ${FORM}: use the program that wrote it.`)
}

/** All of it or nothing, and alone: IMMEDIATE takes the write lock before anything is read. */
function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
