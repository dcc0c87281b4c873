import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { anAct, appendLeaf, DOSSIER } from './contract/samples.ts'
import { inScratchFolder } from './contract/scratch-folder.ts'
import { openSqliteArchive } from './sqlite-archive.ts'

const ROUNDS = 20
const program = join(import.meta.dirname, 'contract/commit-loop.ts')

test(`[AR-1] [AR-2] ${ROUNDS} times killed while committing: all that was acknowledged is there, and nothing is half there`, () =>
  inScratchFolder(async (path) => {
    const acknowledged = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = acknowledged.size
      // Every fourth is killed soon after it was started, when it may be opening; the others while they commit.
      const killed = await killedWhileCommitting(path('archive'), round % 4 === 0 ? 'any-time' : 'while-committing')
      for (const id of killed) acknowledged.add(id)
      const whole = await wholeCommits(path('archive'))
      for (const id of acknowledged) assert.ok(whole.has(id), `round ${round}: ${id} was acknowledged and is gone`)
      if (round % 4 !== 0) assert.ok(acknowledged.size > before)
    }
  }))

/** Starts the program, kills it at a random moment, and returns what it had acknowledged. */
async function killedWhileCommitting(
  path: string,
  moment: 'any-time' | 'while-committing',
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const closed = once(child, 'close')
  if (moment === 'while-committing') await Promise.race([once(child.stdout, 'data'), closed])
  await Promise.race([wait(Math.random() * 150), closed])
  child.kill('SIGKILL')
  await closed
  assert.equal(child.signalCode, 'SIGKILL', output.slice(-200))
  // The last line may be cut off: then the acknowledgement did not leave the process.
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace('acknowledged ', ''))
}

/** Opens what was left, checks that every commit in it is whole, and returns the acts. */
async function wholeCommits(path: string): Promise<ReadonlySet<string>> {
  const archive = await openSqliteArchive(path)
  try {
    const acts = await archive.actsOf(DOSSIER)
    const count = acts.length
    assert.deepEqual(
      acts,
      Array.from({ length: count }, (_, index) => anAct({ seq: index + 1 })),
    )
    const leaves = await archive.leaves(0, Number.MAX_SAFE_INTEGER)
    const objects = acts.flatMap(({ id, seq }) => [appendLeaf(2 * seq - 2, id).leaf, appendLeaf(2 * seq - 1).leaf])
    assert.deepEqual(leaves, objects)
    const messages = new Map((await archive.outboxOpen()).map((entry) => [entry.id, entry.acts]))
    assert.deepEqual(messages, new Map(acts.map(({ id, seq }) => [`m${seq}`, [id]])))
    assert.equal((await archive.document('drafts', 'counter'))?.version ?? 0, count)
    return new Set(acts.map(({ id }) => id))
  } finally {
    await archive.close()
  }
}
