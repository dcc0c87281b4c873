import { ask, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'

const UNDISCLOSED: readonly string[] = [
  'bypass-refused-request',
  'interrogate-without-charge',
  'obtain-data-for-other-use',
  'civil-or-commercial-advantage',
  'collect-tax',
  'try-for-other-offence',
]

/** A procedure used for an end that it does not state, or another way taken to what was lawfully refused. */
export const dualUse: Ground = {
  code: 'dual-use',
  tests: {
    'undisclosed-aim': (scene) =>
      (scene.matter.request.otherAims ?? []).flatMap(({ aim, evidence }, index): readonly Reading[] => {
        if (!UNDISCLOSED.includes(aim)) return silent
        const fact = `/request/otherAims/${index}`
        if (evidence === 'established')
          return [established('It is established that the procedure serves an end that it does not state.', [fact])]
        if (evidence === 'supported') {
          const open = unclear(
            'Material points to an end that the request does not state; it must be explained.',
            [fact],
            ask(fact, 'requesting-state'),
          )
          return [{ ...open, graded: true }]
        }
        return [excluded('Another aim is asserted at most; no material shows it.', [fact])]
      }),
    /** Removal outside the procedure after a court of the requested State refused it. */
    'disguised-extradition': (scene): readonly Reading[] => {
      const { route, earlierRequestsRefused, requested, requesting } = scene.matter.request
      if (!scene.removal || route === undefined || route === 'formal-procedure') return silent
      const refusals = (earlierRequestsRefused ?? []).findIndex(({ by }) => by === requested)
      const reaches = scene.matter.onwardTransfer?.to === undefined || scene.matter.onwardTransfer.to === requesting
      return refusals >= 0 && reaches
        ? [
            established('The person is to be moved by another way to a State to which extradition was refused.', [
              '/request/route',
              `/request/earlierRequestsRefused/${refusals}`,
            ]),
          ]
        : silent
    },
    /** Seized abroad, or handed over without any procedure: no court could look. */
    'outside-procedure': (scene): readonly Reading[] => {
      const { route } = scene.matter.request
      if (!scene.removal) return silent
      return route === 'abduction' || route === 'informal-handover'
        ? [
            established('The person is moved outside any procedure, so that no court can look at it.', [
              '/request/route',
            ]),
          ]
        : silent
    },
    /** A procedure for surrender used for questioning alone. */
    'questioning-only': (scene) =>
      scene.removal && scene.matter.request.purpose === 'questioning-only'
        ? [
            established('The person is sought for questioning alone, which surrender does not serve.', [
              '/request/purpose',
            ]),
          ]
        : silent,
  },
}
