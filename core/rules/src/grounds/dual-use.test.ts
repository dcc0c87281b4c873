import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, verdict } from './sample-scene.ts'

test('[RR-38] a procedure serves the end it states, and what was refused is not got by another way', () => {
  const aim = (evidence: string) =>
    verdict(says('dual-use', 'undisclosed-aim', {}, {}, { otherAims: [{ aim: 'collect-tax', evidence }] }))
  assert.deepEqual(['none-found', 'assertion-only', 'supported', 'established'].map(aim), [
    'excluded',
    'excluded',
    'unclear',
    'established',
  ])
  const disguised = { route: 'deportation-or-expulsion', earlierRequestsRefused: [{ by: 'QN' }] }
  assert.equal(verdict(says('dual-use', 'disguised-extradition', {}, {}, disguised)), 'established')
  assert.equal(
    verdict(says('dual-use', 'disguised-extradition', {}, {}, { ...disguised, route: 'formal-procedure' })),
    'silent',
  )
  assert.equal(verdict(says('dual-use', 'outside-procedure', {}, {}, { route: 'abduction' })), 'established')
  assert.equal(verdict(says('dual-use', 'questioning-only', {}, {}, { purpose: 'questioning-only' })), 'established')
})
