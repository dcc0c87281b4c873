import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, verdict } from './sample-scene.ts'

test('[RR-30] professional secrets are separated by somebody independent before anyone reads', () => {
  const of = (facts: Facts) =>
    verdict(
      says('privilege-or-immunity', 'unsifted-secrets', {
        evidence: [{ item: 'i', contains: ['lawyer-client-communications'], ...facts }],
      }),
    )
  assert.equal(of({ independentSifting: true }), 'excluded')
  assert.equal(of({ independentSifting: false }), 'established')
  assert.equal(of({}), 'established')
  assert.equal(of({ contains: ['bank-data'] }), 'silent')
})

test('[RR-31] evidence got by torture is tainted once material points to it, whoever suffered it', () => {
  const of = (name: string, facts: Facts) =>
    verdict(says('tainted-evidence', name, { evidence: [{ item: 'i', ...facts }] }))
  const chain = ['none-found', 'assertion-only', 'supported', 'established'].map((meansStrength) =>
    of('torture', { means: 'torture', meansStrength, fromThirdPerson: true }),
  )
  assert.deepEqual(chain, ['excluded', 'asked', 'established', 'established'])
  assert.equal(
    of('request-rests-on-torture', { means: 'torture', meansStrength: 'established', decisive: true, use: 'trial' }),
    'established',
  )
  assert.equal(
    of('unlawful-means', { means: 'unlawful-search', meansStrength: 'established', challengePossible: true }),
    'excluded',
  )
  assert.equal(of('unlawful-means', { means: 'unlawful-search', meansStrength: 'established' }), 'established')
})
