import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, person, risk, says, verdict } from './sample-scene.ts'

test('[RR-42] what belongs to no other ground', () => {
  const of = (name: string, facts: Facts, request: Facts = {}) => verdict(says('other', name, facts, {}, request))
  assert.equal(of('missing-content', {}, { missingContent: ['identity'] }), 'established')
  assert.equal(of('no-domestic-decision', {}, { domesticDecision: 'request-itself-only' }), 'established')
  assert.equal(of('evidence-wanting', { proceedings: { evidentiaryTestMet: false } }), 'established')
  assert.equal(of('evidence-wanting', { proceedings: { evidentiaryTestMet: true } }), 'excluded')
  assert.equal(
    of('no-decision-to-try', { proceedings: { decisionToTry: false } }, { purpose: 'prosecution' }),
    'established',
  )
  assert.equal(
    of('no-consent-to-transfer', person({ consent: { toTransferOfSentence: false } }), {
      kind: 'transfer-of-sentenced-person',
    }),
    'established',
  )
  assert.equal(
    of('no-consent-of-prisoner', person({ consent: { toRequest: true } }), {
      measures: ['transfer-of-person-in-custody'],
    }),
    'excluded',
  )
  assert.equal(
    of('refused-elsewhere', { proceedings: { priorDecisionOnSameRequest: 'refused-by-other-state-for-rights-risk' } }),
    'established',
  )
  assert.equal(
    of('longer-imprisonment', risk('longer-time-in-prison', { individual: { strength: 'supported' } })),
    'established',
  )
})
