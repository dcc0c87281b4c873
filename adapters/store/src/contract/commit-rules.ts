import assert from 'node:assert/strict'
import type { Change } from '@comity/archive'
import { Defect, err, ok } from '@comity/kernel'
import type { Rule } from '../contract.ts'
import { observed } from './model.ts'
import {
  anAct,
  appendLeaf,
  at,
  digestOf,
  outboxEntry,
  putAct,
  putCheckpoint,
  putDocument,
  putInbox,
  putObject,
  putOutbox,
  putReceipt,
} from './samples.ts'

/** A second step of a node, with a change of every kind, on top of `FIRST_STEP`. */
const FIRST_STEP = [putAct(), appendLeaf(0), putCheckpoint(1, 0), putDocument('k', 0), putDocument('gone', 0)]
const SECOND_STEP: readonly Change[] = [
  putAct({ seq: 2 }),
  putAct({ disclosures: ['b25l'] }),
  appendLeaf(1),
  appendLeaf(2),
  putCheckpoint(3, 1, { witnessed: true }),
  putOutbox(),
  putInbox(),
  putReceipt(),
  putObject('pack 1'),
  putDocument('k', 1),
  { do: 'delete-document', collection: 'drafts', key: 'gone', expect: 1 },
]
const LATE = {
  'strand-moved-on': [putAct({ variant: 'b' }), putAct({ seq: 9 })],
  'log-moved-on': [appendLeaf(1), appendLeaf(9), putCheckpoint(4, 1)],
  'document-moved-on': [putDocument('k', 1), { do: 'delete-document', collection: 'drafts', key: 'k', expect: 1 }],
} as const satisfies Readonly<Record<string, readonly Change[]>>

/** What no caller may ask for, whatever the archive holds. */
const WRONG: readonly Change[] = [
  putAct({ seq: 0 }),
  putAct({ seq: 1.5 }),
  { do: 'put-act', act: anAct({ id: anAct().id, seq: 7, standing: 'held' }) },
  { ...appendLeaf(3), nodes: [] },
  { ...appendLeaf(3), nodes: appendLeaf(3).nodes.toReversed() },
  { ...appendLeaf(3), nodes: [...appendLeaf(3).nodes, { level: 3, index: 0, hash: digestOf('too early') }] },
  putCheckpoint(2, 3),
  putCheckpoint(3, 3, { root: digestOf('another root') }),
  putOutbox({ attempts: Number.NaN }),
  putOutbox({ rank: -1 }),
  putDocument('lone \ud800', 0),
  putDocument('cut\0off', 0),
]

/** ST-1, ST-2, ST-5, ST-6, AR-1, AR-2: what a commit is, whatever it is about. */
export function commitRules(rule: Rule): void {
  rule('[AR-1] a commit whose last precondition fails leaves no trace of what came before it', async (archive) => {
    assert.deepEqual(await archive.commit(FIRST_STEP), ok(undefined))
    const before = await observed(archive)
    for (const [conflict, changes] of Object.entries(LATE))
      for (const change of changes) {
        assert.deepEqual(await archive.commit([...SECOND_STEP, change]), err(conflict))
        assert.deepEqual(await observed(archive), before)
      }
    assert.deepEqual(await archive.commit(SECOND_STEP), ok(undefined))
    assert.notDeepEqual(await observed(archive), before)
  })

  rule('[AR-1] [ST-5] a commit that no caller may make is a defect, and leaves no trace either', async (archive) => {
    await archive.commit(FIRST_STEP)
    const before = await observed(archive)
    for (const change of WRONG) {
      await assert.rejects(archive.commit([...SECOND_STEP, change]), Defect)
      assert.deepEqual(await observed(archive), before)
    }
    assert.deepEqual(await archive.commit(SECOND_STEP), ok(undefined))
  })

  rule('[AR-1] a commit that fails takes no other commit with it that is made at the same time', async (archive) => {
    const answers = await Promise.allSettled([
      archive.commit([putAct()]),
      archive.commit([putDocument('a', 0), putAct({ variant: 'b' })]),
      archive.commit([putDocument('b', 0), ...WRONG.slice(0, 1)]),
      archive.commit([putAct({ seq: 2 })]),
    ])
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'defect')),
      [ok(undefined), err('strand-moved-on'), 'defect', ok(undefined)],
    )
    assert.deepEqual(await archive.documents('drafts'), [])
    assert.equal((await archive.actsByStanding('in-strand')).length, 2)
  })

  rule('[AR-2] what was answered is there after a crash, in the same order', async (archive, under) => {
    await archive.commit(FIRST_STEP)
    await archive.commit(SECOND_STEP)
    await archive.commit([...FIRST_STEP, appendLeaf(3)])
    const before = await observed(archive)
    const again = await under.crash()
    try {
      assert.deepEqual(await observed(again.archive), before)
      assert.deepEqual(await again.archive.commit([putAct({ seq: 3 }), appendLeaf(3)]), ok(undefined))
    } finally {
      await again.end()
    }
  })

  rule('[ST-1] a change sees those before it in its commit', async (archive) => {
    const changes = [
      putAct(),
      putAct({ seq: 2 }),
      appendLeaf(0),
      appendLeaf(1),
      putDocument('k', 0),
      putDocument('k', 1),
    ]
    assert.deepEqual(await archive.commit(changes), ok(undefined))
    assert.equal((await archive.document('drafts', 'k'))?.version, 2)
    assert.deepEqual(await archive.commit([]), ok(undefined))
  })

  rule('[ST-2] bytes handed in stay the caller\u2019s, and bytes handed out are a copy', async (archive) => {
    const { jws } = anAct()
    const mine = { act: Buffer.from(jws), sealed: Buffer.from('sealed'), acts: [anAct().id] }
    const entry = outboxEntry({ sealed: mine.sealed, acts: mine.acts })
    const committing = archive.commit([putAct({ jws: mine.act }), { do: 'put-outbox', entry }])
    mine.act.fill(0)
    mine.sealed.fill(0)
    mine.acts.pop()
    assert.deepEqual(await committing, ok(undefined))
    const kept = await archive.act(anAct().id)
    assert.deepEqual(kept?.jws, jws)
    kept?.jws.fill(0)
    assert.deepEqual((await archive.act(anAct().id))?.jws, jws)
    const message = await archive.outbox('m1')
    assert.deepEqual(message?.sealed, new Uint8Array(Buffer.from('sealed')))
    assert.deepEqual(message?.acts, [anAct().id])
  })

  rule('[ST-2] a value comes out as it went in, absent members absent', async (archive) => {
    const full = outboxEntry({ channelSeq: 3, message: 'payload', sealed: new Uint8Array(), state: 'left' })
    await archive.commit([putAct(), putOutbox(), putOutbox({ ...full, id: 'm2' }), appendLeaf(0)])
    assert.deepEqual(await archive.act(anAct().id), anAct())
    assert.deepEqual(await archive.outbox('m1'), outboxEntry())
    assert.deepEqual(await archive.outbox('m2'), { ...full, id: 'm2' })
    assert.deepEqual(await archive.leaf(0), appendLeaf(0).leaf)
    const quarantined = anAct({ seq: 4, standing: 'quarantined', reason: 'fork: \u0639\u0631\u0628\u064a' })
    await archive.commit([{ do: 'put-act', act: quarantined }])
    assert.deepEqual(await archive.act(quarantined.id), quarantined)
  })

  rule('[ST-6] after closing nothing is read and nothing is taken; closing twice is closing once', async (archive) => {
    const last = archive.commit([putAct()])
    await archive.close()
    await archive.close()
    assert.deepEqual(await last, ok(undefined))
    await assert.rejects(archive.act(anAct().id), /closed.*[Oo]pen/)
    await assert.rejects(archive.commit([putDocument('k', 0, at(0))]), /closed.*[Oo]pen/)
  })
}
