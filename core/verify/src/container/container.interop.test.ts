import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sampleDossier } from '../../testing/index.ts'
import { readContainer } from './read-container.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-container-'))
after(() => rmSync(folder, { recursive: true }))

const { bytes } = await sampleDossier()
const file = join(folder, 'sample.comity')
writeFileSync(file, bytes)
const container = readContainer(bytes)
const names = container.ok ? [...container.value.keys()] : []

const has = (program: string, ...args: readonly string[]) => spawnSync(program, args).error === undefined

test('[VE-1] unzip finds every file whole', { skip: !has('unzip', '-v') && 'unzip is absent' }, () => {
  const tested = spawnSync('unzip', ['-t', file], { encoding: 'utf8' })
  assert.equal(tested.status, 0, tested.stderr)
  assert.equal(tested.stdout.match(/ OK$/gm)?.length, names.length)
})

const SCRIPT = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as container:
    assert container.testzip() is None
    print('\\n'.join(container.namelist()))
`

test('[VE-1] Python reads the same names in the same order', {
  skip: !has('python3', '--version') && 'python3 is absent',
}, () => {
  const read = spawnSync('python3', ['-c', SCRIPT, file], { encoding: 'utf8' })
  assert.deepEqual(read.stdout.trim().split('\n'), names, read.stderr)
})
