import { writeSync } from 'node:fs'
import { ArchiveError } from '../archive-error.ts'
import { openSqliteArchive } from '../sqlite-archive.ts'
import { anAct, appendLeaf, DOSSIER, putDocument, putOutbox } from './samples.ts'

/**
 * A program for tests that kill it: `commit-loop.ts FILE`. It opens the archive, goes on where the strand ends, and
 * commits without end, several at a time. It prints `acknowledged <act id>` once a commit was answered.
 */
const [, , path = ''] = process.argv
const archive = await openSqliteArchive(path)
let count = (await archive.actsOf(DOSSIER)).length
let acknowledged = 0

/** One step of a node: an act, two leaves, a message, and a counter, which stand or fall together. */
async function commitNext(): Promise<void> {
  count += 1
  const [act, n] = [anAct({ seq: count }), count]
  const leaves = [appendLeaf(2 * n - 2, act.id), appendLeaf(2 * n - 1)]
  const message = putOutbox({ id: `m${n}`, acts: [act.id], sealed: new Uint8Array(700) })
  const committed = await archive.commit([{ do: 'put-act', act }, ...leaves, message, putDocument('counter', n - 1)])
  if (!committed.ok) throw new Error(committed.error)
  acknowledged += 1
  writeSync(1, `acknowledged ${act.id}\n`)
}

try {
  while (true) await Promise.all([commitNext(), commitNext(), commitNext()])
} catch (error) {
  writeSync(1, `refused ${error instanceof ArchiveError ? error.fault : error} after ${acknowledged}\n`)
}
