import assert from 'node:assert/strict'
import { err, ok } from '@comity/kernel'
import type { Rule } from '../contract.ts'
import { appendLeaf, digestOf, putCheckpoint, putDocument } from './samples.ts'

/** AR-4 and ST-4 on the log. */
export function logRules(rule: Rule): void {
  rule('[AR-4] whoever computed against another size of the log is refused', async (archive) => {
    assert.deepEqual(await archive.commit([appendLeaf(1)]), err('log-moved-on'))
    assert.deepEqual(await archive.commit([appendLeaf(0)]), ok(undefined))
    assert.deepEqual(await archive.commit([appendLeaf(0)]), err('log-moved-on'))
    assert.deepEqual(await archive.commit([appendLeaf(2)]), err('log-moved-on'))
    assert.equal(await archive.logSize(), 1)
  })

  rule(
    '[AR-4] of many who race for the end of the log exactly one wins, and nothing of the others is kept',
    async (archive) => {
      const racers = ['a', 'b', 'c', 'd']
      const answers = await Promise.all(
        racers.map((name) => archive.commit([putDocument(name, 0), appendLeaf(0, name)])),
      )
      const winners = racers.filter((_, index) => answers[index]?.ok)
      assert.equal(winners.length, 1)
      assert.deepEqual(
        (await archive.documents('drafts')).map(({ key }) => key),
        winners,
      )
      assert.equal((await archive.leaf(0))?.object, winners[0])
    },
  )

  rule(
    '[AR-4] a checkpoint follows the one that its maker saw; of the same size it replaces the note',
    async (archive) => {
      assert.deepEqual(await archive.commit([putCheckpoint(3, 2)]), err('log-moved-on'))
      assert.deepEqual(await archive.commit([putCheckpoint(3, 0)]), ok(undefined))
      assert.deepEqual(await archive.commit([putCheckpoint(4, 0)]), err('log-moved-on'))
      assert.equal((await archive.latestCheckpoint())?.witnessed, false)
      const cosigned = { note: 'note 3 with a cosignature', witnessed: true }
      assert.deepEqual(await archive.commit([putCheckpoint(3, 3, cosigned)]), ok(undefined))
      assert.equal((await archive.latestCheckpoint())?.note, cosigned.note)
      assert.deepEqual(await archive.commit([putCheckpoint(5, 3)]), ok(undefined))
      assert.deepEqual(await archive.latestWitnessed(), await archive.firstWitnessedFrom(0))
    },
  )

  rule('[AR-4] of two checkpoints that race exactly one is kept', async (archive) => {
    const answers = await Promise.all([archive.commit([putCheckpoint(2, 0)]), archive.commit([putCheckpoint(3, 0)])])
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
    assert.equal((await archive.latestCheckpoint())?.size, answers[0].ok ? 2 : 3)
  })

  rule('[ST-4] leaves come by index, from the first asked for up to but without the last', async (archive) => {
    await archive.commit(Array.from({ length: 7 }, (_, index) => appendLeaf(index, index === 4 ? 'twice' : undefined)))
    await archive.commit([appendLeaf(7, 'twice')])
    const indexes = async (from: number, to: number) => (await archive.leaves(from, to)).map(({ index }) => index)
    assert.deepEqual(await indexes(2, 5), [2, 3, 4])
    assert.deepEqual(await indexes(6, 1e12), [6, 7])
    assert.deepEqual(await indexes(5, 5), [])
    assert.deepEqual(await indexes(5, 2), [])
    assert.deepEqual(await indexes(-3, 1), [0])
    assert.equal((await archive.leafOf('twice'))?.index, 4)
    assert.equal(await archive.leafOf('never'), undefined)
    assert.equal(await archive.leaf(8), undefined)
  })

  rule('[AR-4] every complete subtree can be read, and no other', async (archive) => {
    await archive.commit([0, 1, 2, 3, 4, 5, 6].map((index) => appendLeaf(index)))
    for (const [level, complete] of [7, 3, 1, 0].entries())
      for (let index = 0; index <= complete; index += 1) {
        const hash = digestOf(level === 0 ? `leaf ${index}` : `node ${level} ${index}`)
        assert.deepEqual(await archive.node(level, index), index < complete ? hash : undefined)
      }
  })

  rule('[ST-4] a bracket ends at the first witnessed checkpoint that is large enough', async (archive) => {
    assert.equal(await archive.latestCheckpoint(), undefined)
    assert.equal(await archive.latestWitnessed(), undefined)
    const sizes = [2, 4, 7, 9]
    const put = sizes.map((size, index) =>
      putCheckpoint(size, sizes[index - 1] ?? 0, { witnessed: size === 4 || size === 7 }),
    )
    await archive.commit(put)
    const bracket = async (size: number) => (await archive.firstWitnessedFrom(size))?.size
    assert.deepEqual(await Promise.all([0, 4, 5, 7, 8].map(bracket)), [4, 4, 7, 7, undefined])
    assert.equal((await archive.latestWitnessed())?.size, 7)
    assert.equal((await archive.latestCheckpoint())?.size, 9)
  })
}
