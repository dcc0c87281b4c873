import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, offence, says, surrender, verdict } from './sample-scene.ts'

test('[RR-1] double criminality looks at the conduct, not its label, and at the moment that the law names', () => {
  const of = (punishableIn: Facts, terms = {}) =>
    verdict(says('double-criminality', 'conduct', offence({ punishableIn }), terms))
  assert.equal(of({ requested: false }), 'established')
  assert.equal(of({ requested: true }), 'excluded')
  assert.equal(of({ requested: true, requestedAtTimeOfConduct: false }), 'unclear')
  assert.equal(of({ requested: true, requestedAtTimeOfConduct: false }, { moment: 'conduct' }), 'established')
  assert.equal(of({}), 'asked')
  const [part] = says('double-criminality', 'conduct', offence({ punishableIn: { partOnly: true } }))
  assert.equal(part?.partly, true)
  assert.equal(
    verdict(says('double-criminality', 'conduct', offence({ punishableIn: { partOnly: true } }), {}, surrender)),
    'excluded',
  )
  const listed = (penalty: Facts) =>
    verdict(
      says(
        'double-criminality',
        'listed-offence',
        offence({ penalty }),
        { months: 36 },
        { listOffenceCertified: true },
      ),
    )
  assert.equal(listed({ requesting: { kind: 'months', months: 60 } }), 'established')
  assert.equal(
    listed({ requesting: { kind: 'months', months: 60 }, requestingAtTimeOfConduct: { kind: 'months', months: 24 } }),
    'silent',
  )
  assert.equal(
    verdict(
      says('double-criminality', 'requesting-law', offence({ punishableIn: { requestingAtTimeOfConduct: false } })),
    ),
    'established',
  )
  assert.equal(
    verdict(
      says(
        'double-criminality',
        'criminal-at-request',
        offence({ punishableIn: { requested: true, requestedAtTimeOfConduct: false } }),
      ),
    ),
    'established',
  )
})

test('[RR-2] least gravity counts an aggregate sentence as a whole and lets lesser offences go along', () => {
  const of = (facts: Facts, terms = {}) =>
    verdict(says('minimum-penalty', 'threshold', offence(facts), { months: 12, sentence: 4, ...terms }))
  assert.equal(of({ penalty: { requesting: { kind: 'months', months: 11 } } }), 'established')
  assert.equal(of({ penalty: { requesting: { kind: 'months', months: 12 } } }), 'excluded')
  assert.equal(of({ penalty: { requesting: { kind: 'fine' } } }), 'established')
  assert.equal(of({ sentence: { imposed: { kind: 'months', months: 3 } } }), 'established')
  assert.equal(of({ sentence: { imposed: { kind: 'months', months: 4 } }, aggregateSentence: true }), 'excluded')
  assert.equal(of({ sentence: { imposed: { kind: 'life' } } }), 'excluded')
  assert.equal(
    of({ sentence: { imposed: { kind: 'months', months: 24 }, remainingMonths: 2 } }, { remaining: true }),
    'established',
  )
  assert.equal(
    of(
      { penalty: { requesting: { kind: 'months', months: 24 }, requested: { kind: 'months', months: 6 } } },
      { both: true },
    ),
    'established',
  )
  assert.equal(of({}), 'asked')
  const two = {
    offences: [
      { description: 'a', penalty: { requesting: { kind: 'months', months: 60 } } },
      { description: 'b', penalty: { requesting: { kind: 'fine' } } },
    ],
  }
  assert.equal(verdict(says('minimum-penalty', 'threshold', two, { months: 12, accessory: true })), 'excluded')
  assert.equal(verdict(says('minimum-penalty', 'threshold', two, { months: 12 })), 'excluded+established')
})
