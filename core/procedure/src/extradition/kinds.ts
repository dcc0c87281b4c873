import { ActId, Instant, StateCode } from '@comity/kernel'
import { z } from 'zod'
import { Attested, type KindDefinition, language, Proofs, text } from '../kind.ts'

const holders = { side: 'requested', roles: ['custody', 'police', 'court'] } as const
const court = { side: 'requested', roles: ['court'] } as const
const courtOrRegistry = { side: 'requested', roles: ['court', 'registry', 'central-authority'] } as const
const counselOrAttested = [
  { side: 'counsel' },
  { side: 'requested', roles: ['custody', 'registry', 'court'], attesting: true },
] as const

/** A statement is named by the act that reports the questioning; the label tells it from others of the same act. */
const statement = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** Extradition from the request for provisional arrest to consent. */
export const extraditionKinds = {
  'arrest-requested': {
    class: 'neutral',
    by: [{ side: 'requesting', roles: ['central-authority', 'prosecutor', 'court'] }],
    opens: 'extradition',
    clear: z.strictObject({
      requesting: StateCode,
      requested: StateCode,
      basis: z.array(z.string().max(80)).min(1).max(10),
      offences: z.array(z.string().max(80)).min(1).max(20),
      purpose: z.enum(['prosecution', 'execution-of-sentence']),
      urgent: z.boolean(),
    }),
    disclosable: {
      summary: { schema: text(4000), class: 'ordinary' },
      person: { schema: text(4000), class: 'identity' },
      matter: { schema: text(60_000), class: 'identity' },
    },
  },
  /** The full request with its papers, which has to follow a provisional arrest. */
  'extradition-requested': {
    class: 'neutral',
    by: [{ side: 'requesting', roles: ['central-authority'] }],
    clear: z.strictObject({ request: ActId, documents: z.int().min(1).max(10_000) }),
    disclosable: { inventory: { schema: text(20_000), class: 'ordinary' } },
  },
  'arrest-ordered': {
    class: 'order',
    by: [court],
    touches: true,
    clear: z.strictObject({ request: ActId, proofs: Proofs }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  arrested: {
    class: 'report',
    by: [holders],
    touches: true,
    /** The custody period starts at the fact stated, never at its recording. */
    clear: z.strictObject({ arrestedAt: Instant }),
    disclosable: { place: { schema: text(400), class: 'identity' } },
  },
  'reasons-given': {
    class: 'protective',
    by: [holders],
    touches: true,
    clear: z.strictObject({ at: Instant, language, understood: z.boolean() }),
    disclosable: { how: { schema: text(400), class: 'ordinary' } },
  },
  'letter-of-rights-given': {
    class: 'protective',
    by: [holders],
    touches: true,
    clear: z.strictObject({ at: Instant, language, form: z.enum(['paper', 'read-aloud']), understood: z.boolean() }),
    disclosable: {},
  },
  'counsel-advised': {
    class: 'protective',
    by: [{ side: 'counsel' }],
    clear: z.strictObject({
      at: Instant,
      private: z.boolean(),
      interpreted: z.enum(['yes', 'not-needed', 'no']),
      consequencesExplained: z.boolean(),
    }),
    disclosable: {},
  },
  'interpreter-engaged': {
    class: 'protective',
    by: [courtOrRegistry, holders],
    clear: z.strictObject({ for: z.enum(['hearing', 'consultation', 'questioning']), language }),
    disclosable: { interpreter: { schema: text(400), class: 'identity' } },
  },
  'interpretation-confirmed': {
    class: 'protective',
    by: [courtOrRegistry],
    clear: z.strictObject({
      for: z.enum(['hearing', 'consultation', 'questioning']),
      understood: z.boolean(),
      attested: Attested.optional(),
    }),
    disclosable: {},
  },
  'consulate-information-given': {
    class: 'protective',
    by: [holders],
    touches: true,
    clear: z.strictObject({ at: Instant, wish: z.enum(['notify', 'do-not-notify', 'undecided']) }),
    disclosable: {},
  },
  'third-person-informed': {
    class: 'protective',
    by: [holders],
    touches: true,
    clear: z.strictObject({ at: Instant, wish: z.enum(['informed', 'nobody-named']) }),
    disclosable: { who: { schema: text(400), class: 'identity' } },
  },
  'doctor-offered': {
    class: 'protective',
    by: [holders],
    touches: true,
    clear: z.strictObject({ at: Instant, wish: z.enum(['accepted', 'declined']) }),
    disclosable: {},
  },
  questioned: {
    class: 'report',
    by: [
      { side: 'requested', roles: ['police', 'custody', 'prosecutor', 'court'] },
      { side: 'requesting', roles: ['police', 'prosecutor', 'court'] },
    ],
    touches: true,
    clear: z.strictObject({
      from: Instant,
      to: Instant,
      counsel: z.enum(['present', 'waived', 'absent']),
      interpreter: z.enum(['present', 'not-needed', 'absent']),
      statement,
    }),
    disclosable: { note: { schema: text(4000), class: 'ordinary' } },
  },
  'hearing-set': {
    class: 'protective',
    by: [courtOrRegistry],
    touches: true,
    clear: z.strictObject({ at: Instant, before: z.enum(['judge']) }),
    disclosable: { room: { schema: text(400), class: 'ordinary' } },
  },
  'brought-before-judge': {
    class: 'report',
    by: [court],
    touches: true,
    clear: z.strictObject({ at: Instant }),
    disclosable: { note: { schema: text(4000), class: 'ordinary' } },
  },
  'video-hearing-ordered': {
    class: 'order',
    by: [{ side: 'requesting', roles: ['court', 'prosecutor'] }, court],
    touches: true,
    clear: z.strictObject({ at: Instant, proofs: Proofs }),
    disclosable: { about: { schema: text(4000), class: 'ordinary' } },
  },
  'video-hearing-accepted': {
    class: 'protective',
    by: counselOrAttested,
    clear: z.strictObject({ attested: Attested.optional() }),
    disclosable: {},
  },
  'consent-recorded': {
    class: 'order',
    by: [court],
    touches: true,
    clear: z.strictObject({ at: Instant, attested: Attested.optional(), proofs: Proofs }),
    disclosable: { words: { schema: text(4000), class: 'ordinary' } },
  },
  'speciality-renounced': {
    class: 'order',
    by: [court],
    touches: true,
    clear: z.strictObject({ at: Instant, consent: ActId, proofs: Proofs }),
    disclosable: { words: { schema: text(4000), class: 'ordinary' } },
  },
  'consent-withdrawn': {
    class: 'protective',
    by: counselOrAttested,
    clear: z.strictObject({ consent: ActId, attested: Attested.optional() }),
    disclosable: {},
  },
  'evidence-challenged': {
    class: 'protective',
    by: counselOrAttested,
    clear: z.strictObject({
      report: ActId,
      statement,
      ground: z.enum(['no-counsel', 'no-interpreter', 'coercion', 'unlawful', 'broken-custody', 'beyond-purpose']),
      attested: Attested.optional(),
    }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  'evidence-excluded': {
    class: 'protective',
    by: [court],
    clear: z.strictObject({ report: ActId, statement }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  'evidence-relied-on': {
    class: 'order',
    by: [{ side: 'either', roles: ['court', 'prosecutor'] }],
    touches: true,
    clear: z.strictObject({ report: ActId, statement, proofs: Proofs }),
    disclosable: { purpose: { schema: text(4000), class: 'ordinary' } },
  },
  released: {
    class: 'protective',
    by: [{ side: 'requested', roles: ['court', 'custody', 'central-authority', 'registry'] }],
    touches: true,
    clear: z.strictObject({
      at: Instant,
      ground: z.enum(['court-order', 'time-limit', 'request-withdrawn', 'wrong-person', 'refused']),
    }),
    disclosable: {},
  },
} as const satisfies Record<string, KindDefinition>
