import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, says, verdict } from './sample-scene.ts'

test('[RR-13] territoriality: where it was done, and what the requested State would do in the mirror case', () => {
  assert.equal(
    verdict(says('territoriality', 'committed-in-requested', offence({ committedIn: ['QN'] }))),
    'established',
  )
  const abroad = (facts: Facts) =>
    verdict(says('territoriality', 'outside-requesting', offence({ committedIn: ['QV'], ...facts })))
  assert.equal(abroad({ requestedWouldHaveSameJurisdiction: false }), 'established')
  assert.equal(abroad({ requestedWouldHaveSameJurisdiction: true }), 'excluded')
  assert.equal(abroad({}), 'asked')
  assert.equal(abroad({ committedIn: ['QQ'] }), 'silent')
  assert.equal(
    verdict(
      says(
        'territoriality',
        'lawful-where-committed',
        offence({ committedIn: ['QN'], punishableIn: { requested: false } }),
      ),
    ),
    'established',
  )
})

test('[RR-39] overreach: an order, a measure or an arrest on the territory of another State', () => {
  const served = (addresseeLocation: Facts) =>
    verdict(says('jurisdictional-overreach', 'served-abroad', {}, {}, { addresseeLocation }))
  assert.equal(served({ servedDirectly: true, dataOrAssetsIn: ['QN'] }), 'established')
  assert.equal(served({ servedDirectly: true, addresseeEstablishedIn: ['QQ'] }), 'excluded')
  assert.equal(served({ servedDirectly: true }), 'asked')
  assert.equal(
    verdict(
      says(
        'jurisdictional-overreach',
        'target-state-not-told',
        {},
        {},
        { addresseeLocation: { targetNotifiedStateAware: false } },
      ),
    ),
    'established',
  )
  assert.equal(verdict(says('jurisdictional-overreach', 'abduction', {}, {}, { route: 'abduction' })), 'established')
})
