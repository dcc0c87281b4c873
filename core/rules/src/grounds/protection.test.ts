import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, person, risk, says, verdict } from './sample-scene.ts'

test('[RR-21] protection against the requesting State bars return, whichever State gave it', () => {
  const of = (name: string, asylum: Facts) => verdict(says('refoulement', name, person({ asylum })))
  assert.equal(of('protected-person', { status: 'refugee', grantedBy: 'QV', against: 'QQ' }), 'established')
  assert.equal(of('protected-person', { status: 'refugee' }), 'unclear')
  assert.equal(of('protected-person', { status: 'refugee', against: 'QP' }), 'excluded')
  assert.equal(of('protected-person', { status: 'withdrawn-or-ceased', against: 'QQ' }), 'excluded')
  assert.equal(of('pending-claim', { status: 'pending', against: 'QQ' }), 'unclear')
  assert.equal(
    verdict(says('refoulement', 'onward-risk', risk('onward-transfer', { individual: { strength: 'supported' } }))),
    'established',
  )
})
