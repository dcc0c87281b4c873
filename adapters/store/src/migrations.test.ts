import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Instant, instantOf } from '@comity/kernel'
import { ArchiveError } from './archive-error.ts'
import { observed } from './contract/model.ts'
import { appendLeaf, putAct, putDocument } from './contract/samples.ts'
import { inScratchFolder } from './contract/scratch-folder.ts'
import { formOf, MIGRATIONS, type Migration } from './migrations.ts'
import { closeDatabase, openDatabase } from './open-database.ts'
import { archiveOn, openSqliteArchive } from './sqlite-archive.ts'

const clock = (): Instant => instantOf(Date.UTC(2026, 2, 3, 7, 40))

const second: Migration = {
  name: 'who asked for the act',
  sql: "ALTER TABLE acts ADD COLUMN asked_by TEXT NOT NULL DEFAULT 'nobody'; CREATE INDEX acts_asked ON acts (asked_by);",
}
/** Fails at its last statement, after it has changed tables and rows. */
const broken: Migration = {
  name: 'broken',
  sql: 'DROP TABLE inbox; UPDATE acts SET dossier = strand; DELETE FROM leaves; SELECT no_such_function();',
}

test('[AR-8] a planted second migration is made on opening, and everything is still there', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct(), appendLeaf(0), putDocument('k', 0)])
    const before = await observed(archive)
    await archive.close()
    const db = openDatabase(path('archive'), { clock, migrations: [...MIGRATIONS, second] })
    assert.equal(formOf(db), 2)
    assert.deepEqual({ ...db.prepare('SELECT DISTINCT asked_by FROM acts').get() }, { asked_by: 'nobody' })
    const told = { ...db.prepare("SELECT value FROM meta WHERE name = 'form-2'").get() }
    assert.deepEqual(told, { value: `${clock()} who asked for the act` })
    const migrated = archiveOn(db, path('archive'))
    assert.deepEqual(await observed(migrated), before)
    await migrated.close()
    // And the program of today has become the old one.
    await assert.rejects(
      openSqliteArchive(path('archive')),
      (error) => error instanceof ArchiveError && error.fault === 'newer-form',
    )
  }))

test('[AR-8] a migration that fails half way leaves the older form, which the older program opens', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct(), appendLeaf(0)])
    const before = await observed(archive)
    await archive.close()
    for (const migrations of [
      [...MIGRATIONS, broken],
      [...MIGRATIONS, second, broken],
    ])
      assert.throws(() => openDatabase(path('archive'), { migrations }), /no_such_function/)
    const again = await openSqliteArchive(path('archive'))
    assert.deepEqual(await observed(again), before)
    await again.close()
  }))

test('[AR-8] a first form that fails half way leaves nothing, and the file can be used', () =>
  inScratchFolder(async (path) => {
    assert.throws(() => openDatabase(path('archive'), { migrations: [...MIGRATIONS, broken] }), /no_such_function/)
    const archive = await openSqliteArchive(path('archive'))
    assert.equal(await archive.logSize(), 0)
    await archive.close()
  }))

test('[AR-8] opening what is in the present form migrates nothing', () =>
  inScratchFolder(async (path) => {
    const told = (db: ReturnType<typeof openDatabase>) =>
      db.prepare("SELECT value FROM meta WHERE name = 'form-1'").get()?.['value']
    const first = openDatabase(path('archive'), { clock })
    assert.equal(told(first), `${clock()} the archive`)
    closeDatabase(first)
    const later = openDatabase(path('archive'))
    assert.equal(told(later), `${clock()} the archive`)
    closeDatabase(later)
    assert.ok(readFileSync(path('archive')).length > 0)
  }))
