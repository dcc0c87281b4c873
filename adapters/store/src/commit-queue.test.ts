import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok } from '@comity/kernel'
import { ArchiveError } from './archive-error.ts'
import { CommitQueue } from './commit-queue.ts'
import { putAct } from './contract/samples.ts'
import { inScratchFolder } from './contract/scratch-folder.ts'
import { closeDatabase, openDatabase } from './open-database.ts'

/** Result codes that a failing disk, a damaged file and a full disk lead to (https://www.sqlite.org/rescode.html). */
const [IO_ERROR_ON_SYNC, CORRUPT, FULL] = [1034, 11, 13]

for (const { code, fault, goesOn } of [
  { code: IO_ERROR_ON_SYNC, fault: 'io-error', goesOn: false },
  { code: CORRUPT, fault: 'damaged', goesOn: false },
  { code: FULL, fault: 'disk-full', goesOn: true },
])
  test(`[ST-9] after ${fault} a commit that would succeed is ${goesOn ? 'taken' : 'refused until the archive is opened again'}`, () =>
    inScratchFolder(async (path) => {
      const db = openDatabase(path('archive'))
      let failing = true
      const commits = new CommitQueue(db, path('archive'), () => {
        if (failing) throw Object.assign(new Error('planted'), { errcode: code })
        return undefined
      })
      const hasFault = (error: unknown) => error instanceof ArchiveError && error.fault === fault
      await assert.rejects(commits.add([putAct()]), hasFault)
      failing = false
      if (goesOn) assert.deepEqual(await commits.add([putAct()]), ok(undefined))
      else await assert.rejects(commits.add([putAct()]), hasFault)
      assert.equal(commits.failed, !goesOn)
      closeDatabase(db)
    }))

test('[ST-9] where the disk fails, every commit of the transaction is refused', () =>
  inScratchFolder(async (path) => {
    const db = openDatabase(path('archive'))
    db.exec('CREATE TABLE made (at INTEGER)')
    let calls = 0
    const commits = new CommitQueue(db, path('archive'), () => {
      db.exec('INSERT INTO made VALUES (1)')
      calls += 1
      if (calls === 2) throw Object.assign(new Error('planted'), { errcode: FULL })
      return undefined
    })
    const answers = await Promise.allSettled([1, 2, 3].map(() => commits.add([putAct()])))
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    )
    assert.equal(db.prepare('SELECT count(*) AS rows FROM made').get()?.['rows'], 0)
    closeDatabase(db)
  }))
