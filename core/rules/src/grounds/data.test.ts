import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, risk, says, verdict } from './sample-scene.ts'

test('[RR-36] a new purpose needs the consent of the State that sent the material', () => {
  const of = (sendingStateConsent?: string) =>
    verdict(
      says('purpose-limitation', 'new-purpose', {
        dataUse: { proposedNewPurpose: 'divorce', ...(sendingStateConsent ? { sendingStateConsent } : {}) },
      }),
    )
  assert.deepEqual(['given', 'refused', 'not-sought', 'pending', undefined].map(of), [
    'excluded',
    'established',
    'established',
    'unclear',
    'unclear',
  ])
  assert.equal(
    verdict(
      says(
        'purpose-limitation',
        'feared-other-use',
        risk('use-of-data-for-other-purpose', { individual: { strength: 'supported' } }),
      ),
    ),
    'established',
  )
})

test('[RR-37] personal data go abroad on a recorded basis, after weighing', () => {
  const of = (dataUse: Facts) => verdict(says('data-protection', 'no-basis', { dataUse }))
  assert.equal(of({ transferBasis: 'none-recorded' }), 'established')
  assert.equal(of({ transferBasis: 'adequacy-decision' }), 'excluded')
  assert.equal(of({ transferBasis: 'special-circumstances-assessed', necessityAssessed: false }), 'established')
  assert.equal(
    verdict(says('data-protection', 'wrong-recipient', { dataUse: { recipient: 'intelligence-service' } })),
    'established',
  )
})
