import { z } from 'zod'

/** The grounds that an assessment may name. What each means is written in SPEC.md and coded in `grounds/`. */
export const GroundCode = z.enum([
  'double-criminality',
  'minimum-penalty',
  'political-offence',
  'military-offence',
  'fiscal-offence',
  'discriminatory-purpose',
  'ne-bis-in-idem',
  'lapse-of-time',
  'amnesty',
  'immunity',
  'age',
  'nationality',
  'territoriality',
  'in-absentia',
  'death-penalty',
  'life-sentence',
  'torture-or-ill-treatment',
  'detention-conditions',
  'flagrant-denial-of-justice',
  'extraordinary-tribunal',
  'refoulement',
  'humanitarian',
  'health',
  'speciality',
  're-extradition',
  'pending-proceedings',
  'independence-of-issuing-authority',
  'proportionality',
  'sovereignty-or-essential-interests',
  'privilege-or-immunity',
  'tainted-evidence',
  'right-to-counsel',
  'right-to-interpretation',
  'right-to-information',
  'right-to-challenge',
  'purpose-limitation',
  'data-protection',
  'dual-use',
  'jurisdictional-overreach',
  'reciprocity',
  'confidentiality',
  'other',
])
export type GroundCode = z.infer<typeof GroundCode>

/** The procedure used. `surrender`: a warrant between courts. `freezing-order` covers freezing and confiscation. */
export const RequestKind = z.enum([
  'extradition',
  'surrender',
  'provisional-arrest',
  'mutual-legal-assistance',
  'investigation-order',
  'production-order',
  'preservation-order',
  'freezing-order',
  'joint-investigation-team',
  'transfer-of-proceedings',
  'transfer-of-sentenced-person',
  'witness-protection',
])
export type RequestKind = z.infer<typeof RequestKind>

/** What an assurance of a State may cover. */
export const AssuranceCover = z.enum([
  'death-penalty-not-sought',
  'death-penalty-not-imposed',
  'death-penalty-not-carried-out',
  'life-sentence-review',
  'life-sentence-not-sought',
  'maximum-sentence',
  'no-torture-or-ill-treatment',
  'detention-conditions',
  'place-of-detention',
  'no-solitary-confinement',
  'health-care',
  'fair-trial',
  'no-torture-evidence',
  'ordinary-court-only',
  'retrial',
  'speciality',
  'no-onward-transfer',
  'return-to-serve-sentence',
  'equal-treatment-at-trial',
  'consular-and-counsel-access',
  'use-limitation',
  'protection-from-private-violence',
  'child-care',
  'evidence-not-used-for-death-penalty',
])
export type AssuranceCover = z.infer<typeof AssuranceCover>

/** Subjects that `law between` answers about. */
export const Subject = z.enum([
  'evidence',
  'extradition',
  'surrender',
  'production',
  'preservation',
  'freezing',
  'joint-team',
  'transfer-of-proceedings',
  'transfer-of-sentenced-person',
  'witness-protection',
])
export type Subject = z.infer<typeof Subject>
