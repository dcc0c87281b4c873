import type { Directory, Role } from '@comity/directory'
import { directoryOf, sampleKey, sampleList, type SignedList } from '@comity/directory/testing'
import type { Digest, StateCode, ZoneName } from '@comity/kernel'
import { calendarOf } from '@comity/rules'
import type { CivilCalendar } from '../src/deadlines.ts'

const ROLES: Readonly<Record<string, Role>> = {
  ministry: 'central-authority',
  prosecutor: 'prosecutor',
  court: 'court',
  police: 'police',
  custody: 'custody',
  registry: 'registry',
  bar: 'bar',
}
const XO = 'XO' as StateCode

/** QV asks, QN is asked, QQ is a stranger; XO oversees both of them. */
export const SAMPLE_STATES: readonly SignedList[] = [
  sampleList('QV', ROLES, { overseers: [XO], zone: '+01:00' as ZoneName }),
  sampleList('QN', ROLES, { overseers: [XO], zone: '+03:00' as ZoneName }),
  sampleList('QQ', ROLES),
  sampleList('XO', { overseer: 'overseer' }),
]

export const SAMPLE_DIRECTORY: Directory = directoryOf(...SAMPLE_STATES)

/** Digest of the first list of a State. */
export const listOf = (state: string): Digest =>
  SAMPLE_STATES.find(({ list }) => list.state === state)?.digest ?? (`sha256:${'9'.repeat(64)}` as Digest)

/** Strand of the samples' counsel. */
export const COUNSEL = `counsel/${sampleKey('counsel').kid}`

/** The zone of each State; weekends rest, and there are no holidays. */
export const sampleCalendars = (state: StateCode): CivilCalendar => ({
  zone: SAMPLE_DIRECTORY.of(state)?.zone ?? ('UTC' as ZoneName),
  calendar: calendarOf(state, []),
})
