import type { CalendarDate } from '@comity/kernel'
import type { Pack, Profile } from '../pack.ts'
import type { ProceduralRecords } from './procedural-law.ts'
import type { ProfileRecord } from './schema.ts'

/** The day from which a profile binds that names none. */
const ALWAYS = '0001-01-01' as CalendarDate

/** The procedural half of a pack: its guarantees and clocks, and what its profiles ask for on top. */
export function proceduralRecordsOf(
  pack: Pick<Pack, 'guarantees' | 'clocks' | 'profiles' | 'states'>,
): ProceduralRecords {
  return {
    guarantees: pack.guarantees,
    clocks: pack.clocks,
    profiles: pack.profiles.flatMap((profile) => recordOf(profile, pack.states)),
  }
}

/** A State that joined the group at any time is bound: a profile only strengthens, so that doubt goes to the person. */
function recordOf(profile: Profile, all: Pack['states']): readonly ProfileRecord[] {
  const { id, title, group, from = ALWAYS, tightens, adds, clocks } = profile
  const members = all.filter(({ memberships }) => memberships.some(({ of }) => of === group)).map(({ code }) => code)
  const states = [...new Set([...profile.states, ...(group === undefined ? [] : members)])]
  const asksNothing = tightens.length + adds.length + clocks.length === 0
  return asksNothing || states.length === 0 ? [] : [{ id, title, states, from, tightens, adds, clocks }]
}
