import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { KeptAct } from '@comity/archive'
import { ArchiveError, damaged, explained, notAnArchive } from './archive-error.ts'
import { formOf, MIGRATIONS, meta, setMeta } from './migrations.ts'
import { assertSound, logFileOf, newerForm } from './open-database.ts'
import { readAct } from './sqlite/acts.ts'

/** Pages that are copied in one step, in which commits wait: 4 MiB, some milliseconds. */
const PAGES_PER_STEP = 1024

/**
 * Copies the archive on a connection to the new file `to`. Commits must be held meanwhile and made when `between` is
 * called: the engine takes them over into the copy, but a step that meets an open transaction is lost, and while commits
 * come fast enough every step would be.
 */
export async function backUp(db: DatabaseSync, to: string, between: () => void): Promise<void> {
  await written(to, async (partial) => {
    closeSync(openSync(partial, 'wx', 0o600))
    await backup(db, partial, { rate: PAGES_PER_STEP, progress: between })
    const copy = new DatabaseSync(partial)
    try {
      // One file with nothing beside it, which says of itself that it was closed in order.
      copy.exec('PRAGMA journal_mode = DELETE')
      setMeta(copy, 'state', 'closed')
      assertSound(copy, to)
    } finally {
      copy.close()
    }
  })
}

export type RestoreCheck = {
  /**
   * What is wrong with an act, in words, or `undefined`. Recomputing the id from the bytes needs the formats of acts,
   * which a store does not know.
   */
  readonly verifyAct?: (act: KeptAct) => Promise<string | undefined>
}

export type Restored = { readonly acts: number; readonly leaves: number }

/**
 * Makes a backup the archive `to`, which must not exist, after checking the copy that will be used: its pages, its form,
 * that it is a backup and not the file of an archive in use, and each act by `verifyAct`. Throws `ArchiveError`, and then
 * leaves no file of that name. What was signed after the backup is missing: before it signs, the node has to ask its
 * witnesses for the last checkpoint they know of it.
 */
export async function restoreArchive(from: string, to: string, { verifyAct }: RestoreCheck = {}): Promise<Restored> {
  if (existsSync(logFileOf(from))) throw notABackup(from)
  let restored: Restored = { acts: 0, leaves: 0 }
  await written(to, async (partial) => {
    copyFileSync(from, partial)
    chmodSync(partial, 0o600)
    restored = await checked(partial, from, verifyAct)
  })
  return restored
}

async function checked(copy: string, from: string, verifyAct: RestoreCheck['verifyAct']): Promise<Restored> {
  const db = new DatabaseSync(copy, { readOnly: true })
  try {
    const form = formOf(db)
    if (form === undefined || form === 0) throw notAnArchive(from)
    if (form > MIGRATIONS.length) throw newerForm(from, form, MIGRATIONS.length)
    if (meta(db, 'state') !== 'closed') throw notABackup(from)
    assertSound(db, from)
    for (const row of verifyAct ? db.prepare('SELECT * FROM acts ORDER BY arrival').iterate() : []) {
      const act = readAct(row)
      const fault = await verifyAct?.(act)
      if (fault !== undefined) throw damaged(from, `act ${act.id}: ${fault}`)
    }
    return { acts: count(db, 'acts'), leaves: count(db, 'leaves') }
  } finally {
    db.close()
  }
}

function count(db: DatabaseSync, table: 'acts' | 'leaves'): number {
  const rows = db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows']
  return typeof rows === 'number' ? rows : 0
}

/** Lets `write` fill a file beside `to`, and gives it that name when it is whole and on the disk; never over another file. */
async function written(to: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${to}.partial`
  try {
    if (existsSync(to) || existsSync(logFileOf(to))) throw alreadyExists(to)
    rmSync(partial, { force: true })
    await write(partial)
    synchronize(partial)
    // A link, unlike a rename, fails where the name was taken meanwhile.
    linkSync(partial, to)
    rmSync(partial)
    synchronize(dirname(to))
  } catch (error) {
    rmSync(partial, { force: true })
    throw isTaken(error) ? alreadyExists(to) : explained(error, to)
  }
}

function synchronize(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return // a folder cannot be opened there
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

const alreadyExists = (path: string): ArchiveError =>
  new ArchiveError(
    'already-exists',
    `${path} exists already and was not touched: an archive is never overwritten. Choose another name, or move that file away first.`,
  )

const notABackup = (path: string): ArchiveError =>
  new ArchiveError(
    'not-a-backup',
    `${path} is an archive that was not closed, or a copy of its file alone: its latest commits may lie in the log beside it. Make a backup with the program, and restore that.`,
  )
