import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, person, risk, says, verdict } from './sample-scene.ts'

test('[RR-15] the death penalty counts where the offence carries it, unless it was looked into and is not used', () => {
  const capital = offence({ penalty: { requesting: { kind: 'death' } } })
  assert.equal(verdict(says('death-penalty', 'capital', capital)), 'established')
  assert.equal(
    verdict(
      says('death-penalty', 'capital', {
        ...capital,
        ...risk('death-penalty', { individual: { strength: 'none-found' } }),
      }),
    ),
    'excluded',
  )
  assert.equal(
    verdict(says('death-penalty', 'capital', risk('death-penalty', { individual: { strength: 'supported' } }))),
    'established',
  )
  assert.equal(verdict(says('death-penalty', 'capital', capital, { requestedAbolitionist: true })), 'established')
  assert.equal(
    verdict(says('death-penalty', 'capital', capital, { requestedAbolitionist: true }, { requested: 'QP' })),
    'silent',
  )
  assert.equal(
    verdict(says('death-penalty', 'capital-for-child', { ...capital, ...person({ ageAtOffence: 17 }) })),
    'established',
  )
})

test('[RR-16] life without release: first a real risk of it, only then whether it can be reviewed', () => {
  const of = (penalty: Facts, strength?: string) =>
    verdict(
      says('life-sentence', 'irreducible', {
        ...offence({ penalty: { requesting: penalty } }),
        ...(strength ? risk('irreducible-life-sentence', { individual: { strength } }) : {}),
      }),
    )
  const whole = { kind: 'life-without-parole', releaseReview: 'executive-clemency-only' }
  assert.equal(of(whole, 'none-found'), 'excluded')
  assert.equal(of(whole, 'supported'), 'established')
  assert.equal(of(whole), 'silent')
  assert.equal(of({ ...whole, mandatory: true }), 'established')
  assert.equal(of({ kind: 'life', releaseReview: 'judicial-or-parole-review' }, 'supported'), 'excluded')
  assert.equal(of({ kind: 'life' }, 'supported'), 'unclear')
  const late = says(
    'life-sentence',
    'late-review',
    offence({ penalty: { requesting: { kind: 'life', reviewAfterMonths: 300 } } }),
    { months: 240 },
  )
  assert.equal(verdict(late), 'established')
  assert.equal(
    verdict(
      says('life-sentence', 'life-for-child', {
        ...offence({ penalty: { requesting: whole } }),
        ...person({ ageAtOffence: 15 }),
      }),
    ),
    'established',
  )
})
