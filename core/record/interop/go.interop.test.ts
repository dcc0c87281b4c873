import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { type Engine, pureEngine } from '@comity/crypto'
import { type Instant, utf8 } from '@comity/kernel'
import { formatVerifierKey, makeSealedEntry } from '../index.ts'
import { SampleLog, sampleSeed, sampleWitness } from '../testing/index.ts'

const engine: Engine = { ...pureEngine, sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')) }
const folder = mkdtempSync(join(tmpdir(), 'comity-go-'))
after(() => rmSync(folder, { recursive: true }))

// The library as Debian packages it (golang-golang-x-mod-dev): nothing is fetched.
const environment = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'cache') }
const verifier = join(folder, 'verify-log')
const absent = whatIsAbsent()

function whatIsAbsent(): string | false {
  if (spawnSync('go', ['version']).status !== 0) return 'go is absent'
  const library = spawnSync('go', ['list', 'golang.org/x/mod/sumdb/tlog'], { env: environment })
  return library.status !== 0 && 'golang.org/x/mod (golang-golang-x-mod-dev) is absent'
}
if (absent === false)
  execFileSync('go', ['build', '-o', verifier, join(import.meta.dirname, 'verify-log/main.go')], { env: environment })

const entry = (index: number) =>
  makeSealedEntry(engine, {
    objectId: engine.sha256(utf8(`act ${index}`)),
    salt: sampleSeed(1),
    channelKey: sampleSeed(2),
    entryNumber: index,
    dossierKey: sampleSeed(3),
    previous: undefined,
  })
const witness = sampleWitness(engine, 'overseer.example/witness', 40)
const at = '2026-03-03T10:00:00.000Z' as Instant

/** Writes the log as files: its newest checkpoint, cosigned, and one for each older size. */
async function exportLog(log: SampleLog, olderSizes: readonly number[]): Promise<string> {
  const directory = mkdtempSync(join(folder, 'log-'))
  const files = await log.files()
  files.set('checkpoint', utf8(await log.checkpoint(log.size, [[witness, at]])))
  for (const size of olderSizes) files.set(`checkpoint.${size}`, utf8(await log.checkpoint(size)))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
  return directory
}

function verifyWithGo(directory: string, log: SampleLog, step = 1): string {
  const { status, stdout, stderr } = spawnSync(
    verifier,
    [directory, formatVerifierKey(log.identity.key), String(step)],
    { encoding: 'utf8' },
  )
  return status === 0 ? stdout.trim() : `refused: ${stderr.trim()}`
}

test('[RE-1] [RE-6] Go verifies every leaf of a log of ours, and every older checkpoint', {
  skip: absent,
}, async () => {
  for (const size of [1, 2, 255, 256, 257, 1000]) {
    const log = new SampleLog(engine, size, { entry })
    const older = [1, 2, 3, 128, 255, 256, 257, 511, 512, 700, 999, 1000].filter((one) => one <= size)
    const verdict = verifyWithGo(await exportLog(log, older), log)
    assert.equal(verdict, `verified ${size} leaves and ${older.length} older checkpoints`)
  }
})

test('[RE-6] Go verifies a log with three levels of tiles', { skip: absent }, async () => {
  const log = new SampleLog(engine, 66_000, { entry })
  const older = [65_535, 65_536, 65_537]
  const verdict = verifyWithGo(await exportLog(log, older), log, 499)
  assert.equal(verdict, `verified ${Math.ceil(66_000 / 499)} leaves and 3 older checkpoints`)
})

test('[RE-7] Go refuses the log with any file of it altered', { skip: absent }, async () => {
  const log = new SampleLog(engine, 300, { entry })
  for (const path of [
    'checkpoint',
    'tile/0/000',
    'tile/0/001.p/44',
    'tile/1/000.p/1',
    'tile/entries/000',
    'tile/entries/001.p/44',
  ]) {
    const directory = await exportLog(log, [])
    const file = join(directory, path)
    const bytes = readFileSync(file)
    const middle = path === 'checkpoint' ? bytes.indexOf('\n300\n') + 10 : bytes.length >> 1
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    assert.match(verifyWithGo(directory, log), /^refused: /, path)
  }
})

test('[RE-11] Go refuses the log under another key, and a checkpoint of a history that parted', {
  skip: absent,
}, async () => {
  const log = new SampleLog(engine, 300, { entry })
  const directory = await exportLog(log, [200])
  const stranger = new SampleLog(engine, 0, { seed: 9 })
  assert.match(verifyWithGo(directory, stranger), /^refused: checkpoint: /)
  const parted = new SampleLog(engine, 200, { entry: (index) => entry(index === 150 ? 999 : index) })
  writeFileSync(join(directory, 'checkpoint.200'), await parted.checkpoint())
  assert.match(verifyWithGo(directory, log), /^refused: checkpoint\.200: /)
})
