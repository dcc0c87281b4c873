import { ask, asks, excluded, established, type Ground, perOffence, silent } from './ground.ts'

/** Territoriality: where the offence was committed, and what the requested State would do in the mirror case. */
export const territoriality: Ground = {
  code: 'territoriality',
  tests: {
    'committed-in-requested': (scene) =>
      perOffence(scene, (offence, at) =>
        offence.committedIn?.includes(scene.requested)
          ? [established('The offence was committed wholly or partly in the requested State.', [`${at}/committedIn`])]
          : silent,
      ),
    /** Committed outside the requesting State, where the requested State would not prosecute like conduct abroad. */
    'outside-requesting': (scene) =>
      perOffence(scene, (offence, at) => {
        const places = offence.committedIn
        if (places === undefined || places.length === 0 || places.includes(scene.requesting)) return silent
        const mirror = offence.requestedWouldHaveSameJurisdiction
        const fact = `${at}/requestedWouldHaveSameJurisdiction`
        if (mirror === true)
          return [excluded('The requested State would claim the same jurisdiction in the mirror case.', [fact])]
        if (mirror === false)
          return [
            established(
              'The offence was committed outside the requesting State, and the requested State would not prosecute like conduct abroad.',
              [`${at}/committedIn`, fact],
            ),
          ]
        return asks(ask(fact, 'requested-state'))
      }),
    /** Committed outside the requesting and inside the requested State, where it is no offence. */
    'lawful-where-committed': (scene) =>
      perOffence(scene, (offence, at) => {
        const here =
          offence.committedIn?.includes(scene.requested) === true && !offence.committedIn.includes(scene.requesting)
        return here && offence.punishableIn?.requested === false
          ? [
              established('The act was done in the requested State, where it is no offence.', [
                `${at}/committedIn`,
                `${at}/punishableIn/requested`,
              ]),
            ]
          : silent
      }),
  },
}

/** Overreach: power exercised on the territory of another State without a rule that allows it. */
export const jurisdictionalOverreach: Ground = {
  code: 'jurisdictional-overreach',
  tests: {
    /** An order sent straight to a holder of data, documents or assets abroad. */
    'served-abroad': (scene) => {
      const where = scene.matter.request.addresseeLocation
      if (where?.servedDirectly !== true) return silent
      const places = [...(where.dataOrAssetsIn ?? []), ...(where.addresseeEstablishedIn ?? [])]
      const facts = ['/request/addresseeLocation']
      if (places.includes(scene.requesting))
        return [excluded('The holder or the data are also within the requesting State.', facts)]
      if (places.length === 0) return asks(ask('/request/addresseeLocation/addresseeEstablishedIn', 'requesting-state'))
      return [
        established(
          'The order reaches a holder abroad for what is abroad, without going through the authorities there.',
          facts,
        ),
      ]
    },
    /** The State where the target is was not told of a measure that needs no help from it. */
    'target-state-not-told': (scene) =>
      scene.matter.request.addresseeLocation?.targetNotifiedStateAware === false
        ? [
            established('The State where the affected person is was not told of the measure.', [
              '/request/addresseeLocation/targetNotifiedStateAware',
            ]),
          ]
        : silent,
    /** Evidence was or is to be taken by agents of one State on the territory of another by force. */
    abduction: (scene) =>
      scene.removal && scene.matter.request.route === 'abduction'
        ? [
            established('Agents who seize a person abroad act on the territory of another State without its leave.', [
              '/request/route',
            ]),
          ]
        : silent,
  },
}
