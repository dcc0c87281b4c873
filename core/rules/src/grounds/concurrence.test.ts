import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, verdict } from './sample-scene.ts'

test('[RR-26] proceedings elsewhere: the same facts, others, or requests that compete', () => {
  const of = (name: string, pending: Facts) =>
    verdict(says('pending-proceedings', name, { proceedings: { pending: [{ state: 'QN', ...pending }] } }))
  assert.equal(of('same-facts-in-requested', { sameFacts: 'identical', stage: 'trial' }), 'established')
  assert.equal(of('same-facts-in-requested', { sameFacts: 'different', stage: 'trial' }), 'silent')
  assert.equal(of('same-facts-in-requested', { stage: 'trial' }), 'asked')
  assert.equal(of('other-facts-in-requested', { sameFacts: 'different', stage: 'serving-sentence' }), 'established')
  assert.equal(of('other-facts-in-requested', { sameFacts: 'different', stage: 'asylum' }), 'silent')
  assert.equal(of('investigation-in-requested', { stage: 'investigation' }), 'established')
  assert.equal(
    verdict(says('pending-proceedings', 'competing-requests', { proceedings: { competingRequests: ['QV'] } })),
    'established',
  )
})
