import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DossierId, type Instant, laterBy, type StateCode, type ZoneName } from '@comity/kernel'
import { deadlines } from '@comity/procedure'
import { calendarOf } from '@comity/rules'
import { toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY, WORLD_START } from './seed-story.ts'

const DREDGING = 'QV-2026-00431'
const world = await toldWorld(SEED_STORY.filter(({ dossier }) => dossier === AL_NAJMI || dossier === DREDGING))

async function clocksAt(state: string, dossier: string, at: Instant) {
  const node = world.node(state)
  const { folded } = await node.dossiers.load(dossier as DossierId)
  return deadlines(folded.dossier, node.ports.law.own.procedure, at, (of: StateCode) => ({
    zone: node.directory().of(of)?.zone ?? ('UTC' as ZoneName),
    calendar: calendarOf(of, []),
  }))
}
const clockAt = async (state: string, dossier: string, id: string, at: Instant = WORLD_START) => {
  const clock = (await clocksAt(state, dossier, at)).find(({ clock: bound }) => bound.id === id)
  return clock && { state: clock.state, passesAt: clock.passesAt, zone: clock.zone, due: clock.deadline.due }
}

test('[PR-20] who was arrested last night sees a judge within 36 hours of the arrest, by the clock, as their region asks', async () => {
  assert.deepEqual(await clockAt('QN', AL_NAJMI, 'iccpr:9.3.gc35'), {
    state: 'running',
    passesAt: '2026-03-04T12:10:00.000Z',
    zone: '+03:00',
    due: '2026-03-04T15:10:00+03:00[+03:00]',
  })
  const late = await clockAt('QN', AL_NAJMI, 'iccpr:9.3.gc35', '2026-03-04T12:10:00.001Z' as Instant)
  assert.equal(late?.state, 'missed')
})

test('[PR-20] the arrest ends after 40 days, whatever weekday that is, at midnight where the person is held', async () => {
  const clock = await clockAt('QN', AL_NAJMI, 'ets024:16.4.40')
  assert.deepEqual(clock, { state: 'running', passesAt: '2026-04-12T21:00:00.000Z', zone: '+03:00', due: '2026-04-12' })
})

test('[PR-21] reasons given at the time of arrest and a letter understood are met', async () => {
  const stateOf = async (id: string) => (await clockAt('QN', AL_NAJMI, id))?.state
  assert.equal(await stateOf('iccpr:9.2'), 'met')
  assert.equal(await stateOf('un-body-of-principles-1988:13#letter'), 'met')
})

test('[PR-20] the reply that the other State asked for is due on the day that it named, in the zone of the State that asks', async () => {
  const clock = await clockAt('QV', DREDGING, 'uncac:46.16#reply')
  assert.deepEqual(
    [clock?.state, clock?.due, clock?.passesAt, clock?.zone],
    ['running', '2026-03-09', '2026-03-09T21:00:00.000Z', '+03:00'],
  )
})

test('[PR-20] every node counts the same clocks to the same instant', async () => {
  const later = laterBy(WORLD_START, 100 * 3_600_000)
  const [norvale, arvenia, overseer] = await Promise.all(
    ['QN', 'QV', 'XO'].map((state) => clocksAt(state, AL_NAJMI, later)),
  )
  assert.deepEqual(norvale, arvenia)
  assert.deepEqual(norvale, overseer)
})
