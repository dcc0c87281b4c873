import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { allVectors } from './all-vectors.ts'
import { readVectorBytes, VECTORS } from './read-vectors.ts'

const MOST_BYTES = 300_000

test('the published vectors are those that this code makes', async () => {
  for (const [name, bytes] of await allVectors())
    assert.ok(Buffer.compare(bytes, readVectorBytes(name)) === 0, `${name}: run tools/src/write-vectors.ts`)
})

test('the vectors are small, and every file of them is generated or says what the others are', async () => {
  const generated = await allVectors()
  const files = readdirSync(VECTORS, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(VECTORS, name)).isFile())
  const others = files.filter((name) => !generated.has(name))
  assert.deepEqual(others.sort(), ['README.md', 'check.py'])
  const sizes = [...generated.values()].map(({ length }) => length)
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < MOST_BYTES, `${sizes}`)
})
