import { ask, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'
import { riskReading, risksOf } from './risk.ts'

const PROTECTED: readonly string[] = ['refugee', 'subsidiary-protection']

/** Refoulement: nobody is sent back to where protection was given from, by extradition or by any other name. */
export const refoulement: Ground = {
  code: 'refoulement',
  tests: {
    /** Protection stands against the requesting State, whichever State gave it. */
    'protected-person': (scene): readonly Reading[] => {
      const asylum = scene.matter.person?.asylum
      if (!asylum || asylum.status === 'none') return silent
      const fact = '/person/asylum'
      if (asylum.against !== undefined && asylum.against !== scene.requesting)
        return [excluded('Protection was sought or given against another State.', [`${fact}/against`])]
      if (asylum.status === 'refused' || asylum.status === 'withdrawn-or-ceased')
        return [excluded('Protection was refused or has ended.', [`${fact}/status`])]
      if (!PROTECTED.includes(asylum.status)) return silent
      if (asylum.against === undefined)
        return [
          unclear(
            'The person has protection; against which State is not known.',
            [`${fact}/status`],
            ask(`${fact}/against`, 'third-state'),
          ),
        ]
      return [
        established(
          'The person has protection against the requesting State, and while it stands may not be sent there.',
          [`${fact}/status`, `${fact}/against`],
        ),
      ]
    },
    /** A claim is still to be decided. */
    'pending-claim': (scene): readonly Reading[] => {
      const asylum = scene.matter.person?.asylum
      if (asylum?.status !== 'pending' || (asylum.against !== undefined && asylum.against !== scene.requesting))
        return silent
      return [
        unclear(
          'A claim for protection is pending and must be decided first.',
          ['/person/asylum/status'],
          ask('/person/asylum/status', 'requested-state'),
        ),
      ]
    },
    'onward-risk': (scene) =>
      risksOf(scene, ['onward-transfer']).flatMap((entry) =>
        riskReading(entry, { what: 'onward transfer to a State where the person is in danger', twoStep: false }),
      ),
  },
}
