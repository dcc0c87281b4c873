import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, person, says, verdict } from './sample-scene.ts'

test('[RR-24] speciality protects until consent, waiver with counsel, return, or a real chance to leave', () => {
  const of = (earlier: Facts, covered: boolean | undefined = false, more: Facts = {}) =>
    verdict(
      says(
        'speciality',
        'beyond-surrender',
        {
          priorSurrender: { by: 'QN', to: 'QQ', ...earlier },
          ...offence(covered === undefined ? {} : { coveredByPriorSurrender: covered }),
          ...more,
        },
        { days: 45 },
      ),
    )
  assert.equal(of({ consentToMore: 'not-sought' }), 'established')
  assert.equal(of({ consentToMore: 'given' }), 'excluded')
  assert.equal(of({}, true), 'excluded')
  assert.equal(of({ daysFreeToLeave: 44 }), 'established')
  assert.equal(of({ daysFreeToLeave: 45 }), 'excluded')
  assert.equal(of({ returnedVoluntarily: true }), 'excluded')
  assert.equal(of({ custodialRestriction: false }), 'excluded')
  assert.equal(of({ sameFactsOtherLabel: true }), 'excluded')
  assert.equal(of({}, false, person({ consent: { waivedSpeciality: true, withCounsel: true } })), 'excluded')
  assert.equal(of({}, false, person({ consent: { waivedSpeciality: true, withCounsel: false } })), 'unclear')
  assert.equal(
    verdict(
      says('speciality', 'earlier-breach', { priorSurrender: { by: 'QN', to: 'QQ', breachOfEarlierTerms: true } }),
    ),
    'established',
  )
})

test('[RR-25] handing on needs the consent of the State that handed over last', () => {
  const of = (onwardTransfer: Facts) => verdict(says('re-extradition', 'consent-of-last-state', { onwardTransfer }))
  const consents = [
    { state: 'QV', answer: 'given' },
    { state: 'QP', answer: 'not-sought' },
  ]
  assert.equal(of({ lastHandedOverBy: 'QV', consents }), 'excluded')
  assert.equal(of({ lastHandedOverBy: 'QP', consents }), 'unclear')
  assert.equal(of({ consents: [{ state: 'QV', answer: 'refused' }] }), 'established')
  assert.equal(of({ lastHandedOverBy: 'QV' }), 'unclear')
  assert.equal(of({ to: 'QQ' }), 'asked')
})
