import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, person, risk, says, verdict } from './sample-scene.ts'

test('[RR-22] family: decisive only where children would be left without care and the offence does not outweigh it', () => {
  const of = (family: Facts, categories = ['theft']) =>
    says('humanitarian', 'family-life', { ...person({ family }), ...offence({ categories }) })
  const alone = { minorChildren: 2, soleCarer: true, alternativeCare: 'not-available' }
  assert.equal(verdict(of(alone)), 'established')
  assert.equal(of(alone, ['homicide'])[0]?.partly, true)
  assert.equal(verdict(of({ minorChildren: 2, soleCarer: true })), 'unclear')
  assert.equal(verdict(of({ minorChildren: 2, dependantHarm: 'severe', alternativeCare: 'available' })), 'excluded')
  assert.equal(verdict(of({ dependantHarm: 'ordinary' })), 'excluded')
  assert.equal(
    verdict(says('humanitarian', 'temporary-hardship', person({ family: { pregnant: true } }))),
    'established',
  )
})

test('[RR-23] health: a serious decline that care cannot prevent; which care there is, is asked first', () => {
  const of = (health: Facts) => verdict(says('health', 'decline', person({ health })))
  const ill = { severity: 'serious', expertEvidence: 'accepted', deteriorationIfSurrendered: 'likely-serious' }
  assert.equal(of(ill), 'unclear')
  assert.equal(of({ ...ill, careInRequesting: 'inadequate' }), 'established')
  assert.equal(of({ ...ill, careInRequesting: 'adequate' }), 'excluded')
  assert.equal(of({ ...ill, expertEvidence: 'rejected' }), 'excluded')
  assert.equal(of({ severity: 'moderate' }), 'excluded')
  assert.equal(of({ severity: 'none' }), 'silent')
  assert.equal(verdict(says('health', 'unfit-to-travel', person({ health: { fitToTravel: false } }))), 'established')
})

test('[RR-28] proportionality of the measure, of the sentence, and of the whole procedure', () => {
  const measure = (necessity: Facts) => verdict(says('proportionality', 'measure', {}, {}, { necessity }))
  assert.equal(measure({ targeted: false }), 'established')
  assert.equal(measure({ linkToInvestigationShown: false }), 'established')
  assert.equal(measure({ lessIntrusiveMeansAvailable: true }), 'established')
  assert.equal(measure({ targeted: true }), 'excluded')
  assert.equal(measure({}), 'silent')
  assert.equal(
    verdict(
      says(
        'proportionality',
        'not-available-at-home',
        {},
        {},
        { necessity: { availableInSimilarDomesticCase: false } },
      ),
    ),
    'established',
  )
  assert.equal(
    verdict(
      says('proportionality', 'sentence', risk('disproportionate-sentence', { individual: { strength: 'supported' } })),
    ),
    'established',
  )
  const slight = offence({ categories: ['drug-possession'], penalty: { requesting: { kind: 'months', months: 6 } } })
  assert.equal(verdict(says('proportionality', 'trivial', slight)), 'established')
  assert.equal(verdict(says('proportionality', 'trivial', offence({ categories: ['theft'] }))), 'silent')
})
