import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { Defect, expectOk, utf8 } from '@comity/kernel'
import { SampleLog } from '../testing/index.ts'
import { appendLeaf, EMPTY_FRONTIER, frontierRoot, readFrontier } from './frontier.ts'
import { leafHash, treeRoot } from './merkle.ts'

test('[RE-3] appending yields exactly the inner nodes that the leaf completes', () => {
  let frontier = EMPTY_FRONTIER
  const seen = new Set<string>()
  for (let index = 0; index < 300; index += 1) {
    const appended = appendLeaf(engine, frontier, leafHash(engine, utf8(String(index))))
    for (const node of appended.completed) {
      assert.ok(node.level >= 1)
      assert.equal((node.index + 1) * 2 ** node.level, index + 1, 'complete with this leaf, not before')
      assert.equal(seen.has(`${node.level}/${node.index}`), false)
      seen.add(`${node.level}/${node.index}`)
    }
    frontier = appended.frontier
    assert.equal(frontier.size, index + 1)
  }
  const complete = [1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, level) => sum + Math.floor(300 / 2 ** level), 0)
  assert.equal(seen.size, complete)
})

test('[RE-3] the frontier read from the stored hashes is the one that appending left', async () => {
  const log = new SampleLog(engine)
  let frontier = EMPTY_FRONTIER
  for (let size = 0; size <= 130; size += 1) {
    assert.deepEqual(expectOk(await readFrontier(log.read, size), 'held'), frontier)
    assert.deepEqual(frontierRoot(engine, frontier), expectOk(await treeRoot(engine, log.read, size), 'held'))
    const entry = utf8(`entry ${size}`)
    log.append(entry)
    frontier = appendLeaf(engine, frontier, leafHash(engine, entry)).frontier
  }
})

test('[RE-3] a frontier that lacks a hash is refused, not guessed', async () => {
  assert.deepEqual(await readFrontier(async () => undefined, 3), { ok: false, error: 'hash-missing' })
  assert.throws(() => appendLeaf(engine, { size: 1, hashes: [] }, leafHash(engine, utf8('x'))), Defect)
})
