import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { utf8 } from '@comity/kernel'
import { formatVerifierKey } from '@comity/record'
import { SampleLog } from '@comity/record/testing'
import { flipped } from '../testing/index.ts'
import { type LogFiles, verifyLog } from './verify-log.ts'

const vectors = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors'),
  'tlog-tiles',
)
const absent = !existsSync(vectors) && 'external vectors tlog-tiles are absent'

const log = new SampleLog(engine, 300)
const vkey = formatVerifierKey(log.identity.key)
const files = await log.files()
const from =
  (held: ReadonlyMap<string, Uint8Array>): LogFiles =>
  async (path) =>
    held.get(path)

test('[VE-19] a good log is recomputed from its files, and continues what was seen of it', async () => {
  const seen = [await log.checkpoint(1), await log.checkpoint(256), await log.checkpoint(300)]
  const verdict = await verifyLog(engine, from(files), vkey, seen)
  assert.ok(verdict.ok)
  const { origin, size, tiles, continues } = verdict.value
  assert.deepEqual(
    { origin, size, tiles, continues },
    { origin: log.identity.origin, size: 300, tiles: files.size - 1, continues: [1, 256, 300] },
  )
})

test('[VE-19] whatever is missing or altered in any file of a log is found', async () => {
  for (const [path, bytes] of files) {
    const without = new Map(files)
    without.delete(path)
    assert.equal((await verifyLog(engine, from(without), vkey)).ok, false, path)
    for (let bit = 5; bit < bytes.length * 8; bit += Math.floor(bytes.length * 2.3) | 1) {
      const altered = new Map(files).set(path, flipped(bytes, bit))
      assert.equal((await verifyLog(engine, from(altered), vkey)).ok, false, `${path} bit ${bit}`)
    }
  }
})

test('[VE-19] a rewritten or a shortened history is named', async () => {
  const other = new SampleLog(engine, 300, { entry: (index) => utf8(index === 7 ? 'another' : `entry ${index}`) })
  const rewritten = await verifyLog(engine, from(await other.files()), vkey, [await log.checkpoint(10)])
  assert.match(rewritten.ok ? '' : rewritten.error.ground, /rewritten/)
  const shorter = await verifyLog(engine, from(await log.files(200)), vkey, [await log.checkpoint(250)])
  assert.match(shorter.ok ? '' : shorter.error.ground, /larger before/)
})

test('[VE-19] another key, or none, verifies nothing', async () => {
  const other = formatVerifierKey(new SampleLog(engine, 0, { seed: 2 }).identity.key)
  assert.equal((await verifyLog(engine, from(files), other)).ok, false)
  assert.equal((await verifyLog(engine, from(files), 'nothing')).ok, false)
  assert.equal((await verifyLog(engine, async () => undefined, vkey)).ok, false)
})

test('[VE-19] a log that others wrote', { skip: absent }, async () => {
  const { vkey: theirs } = JSON.parse(readFileSync(join(vectors, 'vkey.json'), 'utf8')) as { vkey: string }
  const read: LogFiles = async (path) => {
    const file = join(vectors, 'log', path)
    return existsSync(file) ? readFileSync(file) : undefined
  }
  const seen = [1, 5, 9].map((size) => readFileSync(join(vectors, `log/checkpoint.${size}`), 'utf8'))
  const verdict = await verifyLog(engine, read, theirs, seen)
  assert.deepEqual(verdict.ok && [verdict.value.size, verdict.value.continues], [15, [1, 5, 9]])
})
