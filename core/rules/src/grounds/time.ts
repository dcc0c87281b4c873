import type { Scene } from '../scene.ts'
import { ask, asks, excluded, established, type Ground, perOffence, silent, type Terms, unclear } from './ground.ts'

type Offence = NonNullable<Scene['matter']['offences']>[number]

/** States whose law counts under the provision: `of` requested, requesting, or either. */
function counted(scene: Scene, terms: Terms): readonly string[] {
  const of = terms.word('of') ?? 'either'
  return of === 'requested'
    ? [scene.requested]
    : of === 'requesting'
      ? [scene.requesting]
      : [scene.requesting, scene.requested]
}

/** Whether the requested State has jurisdiction of its own over the offence. */
function ownJurisdiction(scene: Scene, offence: Offence): boolean | undefined {
  if (offence.requestedCanProsecute !== undefined) return offence.requestedCanProsecute
  if (offence.committedIn?.includes(scene.requested)) return true
  return scene.matter.person?.nationalities?.includes(scene.requested) ? true : undefined
}

function bygone(
  scene: Scene,
  terms: Terms,
  offence: Offence,
  at: string,
  states: readonly string[] | undefined,
  field: string,
  what: string,
) {
  if (states === undefined) return asks(ask(`${at}/${field}`, 'requested-state'))
  const hit = counted(scene, terms).find((state) => states.includes(state))
  if (hit === undefined)
    return [excluded(`No ${what} stands in the way in the States whose law counts.`, [`${at}/${field}`])]
  if (terms.flag('jurisdiction')) {
    const own = ownJurisdiction(scene, offence)
    if (own === false)
      return [
        excluded(`There is ${what} in the requested State, but it had no jurisdiction of its own over the offence.`, [
          `${at}/${field}`,
        ]),
      ]
    if (own === undefined)
      return [
        unclear(
          `There is ${what} in the requested State; whether it had jurisdiction of its own is not known.`,
          [`${at}/${field}`],
          ask(`${at}/requestedCanProsecute`, 'requested-state'),
        ),
      ]
  }
  return [
    established(`There is ${what} in ${hit === scene.requested ? 'the requested' : 'the requesting'} State.`, [
      `${at}/${field}`,
    ]),
  ]
}

/** Lapse of time: the limitation period has run, or so much time that surrender would be unjust. */
export const lapseOfTime: Ground = {
  code: 'lapse-of-time',
  tests: {
    'time-bar': (scene, terms) =>
      perOffence(scene, (offence, at) =>
        bygone(scene, terms, offence, at, offence.timeBarredIn, 'timeBarredIn', 'a time bar'),
      ),
    /** Delay that is not the person's doing, and by which surrender has become unjust or oppressive. */
    'oppressive-delay': (scene) => {
      const past = scene.matter.person?.priorConduct
      if (
        past?.yearsSinceOffence === undefined &&
        past?.delayCausedBy === undefined &&
        past?.officialSignalsNoProsecution === undefined
      )
        return silent
      const fact = '/person/priorConduct'
      const stateAtFault = past.delayCausedBy === 'requesting-state' || past.officialSignalsNoProsecution === true
      const harmed = past.witnessesLost === true || past.lifeRebuilt === true
      if (past.delayCausedBy === 'person')
        return [excluded('The delay is the person’s own doing.', [`${fact}/delayCausedBy`])]
      if (stateAtFault && harmed)
        return [
          established(
            'Time passed by the fault of the requesting State, and surrender would now be unjust or oppressive.',
            [fact],
          ),
        ]
      return [excluded('The time that passed does not make surrender unjust or oppressive on these facts.', [fact])]
    },
  },
}

/** Amnesty or pardon that covers the offence and is in force. One that was revoked covers nothing. */
export const amnesty: Ground = {
  code: 'amnesty',
  tests: {
    amnesty: (scene, terms) =>
      perOffence(scene, (offence, at) => {
        const revoked = offence.amnestyRevokedIn?.some((state) => !offence.amnestyIn?.includes(state))
        if (revoked) return [excluded('The amnesty was revoked.', [`${at}/amnestyRevokedIn`])]
        return offence.amnestyIn === undefined
          ? silent
          : bygone(scene, terms, offence, at, offence.amnestyIn, 'amnestyIn', 'an amnesty')
      }),
  },
}
