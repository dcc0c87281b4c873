import { ask, asks, excluded, established, type Ground, perOffence, type Reading, silent, unclear } from './ground.ts'
import type { Scene } from '../scene.ts'

type Offence = NonNullable<Scene['matter']['offences']>[number]

/** Crimes against everyone: whatever the motive, no treaty calls them political. */
const NEVER_POLITICAL: readonly string[] = ['genocide', 'crimes-against-humanity', 'war-crime', 'torture']
/** Offences that attack the State alone. */
const AGAINST_THE_STATE: readonly string[] = [
  'sedition-or-rebellion',
  'espionage-or-official-secrets',
  'insult-or-expression',
]

function political(
  offence: Offence,
  at: string,
  never: readonly string[],
  violenceExcluded: boolean,
): readonly Reading[] {
  const {
    duringUprisingOrConflict,
    aimedAtStateOrGovernment,
    victimsCivilians,
    violenceAgainstPersons,
    expressionOrAssociationOnly,
  } = offence.context ?? {}
  const fact = `${at}/context`
  const categories = offence.categories ?? []
  const pure = categories.some((category) => AGAINST_THE_STATE.includes(category))
  const raised =
    pure ||
    duringUprisingOrConflict === true ||
    aimedAtStateOrGovernment === true ||
    expressionOrAssociationOnly === true
  if (!raised) return silent
  const barred = categories.find((category) => NEVER_POLITICAL.includes(category) || never.includes(category))
  if (barred !== undefined)
    return [excluded(`An offence of this kind (${barred}) is never political.`, [`${at}/categories`])]
  if (expressionOrAssociationOnly === true)
    return [
      established('The conduct consists of speech, assembly or association alone.', [
        `${fact}/expressionOrAssociationOnly`,
      ]),
    ]
  if (violenceAgainstPersons === true && violenceExcluded)
    return [
      excluded('The instrument takes violence against persons out of the political offence.', [
        `${fact}/violenceAgainstPersons`,
      ]),
    ]
  if (pure && violenceAgainstPersons !== true && aimedAtStateOrGovernment !== false)
    return violenceAgainstPersons === false
      ? [
          established('The offence is directed against the State alone, without violence against persons.', [
            `${at}/categories`,
            fact,
          ]),
        ]
      : [
          unclear(
            'The offence is directed against the State; whether persons were attacked is not known.',
            [`${at}/categories`],
            ask(`${fact}/violenceAgainstPersons`, 'requesting-state'),
          ),
        ]
  if (victimsCivilians === true)
    return [
      excluded('Violence against civilians is not incidental to a political struggle.', [`${fact}/victimsCivilians`]),
    ]
  if (duringUprisingOrConflict === true && aimedAtStateOrGovernment === true)
    return victimsCivilians === false
      ? [
          established(
            'The act was part of an uprising then going on and was directed at the State, not at civilians.',
            [fact],
          ),
        ]
      : [
          unclear(
            'The act was part of an uprising and directed at the State; who was hit is not known.',
            [fact],
            ask(`${fact}/victimsCivilians`, 'requesting-state'),
          ),
        ]
  return [
    excluded('An ordinary crime predominates: the act was not part of a struggle for power then going on.', [fact]),
  ]
}

/** Political offence: directed against the State as such, or incidental to a political struggle and in proportion to it. */
export const politicalOffence: Ground = {
  code: 'political-offence',
  tests: {
    political: (scene, terms) =>
      perOffence(scene, (offence, at) => political(offence, at, terms.words('never'), terms.flag('violenceExcluded'))),
    /** The offence is of a kind that the provision takes out of the political exception. */
    'excepted-category': (scene, terms) =>
      perOffence(scene, (offence, at) => {
        const hit = (offence.categories ?? []).find((category) => terms.words('categories').includes(category))
        return hit === undefined
          ? silent
          : [established(`An offence of this kind (${hit}) may not be treated as political.`, [`${at}/categories`])]
      }),
  },
}

/** Military offence: a breach of military law that is no ordinary crime. */
export const militaryOffence: Ground = {
  code: 'military-offence',
  tests: {
    'purely-military': (scene) =>
      perOffence(scene, (offence, at) => {
        const only = offence.context?.militaryLawOnly
        if (only === true)
          return [established('The conduct is an offence under military law alone.', [`${at}/context/militaryLawOnly`])]
        if (only === false)
          return [
            excluded('The conduct is an ordinary offence, whatever service the person may owe.', [
              `${at}/context/militaryLawOnly`,
            ]),
          ]
        if (!(offence.categories ?? []).includes('military-duty')) return silent
        return [
          unclear(
            'A breach of military duty is charged; whether it is also an ordinary offence is not known.',
            [`${at}/categories`],
            ask(`${at}/context/militaryLawOnly`, 'requesting-state'),
          ),
        ]
      }),
  },
}

const FISCAL: readonly string[] = ['tax', 'customs', 'currency']

/** Whether an offence is fiscal: by what is known of it, else by its categories alone. */
function fiscal(offence: Offence): boolean | undefined {
  if (offence.context?.taxOrDutyLawOnly !== undefined) return offence.context.taxOrDutyLawOnly
  const categories = offence.categories ?? []
  if (!categories.some((category) => FISCAL.includes(category))) return false
  return categories.every((category) => FISCAL.includes(category)) ? true : undefined
}

/** Fiscal offence: an offence only as a breach of tax, customs or exchange rules. */
export const fiscalOffence: Ground = {
  code: 'fiscal-offence',
  tests: {
    'fiscal-character': (scene) =>
      perOffence(scene, (offence, at) => {
        const is = fiscal(offence)
        if (is === true)
          return [
            established('The offence is one of tax, customs or exchange law alone.', [
              offence.context?.taxOrDutyLawOnly === undefined ? `${at}/categories` : `${at}/context/taxOrDutyLawOnly`,
            ]),
          ]
        return is === undefined ? asks(ask(`${at}/context/taxOrDutyLawOnly`, 'requesting-state')) : silent
      }),
    /** Fiscal, and the requested State has no offence of the same nature. */
    'no-corresponding-offence': (scene) =>
      perOffence(scene, (offence, at) => {
        if (fiscal(offence) !== true) return silent
        if (offence.punishableIn?.requested === false)
          return [
            established('The requested State knows no fiscal offence of the same nature.', [
              `${at}/punishableIn/requested`,
            ]),
          ]
        if (offence.punishableIn?.requested === true)
          return [
            excluded('The requested State knows a fiscal offence of the same nature.', [
              `${at}/punishableIn/requested`,
            ]),
          ]
        return asks(ask(`${at}/punishableIn/requested`, 'requested-state'))
      }),
    /** A fiscal offence committed by deceit, which the provision treats like an ordinary one. */
    'fraud-by-deceit': (scene) =>
      perOffence(scene, (offence, at) =>
        fiscal(offence) === true && offence.context?.deceitUsed === true
          ? [
              established('The public authority was deceived: the offence is fraud, not mere evasion.', [
                `${at}/context/deceitUsed`,
              ]),
            ]
          : silent,
      ),
  },
}
