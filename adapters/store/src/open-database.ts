import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { type Instant, instantOf } from '@comity/kernel'
import { ArchiveError, damaged, explained, notAnArchive } from './archive-error.ts'
import { formOf, MIGRATIONS, type Migration, meta, migrate, setMeta } from './migrations.ts'

export type OpenOptions = {
  /** For what `meta` says about openings and migrations; decides nothing. */
  readonly clock?: () => Instant
  /** The forms this program knows; others than the released ones only where migrating is tried out. */
  readonly migrations?: readonly Migration[]
}

/**
 * The one connection of a node to its archive, created where there is none, brought to the present form, and locked
 * against every other connection until it is closed. Throws `ArchiveError`.
 *
 * Nothing here or elsewhere may open the file through `node:fs` while it is connected: closing such a descriptor would
 * drop the process's POSIX locks on it, and with them the exclusive lock.
 */
export function openDatabase(path: string, options: OpenOptions = {}): DatabaseSync {
  const { clock = () => instantOf(Date.now()), migrations = MIGRATIONS } = options
  try {
    inspect(path, migrations.length)
    // Only its owner may read an archive. SQLite gives its log file the rights of the database file.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
    const db = new DatabaseSync(path, { timeout: 0, defensive: true, enableDoubleQuotedStringLiterals: false })
    try {
      prepare(db, path, { clock, migrations })
      return db
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw explained(error, path)
  }
}

/** Writes down that the archive was closed in order, moves its log into the file, and gives up the lock. */
export function closeDatabase(db: DatabaseSync): void {
  try {
    setMeta(db, 'state', 'closed')
  } catch {
    // A disk too full for one row loses nothing that was committed; the next opening checks the file.
  }
  db.close()
}

/**
 * Throws `ArchiveError` for a file that must not be served. It only reads: even to close a connection that may write
 * would move the log into the file, and what was refused is to be left as it was found.
 */
function inspect(path: string, known: number): void {
  if (!existsSync(path) || statSync(path).size === 0) return
  const url = pathToFileURL(realpathSync(path))
  const logIsThere = existsSync(logFileOf(path))
  // Without a log there is nothing to recover, and reading must not make one.
  if (!logIsThere) url.searchParams.set('immutable', '1')
  const db = new DatabaseSync(url, { readOnly: true, timeout: 0 })
  try {
    const form = formOf(db)
    if (form === undefined) throw notAnArchive(path)
    if (form > known) throw newerForm(path, form, known)
    const wasLeftOpen = form > 0 && meta(db, 'state') !== 'closed'
    if (wasLeftOpen || logIsThere) assertSound(db, path)
  } finally {
    db.close()
  }
}

function prepare(db: DatabaseSync, path: string, { clock, migrations }: Required<OpenOptions>): void {
  // The lock comes first, and is kept: it makes this the only connection, and needs no shared memory beside the file.
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  db.exec('PRAGMA trusted_schema = OFF')
  makeDurable(db, path)
  migrate(db, migrations, clock())
  setMeta(db, 'opened-at', clock())
  setMeta(db, 'state', 'open')
  // What inspecting left behind; no other connection can be using it any more.
  rmSync(`${logFileOf(path).slice(0, -'wal'.length)}shm`, { force: true })
  // From here on the file itself says that it is open, so that a copy of it without its log is not taken for a backup.
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Each commit is on the disk before it is answered: the log is synchronised at every commit (AR-2). */
function makeDurable(db: DatabaseSync, path: string): void {
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
  if (mode !== 'wal')
    throw new ArchiveError(
      'not-readable',
      `${path} cannot have a write-ahead log beside it. Choose a file on a local disk.`,
    )
  db.exec('PRAGMA synchronous = FULL')
  // On macOS an ordinary fsync leaves the data in the drive's cache; elsewhere these two say nothing.
  db.exec('PRAGMA fullfsync = ON')
  db.exec('PRAGMA checkpoint_fullfsync = ON')
}

/** Throws `ArchiveError` where the engine finds that pages, rows or constraints contradict each other. */
export function assertSound(db: DatabaseSync, path: string): void {
  const findings = db
    .prepare('PRAGMA quick_check(3)')
    .all()
    .map((row) => row['quick_check'])
  if (findings.length !== 1 || findings[0] !== 'ok') throw damaged(path, findings.join('; '))
}

/** SQLite puts the log beside the file that a symbolic link leads to. */
export const logFileOf = (path: string): string => `${existsSync(path) ? realpathSync(path) : path}-wal`

export const newerForm = (path: string, form: number, known: number): ArchiveError =>
  new ArchiveError(
    'newer-form',
    `${path} has form ${form}, and this program knows forms up to ${known}. It was left as it is. Start it with the newer program, or restore a backup made before the update.`,
  )
