import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ok } from '@comity/kernel'
import { ArchiveError, type ArchiveFault } from './archive-error.ts'
import { observed } from './contract/model.ts'
import { anAct, appendLeaf, DOSSIER, putAct, putDocument, putOutbox } from './contract/samples.ts'
import { inScratchFolder, scratchFolder } from './contract/scratch-folder.ts'
import { type ArchiveUnderTest, archiveContract } from './contract.ts'
import { closeDatabase, openDatabase } from './open-database.ts'
import { archiveOn, openSqliteArchive, type SqliteArchive } from './sqlite-archive.ts'

async function under(copyOf?: string): Promise<ArchiveUnderTest> {
  const folder = scratchFolder()
  const path = folder.path('archive')
  if (copyOf !== undefined) copyArchive(copyOf, path)
  const archive = await openSqliteArchive(path)
  const end = async () => {
    await archive.close()
    folder.remove()
  }
  // What a process leaves behind that is killed now is what the two files hold now.
  const crash = async () => {
    const after = await under(path)
    await end()
    return after
  }
  return { archive, crash, end }
}

function copyArchive(from: string, to: string): void {
  copyFileSync(from, to)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`)
}

archiveContract('SQLite', () => under())

test('[AR-2] every commit waits for the disk', () =>
  inScratchFolder(async (path) => {
    const db = openDatabase(path('archive'))
    const setting = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    assert.equal(setting('journal_mode'), 'wal')
    assert.equal(setting('synchronous'), 2)
    assert.equal(setting('fullfsync'), 1)
    assert.equal(setting('locking_mode'), 'exclusive')
    closeDatabase(db)
  }))

test('[AR-2] however much of its end the log lost, every commit is whole or absent, and none is missing before another', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    const commits = 6
    for (let n = 1; n <= commits; n += 1)
      await archive.commit([
        putAct({ seq: n }),
        appendLeaf(2 * n - 2),
        appendLeaf(2 * n - 1),
        putOutbox({ id: `m${n}` }),
      ])
    const log = readFileSync(`${path('archive')}-wal`)
    const seen = new Set<number>()
    const cuts = Array.from({ length: Math.ceil(log.length / 997) }, (_, index) => 997 * index)
    for (const cut of [...cuts, log.length]) {
      copyFileSync(path('archive'), path('torn'))
      // A sector that was being written holds anything at all.
      writeFileSync(`${path('torn')}-wal`, Buffer.concat([log.subarray(0, cut), Buffer.alloc(512, 0xa5)]))
      const torn = await openSqliteArchive(path('torn'))
      const whole = (await torn.actsOf(DOSSIER)).map(({ seq }) => seq)
      assert.deepEqual(
        whole,
        Array.from({ length: whole.length }, (_, index) => index + 1),
      )
      assert.equal(await torn.logSize(), 2 * whole.length)
      assert.equal((await torn.outboxOpen()).length, whole.length)
      seen.add(whole.length)
      await torn.close()
    }
    assert.deepEqual(
      [...seen].sort(),
      Array.from({ length: commits + 1 }, (_, index) => index),
    )
    await archive.close()
  }))

test('[AR-7] an archive that is open cannot be opened again, in this process, in another, or by another name', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    symlinkSync(path('archive'), path('other-name'))
    await assert.rejects(openSqliteArchive(path('archive')), fault('in-use', /one writer.*Stop/))
    await assert.rejects(openSqliteArchive(path('other-name')), fault('in-use', /one writer/))
    const elsewhere = `import { openSqliteArchive } from ${JSON.stringify(import.meta.resolve('./sqlite-archive.ts'))}
      await openSqliteArchive(process.argv[1]).catch((error) => process.stdout.write(error.fault))`
    const other = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', elsewhere, path('archive')])
    assert.equal(other.stdout.toString(), 'in-use', other.stderr.toString())
    assert.deepEqual(await archive.commit([putAct()]), ok(undefined))
    await archive.close()
    const again = await openSqliteArchive(path('other-name'))
    assert.equal((await again.actsOf(DOSSIER)).length, 1)
    await again.close()
  }))

test('[ST-8] an archive that was closed in order leaves one file, and opens as it was', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit([putAct(), appendLeaf(0), putDocument('k', 0)])
    const before = await observed(archive)
    await archive.close()
    assert.equal(existsSync(`${path('archive')}-wal`), false)
    const again = await openSqliteArchive(path('archive'))
    assert.deepEqual(await observed(again), before)
    await again.close()
  }))

test('[ST-8] after an unclean stop a damaged file is refused as often as it is tried, and is not repaired', () =>
  inScratchFolder(async (path) => {
    await leftOpen(path('archive'))
    const [pages, log] = [readFileSync(path('archive')), readFileSync(`${path('archive')}-wal`)]
    for (let at = 4096; at < pages.length; at += 4096) pages.fill(0x5a, at, at + 64)
    writeFileSync(path('archive'), pages)
    for (let attempt = 0; attempt < 2; attempt += 1)
      await assert.rejects(openSqliteArchive(path('archive')), fault('damaged', /Nothing was repaired.*restore/))
    assert.ok(readFileSync(path('archive')).equals(pages))
    assert.ok(readFileSync(`${path('archive')}-wal`).equals(log))
  }))

test('[ST-8] after an unclean stop damage is found that nothing but a check of the whole file would meet', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    await archive.commit(Array.from({ length: 100 }, (_, index) => putAct({ seq: index + 1 })))
    await archive.close()
    const pages = readFileSync(path('archive'))
    writeFileSync(path('archive'), pages.fill(0x5a, pages.length - 4096, pages.length - 4000))
    writeFileSync(`${path('archive')}-wal`, '')
    await assert.rejects(openSqliteArchive(path('archive')), fault('damaged', /Nothing was repaired/))
    assert.ok(readFileSync(path('archive')).equals(pages))
  }))

test('[ST-8] what is not an archive is refused and left as it is', () =>
  inScratchFolder(async (path) => {
    writeFileSync(path('letter'), 'Dear colleagues, '.repeat(100))
    const db = openDatabase(path('other'), { migrations: [{ name: 'other', sql: 'CREATE TABLE letters (x TEXT)' }] })
    closeDatabase(db)
    for (const name of ['letter', 'other']) {
      const before = readFileSync(path(name))
      await assert.rejects(openSqliteArchive(path(name)), fault('not-an-archive', /left as it is\. Check the path/))
      assert.deepEqual(readFileSync(path(name)), before)
    }
    await assert.rejects(openSqliteArchive(path('no/such/folder')), fault('not-readable', /folder exists/))
  }))

test('[ST-8] no shortened file and no flipped byte makes opening hang or crash: it serves, or says why not', () =>
  inScratchFolder(async (path) => {
    const archive = await openSqliteArchive(path('archive'))
    for (let seq = 1; seq <= 40; seq += 1) await archive.commit([putAct({ seq }), appendLeaf(seq - 1)])
    await archive.close()
    const pages = readFileSync(path('archive'))
    for (let at = 0; at < pages.length; at += at < 200 ? 7 : 3301) {
      for (const hurt of [pages.subarray(0, at), pages.with(at, (pages[at] ?? 0) ^ 0x41)]) {
        writeFileSync(path('hurt'), hurt)
        writeFileSync(`${path('hurt')}-wal`, '')
        const opened = await openSqliteArchive(path('hurt')).catch((error: unknown) => error)
        if (!(opened instanceof Error)) await served(opened as SqliteArchive)
        else assert.ok(opened instanceof ArchiveError, `${at}: ${opened}`)
        for (const name of ['hurt', 'hurt-wal']) rmSync(path(name), { force: true })
      }
    }
  }))

/** Reads what there is; a row that the archive never wrote is an `ArchiveError`, not another value. */
async function served(archive: SqliteArchive): Promise<void> {
  const read = await observed(archive).catch((error: unknown) => error)
  if (read instanceof Error) assert.ok(read instanceof ArchiveError, String(read))
  await archive.close()
}

test('[ST-9] on a full disk a commit is refused whole, and goes through when there is room', () =>
  inScratchFolder(async (path) => {
    const db = openDatabase(path('archive'))
    const archive = archiveOn(db, path('archive'))
    await archive.commit([putAct(), appendLeaf(0)])
    const before = await observed(archive)
    db.exec('PRAGMA max_page_count = 1')
    const large = [putAct({ seq: 2 }), appendLeaf(1), putOutbox({ sealed: new Uint8Array(1 << 20) })]
    await assert.rejects(archive.commit(large), fault('disk-full', /Nothing of the commit happened. Free space/))
    assert.deepEqual(await observed(archive), before)
    db.exec('PRAGMA max_page_count = 100000')
    assert.deepEqual(await archive.commit(large), ok(undefined))
    await archive.close()
  }))

test(
  '[ST-9] when the disk refuses a write nothing is acknowledged from then on, and what was acknowledged is there',
  { skip: process.platform === 'win32' && 'no such limit there' },
  () =>
    inScratchFolder(async (path) => {
      // The shell's limit on file size makes the system refuse writes beyond it, as a failing disk does.
      const program = join(import.meta.dirname, 'contract/commit-loop.ts')
      const limited = `ulimit -f 600 && exec "${process.execPath}" "$0" "$1"`
      const { stdout } = spawnSync('sh', ['-c', limited, program, path('archive')], {
        encoding: 'utf8',
      })
      const [lines, told] = [stdout.match(/^acknowledged /gm)?.length ?? 0, /^refused (\S+) after (\d+)$/m.exec(stdout)]
      assert.ok(lines > 0 && (told?.[1] === 'io-error' || told?.[1] === 'disk-full'), stdout.slice(-200))
      assert.equal(Number(told[2]), lines)
      const archive = await openSqliteArchive(path('archive'))
      assert.equal(await archive.logSize(), 2 * (await archive.actsOf(DOSSIER)).length)
      assert.ok((await archive.actsOf(DOSSIER)).length >= lines)
      await archive.close()
    }),
)

test(
  '[ST-11] only its owner can read an archive and its log',
  { skip: process.platform === 'win32' && 'no such rights there' },
  () =>
    inScratchFolder(async (path) => {
      const archive = await openSqliteArchive(path('archive'))
      for (const name of ['archive', 'archive-wal']) assert.equal(statSync(path(name)).mode & 0o777, 0o600)
      await archive.close()
    }),
)

test('[AR-8] an archive of a form yet to come is refused with what to do, and left as it is', () =>
  inScratchFolder(async (path) => {
    const db = openDatabase(path('archive'))
    db.exec("UPDATE meta SET value = '2' WHERE name = 'form'")
    closeDatabase(db)
    const before = readFileSync(path('archive'))
    await assert.rejects(
      openSqliteArchive(path('archive')),
      fault('newer-form', /form 2.*forms up to 1.*newer program/),
    )
    assert.deepEqual(readFileSync(path('archive')), before)
  }))

test('[AR-2] [ST-8] an empty file, as a process leaves it that is killed while it makes an archive, becomes an archive', () =>
  inScratchFolder(async (path) => {
    writeFileSync(path('archive'), '')
    const archive = await openSqliteArchive(path('archive'))
    assert.deepEqual(await archive.commit([putAct()]), ok(undefined))
    assert.deepEqual(await archive.act(anAct().id), anAct())
    await archive.close()
  }))

/** An archive with one commit in its log, as a killed process leaves it. */
async function leftOpen(path: string): Promise<void> {
  const archive = await openSqliteArchive(`${path}.running`)
  await archive.commit([putAct(), appendLeaf(0)])
  copyArchive(`${path}.running`, path)
  await archive.close()
}

const fault = (expected: ArchiveFault, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ArchiveError, String(error))
  assert.equal(error.fault, expected)
  assert.match(error.message, message)
  return true
}
