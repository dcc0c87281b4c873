import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, says, verdict } from './sample-scene.ts'

test('[RR-3] a political offence is directed at the State, or part of an uprising that spares civilians', () => {
  const of = (categories: string[], context: Facts, terms = {}) =>
    verdict(says('political-offence', 'political', offence({ categories, context }), terms))
  const uprising = { duringUprisingOrConflict: true, aimedAtStateOrGovernment: true, violenceAgainstPersons: true }
  assert.equal(of(['homicide'], { ...uprising, victimsCivilians: false }), 'established')
  assert.equal(of(['homicide'], { ...uprising, victimsCivilians: true }), 'excluded')
  assert.equal(of(['homicide'], uprising), 'unclear')
  assert.equal(of(['homicide'], { ...uprising, victimsCivilians: false }, { violenceExcluded: true }), 'excluded')
  assert.equal(of(['homicide'], { ...uprising, victimsCivilians: false }, { never: ['homicide'] }), 'excluded')
  assert.equal(of(['genocide'], uprising), 'excluded')
  assert.equal(of(['sedition-or-rebellion'], { violenceAgainstPersons: false }), 'established')
  assert.equal(of(['sedition-or-rebellion'], {}), 'unclear')
  assert.equal(of(['insult-or-expression'], { expressionOrAssociationOnly: true }), 'established')
  assert.equal(of(['homicide'], { aimedAtStateOrGovernment: true }), 'excluded')
  assert.equal(of(['theft'], {}), 'silent')
  assert.equal(
    verdict(
      says('political-offence', 'excepted-category', offence({ categories: ['war-crime'] }), {
        categories: ['war-crime'],
      }),
    ),
    'established',
  )
})

test('[RR-4] a military offence is no offence under ordinary law', () => {
  const of = (facts: Facts) => verdict(says('military-offence', 'purely-military', offence(facts)))
  assert.equal(of({ context: { militaryLawOnly: true } }), 'established')
  assert.equal(of({ context: { militaryLawOnly: false } }), 'excluded')
  assert.equal(of({ categories: ['military-duty'] }), 'unclear')
  assert.equal(of({}), 'silent')
})

test('[RR-5] a fiscal offence breaks tax, customs or exchange rules alone; deceit makes it fraud', () => {
  const of = (name: string, facts: Facts) => verdict(says('fiscal-offence', name, offence(facts)))
  assert.equal(of('fiscal-character', { categories: ['tax'] }), 'established')
  assert.equal(of('fiscal-character', { categories: ['tax', 'fraud'] }), 'asked')
  assert.equal(of('fiscal-character', { categories: ['tax'], context: { taxOrDutyLawOnly: false } }), 'silent')
  assert.equal(of('fraud-by-deceit', { categories: ['tax'], context: { deceitUsed: true } }), 'established')
  assert.equal(
    of('no-corresponding-offence', { categories: ['customs'], punishableIn: { requested: false } }),
    'established',
  )
  assert.equal(
    of('no-corresponding-offence', { categories: ['customs'], punishableIn: { requested: true } }),
    'excluded',
  )
})
