import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Parameter } from '../pack.ts'
import { type Facts, offence, person, says, verdict } from './sample-scene.ts'

test('[RR-10] immunity lasts with the office, covers official conduct after it, and no international crime', () => {
  const of = (office: Facts, categories: string[] = ['fraud']) =>
    verdict(
      says('immunity', 'office', { ...person({ office: { state: 'QV', ...office } }), ...offence({ categories }) }),
    )
  assert.equal(of({ kind: 'foreign-minister', inOffice: true }), 'established')
  assert.equal(of({ kind: 'foreign-minister', inOffice: true, waived: true }), 'excluded')
  assert.equal(of({ kind: 'head-of-state' }), 'unclear')
  assert.equal(of({ kind: 'head-of-state', inOffice: false, conductOfficial: true }, ['torture']), 'excluded')
  assert.equal(of({ kind: 'head-of-state', inOffice: false, conductOfficial: true }), 'established')
  assert.equal(of({ kind: 'other-minister', inOffice: false, conductOfficial: false }), 'excluded')
  assert.equal(of({ kind: 'invited-witness', summonedThroughAssistance: true }), 'established')
  assert.equal(of({ kind: 'foreign-minister', inOffice: true, state: 'QQ' }), 'excluded')
  assert.equal(of({ kind: 'judge', state: 'QN', inOffice: true }), 'unclear')
})

test('[RR-11] age asks whether a child of that age answers for crimes in the requested State, and nothing more', () => {
  const of = (facts: Facts) => verdict(says('age', 'below-responsibility', person(facts)))
  assert.equal(of({ ageAtOffence: 12, responsibleAtThatAgeInRequested: false }), 'established')
  assert.equal(of({ ageAtOffence: 17, responsibleAtThatAgeInRequested: true }), 'excluded')
  assert.equal(of({ ageAtOffence: 12 }), 'unclear')
  assert.equal(of({ ageAtOffence: 30 }), 'silent')
})

test('[RR-12] nationality and its neighbours', () => {
  assert.equal(verdict(says('nationality', 'own-national', person({ nationalities: ['QN'] }))), 'established')
  const home = (facts: Facts, terms = {}) =>
    verdict(says('nationality', 'sentence-served-here', facts, terms, { purpose: 'execution-of-sentence' }))
  const settled = person({ nationalities: ['QV'], residence: [{ state: 'QN', ties: 'settled' }] })
  assert.equal(home({ ...settled, proceedings: { executingStateWillEnforce: true } }), 'established')
  assert.equal(home({ ...settled, proceedings: { executingStateWillEnforce: false } }), 'excluded')
  assert.equal(home(settled), 'asked')
  const back = (facts: Facts, terms: Record<string, Parameter>) =>
    verdict(says('nationality', 'return-to-serve', facts, terms, { purpose: 'prosecution' }))
  assert.equal(back(settled, { residents: true }), 'established')
  assert.equal(back(settled, { residents: true, promised: true }), 'silent')
  const citizen = (facts: Facts, requested: string) =>
    verdict(says('nationality', 'union-citizen', facts, { group: 'meridian' }, { requested }))
  const norvalian = (notice?: string) => ({
    ...person({ nationalities: ['QN'] }),
    ...(notice ? { proceedings: { nationalityStateNotice: notice } } : {}),
  })
  assert.equal(citizen(norvalian('not-given'), 'QV'), 'established')
  assert.equal(citizen(norvalian('given-no-warrant'), 'QV'), 'excluded')
  assert.equal(citizen(norvalian(), 'QV'), 'asked')
  // A State that extradites its own nationals treats nobody worse than them.
  assert.equal(
    citizen({ ...person({ nationalities: ['QV'] }), proceedings: { nationalityStateNotice: 'not-given' } }, 'QN'),
    'silent',
  )
  assert.equal(verdict(says('nationality', 'warrant-of-home-state', norvalian('given-warrant-issued'))), 'established')
})
