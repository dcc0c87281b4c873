import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, verdict } from './sample-scene.ts'

test('[RR-7] ne bis in idem: final by its own law, the same facts, this person, and enforced where the provision says so', () => {
  const judgment = {
    state: 'QN',
    sameFacts: 'identical',
    result: 'convicted',
    endsProsecutionUnderItsLaw: true,
    enforcement: 'served',
  }
  const of = (change: Facts, terms = {}) =>
    verdict(
      says('ne-bis-in-idem', 'judgment', { proceedings: { priorJudgments: [{ ...judgment, ...change }] } }, terms),
    )
  assert.equal(of({}, { of: 'requested' }), 'established')
  assert.equal(of({}, { of: 'third' }), 'silent')
  assert.equal(of({ state: 'QV' }, { group: 'meridian' }), 'established')
  assert.equal(of({ state: 'QQ' }, { group: 'meridian' }), 'silent')
  assert.equal(of({ sameFacts: 'different' }), 'excluded')
  assert.equal(of({ sameFacts: 'overlapping' }), 'unclear')
  assert.equal(of({ endsProsecutionUnderItsLaw: false }), 'excluded')
  assert.equal(of({ personWasSubject: false }), 'excluded')
  assert.equal(of({ enforcement: 'not-served' }, { enforced: true }), 'excluded')
  assert.equal(of({ enforcement: 'not-served' }), 'established')
  assert.equal(of({ result: 'discontinued-by-court', meritsExamined: false }), 'excluded')
  assert.equal(of({ state: 'QQ' }, { of: 'requesting' }), 'established')
  const stopped = {
    proceedings: { priorJudgments: [{ ...judgment, result: 'discontinued-by-prosecutor', meritsExamined: true }] },
  }
  assert.equal(verdict(says('ne-bis-in-idem', 'decision-not-to-prosecute', stopped)), 'established')
  assert.equal(verdict(says('ne-bis-in-idem', 'judgment', stopped)), 'silent')
  const enforcing = { proceedings: { priorJudgments: [{ ...judgment, state: 'QQ' }] } }
  assert.equal(
    verdict(says('ne-bis-in-idem', 'judgment', enforcing, { of: 'requesting' }, { purpose: 'execution-of-sentence' })),
    'silent',
  )
})
