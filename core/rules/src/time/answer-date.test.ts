import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ClockRecord } from '../guarantees/schema.ts'
import { answerDate, type ClockBook } from './answer-date.ts'
import { DateQuestion } from './date-question.ts'

const clock = (id: string, more: Record<string, unknown> = {}) =>
  ClockRecord.parse({
    id,
    title: 'A limit',
    sources: [id],
    startsWith: 'arrest',
    endsWith: 'release',
    length: { kind: 'fixed', amount: 10, unit: 'days' },
    rule: 'treaty-national',
    zoneOf: 'requested',
    duty: 'requested',
    onLiberty: false,
    custodyCap: false,
    rollForward: 'never',
    onExpiry: 'breach',
    effect: 'The guarantee is breached.',
    benefits: 'person',
    status: 'checked',
    ...more,
  })

const clocks = [
  clock('treaty:1'),
  clock('treaty:2', { length: { kind: 'governs-another' }, onExpiry: 'n/a' }),
  clock('treaty:3', { length: { kind: 'fixed', amount: 30, unit: 'days' }, onExpiry: 'duty continues' }),
  clock('treaty:4', { length: { kind: 'set', by: 'national-law', unit: 'days' } }),
]
const book: ClockBook = {
  clock: (id) => clocks.find((one) => one.id === id),
  instrument: (name) => (name === 'old-name' ? 'treaty' : undefined),
  zones: (state) => ({ QV: ['Europe/Vienna'], QN: ['Europe/London', 'Asia/Tokyo'] })[state] ?? [],
}

function ask(question: Record<string, unknown>) {
  const answer = answerDate(
    DateQuestion.parse({ provision: 'treaty:1', event: { at: '2026-03-02' }, ...question }),
    book,
  )
  return answer.ok ? answer.value : answer.error
}

test('[RT-1] the zone is the one named, else the only one of the acting State, else that of the stamp, and then said', () => {
  const at = { at: '2026-03-02T23:30:00+00:00[Europe/London]' }
  const due = (more: Record<string, unknown>) => {
    const answer = ask({ event: at, ...more })
    return 'due' in answer ? answer.due : answer
  }
  assert.equal(due({ facts: { zone: 'Asia/Tokyo', actingState: 'QV' } }), '2026-03-13')
  assert.equal(due({ states: { requesting: 'QN', requested: 'QV' } }), '2026-03-13')
  assert.equal(due({ facts: { actingState: 'QX' } }), '2026-03-12')
  assert.deepEqual(ask({ event: at, facts: { actingState: 'QX' } }), {
    ...ask({ event: at, facts: { actingState: 'QX' } }),
    notKnown: ['the zone of QX'],
  })
  assert.deepEqual(ask({ event: at, facts: { actingState: 'QN' } }), {
    pointer: '/facts/zone',
    message: 'QN has several zones: Europe/London, Asia/Tokyo.',
    remedy: 'Name the zone in which the limit is counted.',
  })
})

test('[RT-9] a provision that lengthens another adds its own length, one that starts another speaks with that one’s end', () => {
  const longer = ask({ provision: 'treaty:3', facts: { underlying: 'treaty:1' } })
  assert.ok('due' in longer)
  assert.deepEqual([longer.due, longer.onExpiry], ['2026-04-11', 'duty continues'])
  const started = ask({
    provision: 'treaty:2',
    facts: { underlying: 'treaty:1', clockStart: { what: 'waiver told', at: '2026-03-10' } },
  })
  assert.ok('due' in started)
  assert.deepEqual([started.due, started.onExpiry], ['2026-03-20', 'breach'])
})

test('[RT-10] the figure that national law, the pair or its treaty fixed is used where it is given', () => {
  assert.equal((ask({ provision: 'treaty:4' }) as { status: string }).status, 'figure-needed')
  for (const facts of [{ nationalPeriodDays: 15 }, { agreedDays: 15 }, { bilateralFigureDays: 15 }])
    assert.equal((ask({ provision: 'treaty:4', facts }) as { due: string }).due, '2026-03-17')
})

test('[RT-11] an unknown provision, another name of an instrument, a time that is none', () => {
  assert.equal((ask({ provision: 'old-name:1' }) as { due: string }).due, '2026-03-12')
  assert.equal((ask({ provision: 'treaty:99' }) as { pointer: string }).pointer, '/provision')
  assert.equal((ask({ facts: { underlying: 'none' } }) as { pointer: string }).pointer, '/facts/underlying')
  assert.equal((ask({ event: { at: 'yesterday' } }) as { pointer: string }).pointer, '/event/at')
})

test('[RT-11] whatever is asked, the reader refuses or there is an answer: nothing throws', () => {
  fc.assert(
    fc.property(
      fc.record({
        provision: fc.constantFrom('treaty:1', 'treaty:4', 'x'),
        event: fc.record({ at: fc.string() }),
        facts: fc.dictionary(fc.string(), fc.jsonValue()),
      }),
      (raw) => {
        const question = DateQuestion.safeParse(raw)
        if (question.success) answerDate(question.data, book)
      },
    ),
  )
})
