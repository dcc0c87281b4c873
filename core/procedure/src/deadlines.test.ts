import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActId, CalendarDate, Instant } from '@comity/kernel'
import { extradition, minute, type Pen, READY, sampleCalendars, sampleLaw, assistance } from '../testing/index.ts'
import { deadlines, type MadeBetween, type RunningClock } from './deadlines.ts'

const LATER = '2027-01-01T00:00:00.000Z' as Instant
const hour = (count: number): Instant => minute(count * 60)

function clockOf(
  pen: Pen,
  id: string,
  at: Instant = LATER,
  madeBetween?: (act: ActId) => MadeBetween | undefined,
): RunningClock {
  const [clock] = clocksOf(pen, id, at, madeBetween)
  assert.ok(clock, `no clock ${id}`)
  return clock
}
const clocksOf = (pen: Pen, id: string, at: Instant = LATER, madeBetween?: (act: ActId) => MadeBetween | undefined) =>
  deadlines(pen.fold().dossier, sampleLaw, at, sampleCalendars, madeBetween).filter(({ clock }) => clock.id === id)

/** Arrested on 3 March 2026 at 00:10 UTC, which is 03:10 in QN. */
const arrested = () => extradition(Object.keys(READY))

test('[PR-20] hours run by the clock from the fact stated, whenever it was written down', () => {
  const clock = clockOf(arrested(), 'law:judge', hour(1))
  assert.deepEqual(
    [clock.state, clock.startedAt, clock.passesAt, clock.owedBy],
    ['running', minute(10), minute(48 * 60 + 10), 'QN'],
  )
})

test('[PR-20] a custody cap in days ends with the last day in the zone of the State that holds the person', () => {
  const { state, passesAt, deadline, zone, owedBy } = clockOf(arrested(), 'law:papers', hour(1))
  // Day 40 after 3 March is 12 April 2026, a Sunday; it ends at midnight of QN, three hours before that of UTC.
  assert.deepEqual(
    [state, deadline.due, passesAt, zone, owedBy],
    ['running', '2026-04-12', '2026-04-12T21:00:00.000Z', '+03:00', 'QV'],
  )
})

test('[PR-20] a clock of a treaty runs where the opening act invokes it, and nothing runs before a file is opened', () => {
  assert.equal(clocksOf(arrested(), 'law:papers').length, 1)
  const other = arrested()
  const [opening] = other.acts
  assert.ok(opening)
  const { dossier } = other.fold()
  const uninvoked = new Map(dossier.settled)
  const settled = dossier.settled.get(opening.id)
  assert.ok(settled?.act.kind === 'arrest-requested')
  uninvoked.set(opening.id, { ...settled, act: { ...settled.act, body: { ...settled.act.body, basis: ['another'] } } })
  const clocks = deadlines({ ...dossier, settled: uninvoked }, sampleLaw, LATER, sampleCalendars)
  assert.ok(!clocks.some(({ clock }) => clock.id === 'law:papers'))
})

test('[PR-20] a term without a figure is shown as not computed, and is met when it is met', () => {
  assert.equal(clockOf(arrested(), 'law:reasons').state, 'not-computed')
  const told = arrested()
  READY['reasons']?.(told)
  assert.equal(clockOf(told, 'law:reasons').state, 'met')
})

test('[PR-20] those on liberty come first, then the soonest', () => {
  const pen = arrested()
  pen.write('QN/ministry', 'information-asked', { replyBy: '2026-03-03' as CalendarDate, about: [] })
  const ids = deadlines(pen.fold().dossier, sampleLaw, hour(1), sampleCalendars).map(({ clock }) => clock.id)
  assert.deepEqual(ids, ['law:judge', 'law:papers', 'law:reply', 'law:reasons'])
})

test('[PR-21] a clock is met by what was done within it, missed by what came after, and missed where nothing came', () => {
  for (const [hours, state] of [
    [47, 'met'],
    [49, 'missed'],
  ] as const) {
    const pen = arrested()
    const done = pen.write('QN/court', 'brought-before-judge', { at: hour(hours) }, { at: hour(hours) })
    const clock = clockOf(pen, 'law:judge')
    assert.deepEqual([clock.state, clock.satisfiedBy], [state, done.id])
  }
  const { state, satisfiedBy } = clockOf(arrested(), 'law:judge')
  assert.deepEqual([state, satisfiedBy], ['missed', undefined])
})

test('[PR-21] what a State owes counts when others had seen it: neither a time it claims nor a fact it states makes it earlier', () => {
  const pen = arrested()
  const done = pen.write('QN/court', 'brought-before-judge', { at: hour(47) }, { at: hour(47) })
  const seen = (notAfter: Instant) => (id: ActId) => (id === done.id ? { notBefore: hour(1), notAfter } : undefined)
  assert.equal(clockOf(pen, 'law:judge').state, 'met', 'without a bracket its word is taken')
  assert.equal(clockOf(pen, 'law:judge', LATER, seen(hour(48))).state, 'met')
  assert.equal(clockOf(pen, 'law:judge', LATER, seen(hour(49))).state, 'missed')
  const late = arrested()
  late.write('QN/court', 'brought-before-judge', { at: hour(47) }, { at: hour(60) })
  assert.equal(clockOf(late, 'law:judge').state, 'missed', 'written down thirteen hours later')
  const foretold = arrested()
  foretold.write('QN/court', 'brought-before-judge', { at: hour(50) }, { at: hour(20) })
  assert.equal(clockOf(foretold, 'law:judge').state, 'missed', 'a fact that lies ahead has not happened')
})

test('[PR-21] a filing of the person counts when it is claimed, unless it cannot be so old', () => {
  const pen = assistance()
  pen.write('QN/court', 'remedy-notice-given', {
    at: hour(1),
    until: '2026-03-10' as CalendarDate,
    postponedByJudge: false,
  })
  const filing = pen.write(
    'QN/registry',
    'objection-filed',
    { attested: { for: 'person', how: 'paper' } },
    { at: hour(24) },
  )
  const between = (made: MadeBetween) =>
    clockOf(pen, 'law:objection', LATER, (id) => (id === filing.id ? made : undefined)).state
  const april = '2026-04-01T00:00:00.000Z' as Instant
  assert.equal(clockOf(pen, 'law:objection').state, 'met')
  assert.equal(between({ notBefore: hour(2), notAfter: april }), 'met', 'no outage makes a person late')
  assert.equal(between({ notAfter: april }), 'met')
  assert.equal(between({ notBefore: april, notAfter: LATER }), 'missed')
  assert.equal(clockOf(pen, 'law:objection').owedBy, 'person')
})

test('[PR-21] a clock that starts twice runs twice, and what ended the first does not end the second', () => {
  const pen = arrested()
  const release = pen.write('QN/court', 'released', { at: hour(20), ground: 'court-order' }, { at: hour(20) })
  const again = pen.write('QN/custody', 'arrested', { arrestedAt: hour(100) }, { at: hour(100) })
  const clocks = clocksOf(pen, 'law:judge', hour(101))
  assert.deepEqual(
    clocks.map(({ startedBy, state, satisfiedBy, passesAt }) => ({ startedBy, state, satisfiedBy, passesAt })),
    [
      { startedBy: pen.acts[1]?.id, state: 'met', satisfiedBy: release.id, passesAt: minute(48 * 60 + 10) },
      { startedBy: again.id, state: 'running', satisfiedBy: undefined, passesAt: hour(148) },
    ],
  )
})

test('[PR-21] an answer ends the clock of its own question, and the earliest act that ends a clock counts', () => {
  const pen = arrested()
  const asked = [0, 1].map(() =>
    pen.write('QN/ministry', 'information-asked', { replyBy: '2026-03-09' as CalendarDate, about: [] }),
  )
  const [first, second] = asked
  assert.ok(first && second)
  const late = pen.write(
    'QV/ministry',
    'information-supplied',
    { asked: second.id },
    { at: '2026-03-20T00:00:00.000Z' as Instant },
  )
  const clocks = clocksOf(pen, 'law:reply', hour(24))
  assert.deepEqual(
    clocks.map(({ startedBy, state, satisfiedBy }) => [startedBy, state, satisfiedBy]),
    [
      [first.id, 'running', undefined],
      [second.id, 'missed', late.id],
    ],
  )
  const intime = pen.write('QV/ministry', 'information-supplied', { asked: second.id }, { at: hour(30) })
  assert.equal(clocksOf(pen, 'law:reply').find(({ startedBy }) => startedBy === second.id)?.satisfiedBy, intime.id)
})

test('[PR-20] the same acts give the same clocks in whatever order they came', () => {
  const pen = extradition()
  const clocks = (acts: Pen['acts']) => {
    const other = extradition()
    other.acts.splice(0, other.acts.length, ...acts)
    return deadlines(other.fold().dossier, sampleLaw, hour(60), sampleCalendars)
  }
  assert.deepEqual(clocks(pen.acts.toReversed()), clocks(pen.acts))
})
