import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { KeptAct } from '@comity/archive'
import { bytesEqual, ok } from '@comity/kernel'
import { ArchiveError, type ArchiveFault } from './archive-error.ts'
import { restoreArchive } from './backup.ts'
import { observed } from './contract/model.ts'
import { anAct, appendLeaf, DOSSIER, putAct, putDocument, putOutbox } from './contract/samples.ts'
import { inScratchFolder } from './contract/scratch-folder.ts'
import { openSqliteArchive } from './sqlite-archive.ts'

test('[AR-9] a backup of a running archive opens like the original, from one file', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct(), appendLeaf(0), putDocument('k', 0)])
    await archive.backup(path('backup'))
    const before = await observed(archive)
    assert.deepEqual(await archive.commit([putAct({ seq: 2 })]), ok(undefined))
    await archive.close()
    assert.deepEqual(readdirSync(dirname(path('backup'))).sort(), ['archive', 'backup'])
    assert.deepEqual(await restoreArchive(path('backup'), path('restored')), { acts: 1, leaves: 1 })
    const restored = await openSqliteArchive(path('restored'))
    assert.deepEqual(await observed(restored), before)
    assert.deepEqual(await restored.commit([putAct({ seq: 2 }), appendLeaf(1)]), ok(undefined))
    await restored.close()
  }))

test('[AR-9] a backup taken while commits go on holds whole commits only, and all that were answered before it began', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    let count = 0
    const commitNext = async () => {
      count += 1
      const leaves = [appendLeaf(2 * count - 2), appendLeaf(2 * count - 1)]
      const message = putOutbox({ id: `m${count}`, sealed: new Uint8Array(80_000) })
      const late = archive.commit([putDocument('late', 5), putAct({ seq: count + 2 })])
      assert.deepEqual(await archive.commit([putAct({ seq: count }), ...leaves, message]), ok(undefined))
      assert.equal((await late).ok, false)
    }
    // More than is copied in one step, so that commits are made between the steps.
    const atFirst = 100
    while (count < atFirst) await commitNext()
    let copied = 0
    const backups = ['first', 'second'].map((name) => archive.backup(path(name)).then(() => (copied += 1)))
    while (copied < backups.length) {
      await commitNext()
      await turn()
    }
    await Promise.all(backups)
    const end = count
    await archive.close()
    for (const name of ['first', 'second']) {
      const { acts, leaves } = await restoreArchive(path(name), path(`${name}-restored`))
      assert.ok(acts > atFirst && acts <= end && leaves === 2 * acts, `${acts} acts, ${leaves} leaves`)
      const restored = await openSqliteArchive(path(`${name}-restored`))
      assert.equal((await restored.actsOf(DOSSIER)).at(-1)?.seq, acts)
      assert.equal((await restored.outboxOpen()).length, acts)
      await restored.close()
    }
  }))

test('[AR-9] closing waits for the backup that has begun', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct()])
    const backup = archive.backup(path('backup'))
    await archive.close()
    await backup
    assert.deepEqual(await restoreArchive(path('backup'), path('restored')), { acts: 1, leaves: 0 })
  }))

test('[ST-10] neither backup nor restore writes over a file that is there', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct()])
    await archive.backup(path('backup'))
    const before = readFileSync(path('backup'))
    await assert.rejects(archive.backup(path('backup')), fault('already-exists', /never overwritten.*another name/))
    await assert.rejects(archive.backup(path('archive')), fault('already-exists', /never overwritten/))
    await assert.rejects(
      restoreArchive(path('backup'), path('archive')),
      fault('already-exists', /move that file away/),
    )
    assert.deepEqual(await archive.commit([putAct({ seq: 2 })]), ok(undefined))
    await archive.close()
    writeFileSync(path('lost-wal'), '')
    await assert.rejects(restoreArchive(path('backup'), path('lost')), fault('already-exists', /never overwritten/))
    assert.deepEqual(readFileSync(path('backup')), before)
  }))

test('[ST-10] restore hands every act to the check, and makes nothing where one fails it', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    const acts = [1, 2, 3].map((seq) => anAct({ seq }))
    await archive.commit(acts.map((act) => ({ do: 'put-act', act })))
    await archive.backup(path('backup'))
    await archive.close()
    const verifyAct = async ({ seq, jws }: KeptAct) =>
      bytesEqual(jws, anAct({ seq }).jws) ? undefined : 'its bytes do not have this id'
    assert.deepEqual(await restoreArchive(path('backup'), path('good'), { verifyAct }), { acts: 3, leaves: 0 })
    const db = new DatabaseSync(path('backup'))
    db.prepare('UPDATE acts SET jws = ? WHERE seq = 2').run(new Uint8Array([1]))
    db.close()
    const rejected = fault('damaged', new RegExp(`act ${anAct({ seq: 2 }).id}: its bytes do not have this id`))
    await assert.rejects(restoreArchive(path('backup'), path('bad'), { verifyAct }), rejected)
    assert.deepEqual(readdirSync(dirname(path('bad'))).sort(), ['archive', 'backup', 'good'])
  }))

test('[ST-10] restore refuses what is no backup: a running archive, its file alone, another file, a newer form, damage', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    for (let seq = 1; seq <= 40; seq += 1) await archive.commit([putAct({ seq })])
    await archive.backup(path('backup'))
    await assert.rejects(
      restoreArchive(path('archive'), path('to')),
      fault('not-a-backup', /Make a backup with the program/),
    )
    copyFileSync(path('archive'), path('file-alone'))
    await assert.rejects(restoreArchive(path('file-alone'), path('to')), fault('not-a-backup', /its file alone/))
    await archive.close()
    writeFileSync(path('empty'), '')
    writeFileSync(path('letter'), 'Dear colleagues, '.repeat(1000))
    for (const name of ['empty', 'letter'])
      await assert.rejects(restoreArchive(path(name), path('to')), fault('not-an-archive', /Check the path/))
    await assert.rejects(restoreArchive(path('nowhere'), path('to')), fault('not-readable', /exists/))
    copyFileSync(path('backup'), path('newer'))
    const db = new DatabaseSync(path('newer'))
    db.exec("UPDATE meta SET value = '9' WHERE name = 'form'")
    db.close()
    await assert.rejects(restoreArchive(path('newer'), path('to')), fault('newer-form', /form 9/))
    const pages = readFileSync(path('backup'))
    for (const at of [4096, 8192, pages.length - 4096])
      writeFileSync(path(`hurt-${at}`), pages.fill(0x5a, at, at + 200))
    for (const at of [4096, 8192, pages.length - 4096])
      await assert.rejects(restoreArchive(path(`hurt-${at}`), path('to')), fault('damaged', /Nothing was repaired/))
    assert.equal(existsSync(path('to')), false)
    assert.equal(existsSync(path('to.partial')), false)
  }))

test(
  '[ST-11] only its owner can read a backup and what is restored from it',
  { skip: process.platform === 'win32' && 'no such rights there' },
  () =>
    inScratchFolder(async (path) => {
      const archive = await openSqliteArchive(path('archive'))
      await archive.backup(path('backup'))
      await archive.close()
      await restoreArchive(path('backup'), path('restored'))
      for (const name of ['backup', 'restored']) assert.equal(statSync(path(name)).mode & 0o777, 0o600)
    }),
)

const fault = (expected: ArchiveFault, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ArchiveError, String(error))
  assert.equal(error.fault, expected)
  assert.match(error.message, message)
  return true
}
