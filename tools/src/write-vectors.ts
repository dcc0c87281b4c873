import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allVectors } from './vectors/all-vectors.ts'

const folder = join(import.meta.dirname, '../../protocol/vectors')
for (const [name, bytes] of await allVectors()) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), bytes)
}
