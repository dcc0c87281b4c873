import assert from 'node:assert/strict'
import { test } from 'node:test'
import { risk, says, verdict } from './sample-scene.ts'

test('[RR-6] a discriminatory purpose is shown by material, never by assertion', () => {
  const aim = (evidence: string) =>
    verdict(
      says('discriminatory-purpose', 'purpose', {}, {}, { otherAims: [{ aim: 'persecute-group-member', evidence }] }),
    )
  assert.deepEqual(['none-found', 'assertion-only', 'supported', 'established'].map(aim), [
    'excluded',
    'excluded',
    'established',
    'established',
  ])
  assert.equal(
    verdict(says('discriminatory-purpose', 'purpose', risk('persecution', { systemic: { extent: 'widespread' } }))),
    'unclear',
  )
})
