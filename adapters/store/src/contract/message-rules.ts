import assert from 'node:assert/strict'
import { ok, StateCode } from '@comity/kernel'
import type { Rule } from '../contract.ts'
import { anAct, at, DOSSIER, digestOf, OTHER_DOSSIER, PEER, putInbox, putOutbox, putReceipt } from './samples.ts'

/** AR-5 and ST-4 on messages and receipts. */
export function messageRules(rule: Rule): void {
  rule('[ST-4] open messages come by rank, then by time of queueing, then as they were put', async (archive) => {
    await archive.commit([
      putOutbox({ id: 'late', queuedAt: at(9) }),
      putOutbox({ id: 'b', queuedAt: at(1) }),
      putOutbox({ id: 'a', queuedAt: at(1), dossier: OTHER_DOSSIER }),
      putOutbox({ id: 'done', queuedAt: at(0), state: 'done' }),
      putOutbox({ id: 'urgent', queuedAt: at(9), rank: 0 }),
    ])
    await archive.commit([putOutbox({ id: 'b', queuedAt: at(1), state: 'left', attempts: 1 })])
    const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id)
    assert.deepEqual(ids(await archive.outboxOpen()), ['urgent', 'b', 'a', 'late'])
    assert.deepEqual(ids(await archive.outboxOf(DOSSIER)), ['done', 'b', 'late', 'urgent'])
    assert.deepEqual(ids(await archive.outboxOf(OTHER_DOSSIER)), ['a'])
    assert.equal((await archive.outbox('b'))?.attempts, 1)
  })

  rule('[ST-4] the channel to a peer counts what was sent to that peer, done or not', async (archive) => {
    assert.equal(await archive.channelSeq(PEER), 0)
    const other = StateCode.parse('QP')
    await archive.commit([
      putOutbox({ id: 'm1', channelSeq: 7, state: 'done' }),
      putOutbox({ id: 'm2', channelSeq: 3, state: 'left' }),
      putOutbox({ id: 'm3' }),
      putOutbox({ id: 'm4', to: other, channelSeq: 12 }),
    ])
    assert.equal(await archive.channelSeq(PEER), 7)
    assert.equal(await archive.channelSeq(other), 12)
  })

  rule('[ST-4] a message that was incomplete is completed in place', async (archive) => {
    const acts = [anAct().id, anAct({ seq: 2 }).id]
    await archive.commit([
      putInbox({ message: 'i2', outcome: 'incomplete' }),
      putInbox({ outcome: 'incomplete', acts }),
    ])
    assert.deepEqual(
      (await archive.inboxIncomplete()).map(({ message }) => message),
      ['i2', 'i1'],
    )
    await archive.commit([putInbox({ message: 'i2', outcome: 'taken' })])
    assert.deepEqual(
      (await archive.inboxIncomplete()).map((entry) => entry.acts),
      [acts],
    )
    assert.equal((await archive.inbox('i2'))?.outcome, 'taken')
    assert.equal(await archive.inbox('i3'), undefined)
  })

  rule('[AR-5] the same receipt again changes nothing; receipts come as they were kept', async (archive) => {
    await archive.commit([putReceipt({ id: 'r2' }), putReceipt({ id: 'r1' }), putReceipt({ id: 'r3', message: 'm2' })])
    const before = await archive.receiptsFor('m1')
    assert.deepEqual(
      before.map(({ id }) => id),
      ['r2', 'r1'],
    )
    const again = putReceipt({ id: 'r2', jws: digestOf('second spelling'), keptAt: at(50), message: 'm2' })
    assert.deepEqual(await archive.commit([again]), ok(undefined))
    assert.deepEqual(await archive.receiptsFor('m1'), before)
    assert.equal((await archive.receiptsFor('m2')).length, 1)
  })
}
