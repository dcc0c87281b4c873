import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import type { Instant } from '@comity/kernel'
import { memoryWitnessStore } from './memory-store.ts'
import { openWitnessStore } from './sqlite-store.ts'
import { witnessStoreContract } from './witness-store-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-witness-'))
const opened: { close(): void }[] = []
let files = 0
const freshFile = () => {
  files += 1
  return join(folder, `${files}.sqlite`)
}
const open = (path: string) => {
  const store = openWitnessStore(path)
  opened.push(store)
  return store
}
after(() => {
  for (const store of opened) store.close()
  rmSync(folder, { recursive: true })
})

const head = (size: number) => ({
  size,
  root: new Uint8Array(32),
  note: 'a note',
  at: '2026-03-03T10:00:00.000Z' as Instant,
})

witnessStoreContract('memory', () => {
  const store = memoryWitnessStore()
  return [store, store]
})
witnessStoreContract('SQLite', () => {
  const path = freshFile()
  return [open(path), open(path)]
})

test('[WI-5] SQLite: what was answered is there after the process is gone', async () => {
  const path = freshFile()
  const store = openWitnessStore(path)
  assert.equal(await store.replace('a', 0, head(5)), true)
  store.close()
  assert.deepEqual(await open(path).latest('a'), head(5))
})

test('[WI-1] SQLite: the file itself refuses to go back or to forget', async () => {
  const path = freshFile()
  await open(path).replace('a', 0, head(5))
  const database = new DatabaseSync(path)
  assert.throws(() => database.exec('UPDATE cosigned SET size = 4'), /never goes back/)
  assert.throws(() => database.exec('DELETE FROM cosigned'), /never forgets/)
  database.close()
})

test('[WI-5] SQLite: a file of a newer form is refused, a damaged row is an error and not a smaller tree', async () => {
  const path = freshFile()
  const store = open(path)
  await store.replace('a', 0, head(5))
  const database = new DatabaseSync(path)
  database.exec("UPDATE cosigned SET at = 'yesterday'")
  await assert.rejects(store.latest('a'))
  await assert.rejects(store.replace('a', 5, head(6)))
  database.exec('PRAGMA user_version = 2')
  database.close()
  assert.throws(() => openWitnessStore(path), /form 2/)
})
