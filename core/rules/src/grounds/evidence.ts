import type { Scene } from '../scene.ts'
import { ask, asks, excluded, established, type Ground, type Reading, silent } from './ground.ts'

type Item = NonNullable<Scene['matter']['evidence']>[number]

const each = (scene: Scene, test: (item: Item, at: string) => readonly Reading[]): readonly Reading[] =>
  (scene.matter.evidence ?? []).flatMap((item, index) => test(item, `/evidence/${index}`))

const COERCED: readonly (string | undefined)[] = ['torture', 'ill-treatment']
const SHOWN: readonly (string | undefined)[] = ['supported', 'established']
const SECRETS: readonly string[] = ['lawyer-client-communications', 'journalistic-sources']

/** Tainted evidence: what was got by torture is never used, whoever did it, to whomever, and wherever. */
export const taintedEvidence: Ground = {
  code: 'tainted-evidence',
  tests: {
    /** A real risk that the item was got by torture or ill-treatment is enough: the State that offers it cannot disprove. */
    torture: (scene) =>
      each(scene, (item, at) => {
        if (!COERCED.includes(item.means)) return silent
        if (SHOWN.includes(item.meansStrength))
          return [
            established('Material shows that the item was got by torture or ill-treatment.', [
              `${at}/means`,
              `${at}/meansStrength`,
            ]),
          ]
        if (item.meansStrength === 'none-found')
          return [excluded('It was looked into and no ill-treatment was found.', [`${at}/meansStrength`])]
        return asks(ask(`${at}/meansStrength`, 'sending-state'))
      }),
    /** The request itself rests mainly on such evidence. */
    'request-rests-on-torture': (scene) =>
      each(scene, (item, at) =>
        COERCED.includes(item.means) &&
        SHOWN.includes(item.meansStrength) &&
        item.decisive === true &&
        item.use !== 'investigation' &&
        scene.removal
          ? [
              established('The charge rests solely or mainly on what was got by torture or ill-treatment.', [
                `${at}/decisive`,
                `${at}/means`,
              ]),
            ]
          : silent,
      ),
    /** Got by other unlawful means, and not open to contest. */
    'unlawful-means': (scene) =>
      each(scene, (item, at) => {
        const unlawful =
          item.means === 'unlawful-search' || item.means === 'threats-or-inducement' || item.means === 'entrapment'
        if (!unlawful || !SHOWN.includes(item.meansStrength)) return silent
        return item.challengePossible === true && item.decisive !== true
          ? [excluded('Doubts about how the item was got can be raised before a court.', [`${at}/challengePossible`])]
          : [established('The item was got by unlawful means.', [`${at}/means`])]
      }),
  },
}

/** Privileged material: lawyers' and journalists' secrets in what is seized or sent. */
export const privilege: Ground = {
  code: 'privilege-or-immunity',
  tests: {
    'unsifted-secrets': (scene) =>
      each(scene, (item, at) => {
        const held = (item.contains ?? []).some((kind) => SECRETS.includes(kind))
        if (!held) return silent
        if (item.independentSifting === true)
          return [
            excluded('Privileged matter is separated by an independent person under a court.', [
              `${at}/independentSifting`,
            ]),
          ]
        if (item.independentSifting === undefined && item.warrantScopeExceeded !== true)
          return [
            {
              ...established(
                'The material holds professional secrets; they must be separated by an independent person before anyone reads them.',
                [`${at}/contains`],
              ),
              questions: [ask(`${at}/independentSifting`, 'requested-state')],
            },
          ]
        return [
          established('The material holds professional secrets and nobody independent has separated them.', [
            `${at}/contains`,
            `${at}/independentSifting`,
          ]),
        ]
      }),
  },
}
