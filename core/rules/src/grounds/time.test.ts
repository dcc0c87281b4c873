import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, person, says, verdict } from './sample-scene.ts'

test('[RR-8] time: a bar in the States whose law counts, or delay by the fault of the State that asks', () => {
  const bar = (facts: Facts, terms = {}) => verdict(says('lapse-of-time', 'time-bar', offence(facts), terms))
  assert.equal(bar({ timeBarredIn: ['QQ'] }, { of: 'requesting' }), 'established')
  assert.equal(bar({ timeBarredIn: ['QQ'] }, { of: 'requested' }), 'excluded')
  assert.equal(bar({ timeBarredIn: ['QN'] }, { of: 'requested', jurisdiction: true }), 'unclear')
  assert.equal(
    bar({ timeBarredIn: ['QN'], requestedCanProsecute: false }, { of: 'requested', jurisdiction: true }),
    'excluded',
  )
  assert.equal(
    bar({ timeBarredIn: ['QN'], committedIn: ['QN'] }, { of: 'requested', jurisdiction: true }),
    'established',
  )
  assert.equal(bar({}), 'asked')
  const delay = (priorConduct: Facts) => verdict(says('lapse-of-time', 'oppressive-delay', person({ priorConduct })))
  assert.equal(delay({ yearsSinceOffence: 5, delayCausedBy: 'requesting-state', witnessesLost: true }), 'established')
  assert.equal(delay({ yearsSinceOffence: 5, delayCausedBy: 'person', lifeRebuilt: true }), 'excluded')
  assert.equal(delay({ fled: true }), 'silent')
})

test('[RR-9] an amnesty counts while it is in force; one that was revoked covers nothing', () => {
  const of = (facts: Facts) => verdict(says('amnesty', 'amnesty', offence(facts), { of: 'either' }))
  assert.equal(of({ amnestyIn: ['QN'] }), 'established')
  assert.equal(of({ amnestyIn: [], amnestyRevokedIn: ['QQ'] }), 'excluded')
  assert.equal(of({}), 'silent')
})
