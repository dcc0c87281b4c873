import { ask, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'
import { riskReading, risksOf } from './risk.ts'

/** Purpose limitation: what was sent for one proceeding is used for another only if the State that sent it consents. */
export const purposeLimitation: Ground = {
  code: 'purpose-limitation',
  tests: {
    'new-purpose': (scene): readonly Reading[] => {
      const use = scene.matter.dataUse
      if (!use || (use.proposedNewPurpose === undefined && use.newPurposeKind === undefined)) return silent
      const facts = ['/dataUse/proposedNewPurpose', '/dataUse/sendingStateConsent']
      switch (use.sendingStateConsent) {
        case 'given':
          return [excluded('The State that sent the material consents to the new use.', facts)]
        case 'refused':
          return [established('The State that sent the material refuses the new use.', facts)]
        case 'not-sought':
          return [
            established('The material was given for another purpose, and the State that sent it was not asked.', facts),
          ]
        case 'pending':
        case undefined:
          return [
            unclear(
              'A new use is intended; whether the State that sent the material consents is not known.',
              facts,
              ask('/dataUse/sendingStateConsent', 'sending-state'),
            ),
          ]
      }
    },
    'feared-other-use': (scene) =>
      risksOf(scene, ['use-of-data-for-other-purpose']).flatMap((entry) =>
        riskReading(entry, { what: 'use of what is sent for another purpose', twoStep: false }),
      ),
  },
}

/** Data protection: personal data goes to another State on a recorded basis, after weighing, or not at all. */
export const dataProtection: Ground = {
  code: 'data-protection',
  tests: {
    'no-basis': (scene): readonly Reading[] => {
      const use = scene.matter.dataUse
      if (!use) return silent
      if (use.transferBasis === 'none-recorded')
        return [
          established('No basis for sending personal data to the recipient State is recorded.', [
            '/dataUse/transferBasis',
          ]),
        ]
      const thin = use.transferBasis === 'special-circumstances-assessed' || use.specialCategories === true
      if (use.necessityAssessed === false && (thin || use.transferBasis === undefined))
        return [
          established(
            'Nobody has recorded that sending the data is strictly necessary and weighed against the person’s rights.',
            ['/dataUse/necessityAssessed'],
          ),
        ]
      return use.transferBasis === undefined
        ? silent
        : [excluded('A basis for sending the data is recorded.', ['/dataUse/transferBasis'])]
    },
    /** The recipient is no authority that may use the data for a criminal proceeding. */
    'wrong-recipient': (scene) => {
      const recipient = scene.matter.dataUse?.recipient
      return recipient === 'intelligence-service'
        ? [established('The recipient is not an authority of criminal justice.', ['/dataUse/recipient'])]
        : silent
    },
  },
}
