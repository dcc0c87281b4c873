import type { GroundCode } from '../codes.ts'
import { reExtradition, speciality } from './after-surrender.ts'
import { fiscalOffence, militaryOffence, politicalOffence } from './character.ts'
import { pendingProceedings } from './concurrence.ts'
import { doubleCriminality, minimumPenalty } from './criminality.ts'
import { dataProtection, purposeLimitation } from './data.ts'
import { discriminatoryPurpose } from './discrimination.ts'
import { dualUse } from './dual-use.ts'
import { privilege, taintedEvidence } from './evidence.ts'
import { other } from './formal.ts'
import type { Ground, Test } from './ground.ts'
import { health, humanitarian, proportionality } from './humanity.ts'
import { inAbsentia } from './in-absentia.ts'
import { confidentiality, reciprocity, sovereignty } from './interests.ts'
import { independenceOfIssuingAuthority } from './issuing-authority.ts'
import { neBisInIdem } from './ne-bis-in-idem.ts'
import { deathPenalty, lifeSentence } from './penalty.ts'
import { age, immunity, nationality } from './person.ts'
import { refoulement } from './protection.ts'
import { rightToChallenge, rightToCounsel, rightToInformation, rightToInterpretation } from './rights.ts'
import { jurisdictionalOverreach, territoriality } from './territory.ts'
import { amnesty, lapseOfTime } from './time.ts'
import {
  detentionConditions,
  extraordinaryTribunal,
  flagrantDenialOfJustice,
  tortureOrIllTreatment,
} from './treatment.ts'

/** Every ground, by code. A new code does not compile until it has a ground. */
export const GROUNDS: Readonly<Record<GroundCode, Ground>> = {
  'double-criminality': doubleCriminality,
  'minimum-penalty': minimumPenalty,
  'political-offence': politicalOffence,
  'military-offence': militaryOffence,
  'fiscal-offence': fiscalOffence,
  'discriminatory-purpose': discriminatoryPurpose,
  'ne-bis-in-idem': neBisInIdem,
  'lapse-of-time': lapseOfTime,
  amnesty,
  immunity,
  age,
  nationality,
  territoriality,
  'in-absentia': inAbsentia,
  'death-penalty': deathPenalty,
  'life-sentence': lifeSentence,
  'torture-or-ill-treatment': tortureOrIllTreatment,
  'detention-conditions': detentionConditions,
  'flagrant-denial-of-justice': flagrantDenialOfJustice,
  'extraordinary-tribunal': extraordinaryTribunal,
  refoulement,
  humanitarian,
  health,
  speciality,
  're-extradition': reExtradition,
  'pending-proceedings': pendingProceedings,
  'independence-of-issuing-authority': independenceOfIssuingAuthority,
  proportionality,
  'sovereignty-or-essential-interests': sovereignty,
  'privilege-or-immunity': privilege,
  'tainted-evidence': taintedEvidence,
  'right-to-counsel': rightToCounsel,
  'right-to-interpretation': rightToInterpretation,
  'right-to-information': rightToInformation,
  'right-to-challenge': rightToChallenge,
  'purpose-limitation': purposeLimitation,
  'data-protection': dataProtection,
  'dual-use': dualUse,
  'jurisdictional-overreach': jurisdictionalOverreach,
  reciprocity,
  confidentiality,
  other,
}

/** The test of a ground by name; own members only, so that a pack cannot name `constructor`. */
export function findTest(ground: GroundCode, test: string): Test | undefined {
  const { tests } = GROUNDS[ground]
  return Object.hasOwn(tests, test) ? tests[test] : undefined
}
