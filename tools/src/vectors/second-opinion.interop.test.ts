import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { VECTORS } from './read-vectors.ts'

const PYTHON = process.platform === 'win32' ? 'python' : 'python3'
const skip = spawnSync(PYTHON, ['--version']).status === 0 ? false : `${PYTHON} is absent`

const folder = mkdtempSync(join(tmpdir(), 'comity-vectors-'))
after(() => rmSync(folder, { recursive: true }))

const check = (vectors: string) => spawnSync(PYTHON, ['-B', join(vectors, 'check.py')], { encoding: 'utf8' })

test('[NP-10, NP-14, NP-22, NP-37, NP-38, NP-43, NP-52, NP-90, NP-94, NP-95, NP-130, NP-134] a program written from the specification alone computes the same', {
  skip,
}, () => {
  const { status, stdout, stderr } = check(VECTORS)
  assert.equal(status, 0, stdout + stderr)
  const figures = [...stdout.matchAll(/^(.+?) +(\d+) of (\d+) agree$/gm)]
  assert.equal(figures.length, 9, stdout)
  for (const [, part = '', agreed, tried] of figures) assert.ok(agreed === tried && Number(tried) > 0, part)
})

/** A change to one file of vectors: were it not found, the program would agree with anything. */
const CHANGES: readonly (readonly [string, RegExp, string])[] = [
  ['canonical-json.json', /"canonical": "\[0,0\]"/, '"canonical": "[-0,0]"'],
  ['keys.json', /"kid": "./, '"kid": "_'],
  ['acts.json', /"id": "../, '"id": "zz'],
  ['dossier.json', /("order": \[\s*)("\w+"),(\s*)("\w+")/, '$1$4,$3$2'],
  ['log.json', /"leafHash": "../, '"leafHash": "00'],
  ['state-lists.json', /("digests": \[\s*"sha256:)../, '$100'],
]

test('[NP-10] the program finds what is changed in the vectors', { skip }, () => {
  const vectors = join(folder, 'vectors')
  cpSync(join(VECTORS, '../schemas'), join(folder, 'schemas'), { recursive: true })
  for (const [name, from, to] of CHANGES) {
    cpSync(VECTORS, vectors, { recursive: true })
    const good = readFileSync(join(vectors, name), 'utf8')
    const changed = good.replace(from, to)
    assert.notEqual(changed, good, name)
    writeFileSync(join(vectors, name), changed)
    assert.equal(check(vectors).status, 1, name)
  }
})
