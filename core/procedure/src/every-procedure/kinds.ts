import { PublicJwk } from '@comity/crypto'
import { ActId, CalendarDate, GuaranteeId, Instant, KeyId, ProvisionId } from '@comity/kernel'
import { z } from 'zod'
import { Attested, type KindDefinition, language, text } from '../kind.ts'

const registries = { side: 'either', roles: ['registry'] } as const
const heldBy = { side: 'requested', roles: ['custody', 'registry', 'court'] } as const
const attester = { ...heldBy, attesting: true } as const

/** Acts that any procedure may hold: refusals, counsel, questions, clocks, oversight. */
export const everyProcedureKinds = {
  'order-refused': {
    class: 'neutral',
    by: [registries],
    clear: z.strictObject({
      act: ActId,
      unmet: z.array(z.strictObject({ guarantee: GuaranteeId, provisions: z.array(ProvisionId).max(20) })).max(50),
      /** Codes of what else stood in the way: out of turn, tainted statement, outside its time. */
      otherwise: z.array(z.string().regex(/^[a-z-]+$/)).max(20),
      /** The author's node should have refused by its own law: whoever reads this is looking at an alarm. */
      alarm: z.boolean(),
    }),
    disclosable: {},
  },
  'supplement-asked': {
    class: 'neutral',
    by: [registries],
    clear: z.strictObject({
      act: ActId,
      provisions: z.array(ProvisionId).min(1).max(20),
      guarantees: z.array(GuaranteeId).max(50),
    }),
    disclosable: {},
  },
  'counsel-appointed': {
    class: 'protective',
    by: [attester, { side: 'counsel' }],
    clear: z.strictObject({
      attested: Attested.optional(),
      /** The bar that is asked to vouch: no other one's word admits counsel upon this appointment. */
      bar: z.string().max(80),
      where: z.enum(['requesting', 'requested']),
    }),
    disclosable: { counselName: { schema: text(4000), class: 'ordinary' } },
  },
  'counsel-vouched': {
    class: 'protective',
    by: [{ side: 'either', roles: ['bar'] }],
    clear: z.strictObject({ appointment: ActId, kid: KeyId, key: PublicJwk }),
    disclosable: { counselName: { schema: text(4000), class: 'ordinary' } },
  },
  'information-asked': {
    class: 'neutral',
    by: [{ side: 'either', roles: ['central-authority', 'court', 'prosecutor'] }],
    clear: z.strictObject({ replyBy: CalendarDate, about: z.array(ProvisionId).max(20) }),
    disclosable: { question: { schema: text(20_000), class: 'third-party-privacy' } },
  },
  'information-supplied': {
    class: 'neutral',
    by: [{ side: 'either', roles: ['central-authority', 'court', 'prosecutor'] }],
    clear: z.strictObject({ asked: ActId }),
    disclosable: { answer: { schema: text(20_000), class: 'third-party-privacy' } },
  },
  'request-acknowledged': {
    class: 'neutral',
    by: [{ side: 'requested', roles: ['central-authority'] }],
    clear: z.strictObject({ request: ActId, expected: CalendarDate.optional() }),
    disclosable: { contact: { schema: text(400), class: 'ordinary' } },
  },
  'deadline-met': {
    class: 'report',
    by: [{ side: 'either', roles: ['central-authority', 'registry', 'court', 'custody'] }],
    clear: z.strictObject({ clock: z.string().max(120), startedBy: ActId, by: ActId }),
    disclosable: {},
  },
  'deadline-missed': {
    class: 'report',
    by: [{ side: 'either', roles: ['central-authority', 'registry', 'court', 'custody'] }],
    clear: z.strictObject({ clock: z.string().max(120), startedBy: ActId }),
    disclosable: { reason: { schema: text(4000), class: 'ordinary' } },
  },
  'deadline-observed': {
    class: 'report',
    by: [registries, { side: 'oversight' }],
    clear: z.strictObject({ clock: z.string().max(120), startedBy: ActId, state: z.enum(['met', 'missed']) }),
    disclosable: {},
  },
  'finding-made': {
    class: 'protective',
    by: [{ side: 'oversight' }],
    clear: z.strictObject({ about: z.array(ActId).max(50), answerBy: CalendarDate.optional() }),
    disclosable: { finding: { schema: text(20_000), class: 'ordinary' } },
  },
  'objection-filed': {
    class: 'protective',
    by: [{ side: 'counsel' }, attester],
    clear: z.strictObject({ attested: Attested.optional(), against: ActId.optional() }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  'matter-closed': {
    class: 'neutral',
    by: [{ side: 'either', roles: ['central-authority'] }],
    clear: z.strictObject({ outcome: z.enum(['executed', 'refused', 'withdrawn', 'person-released', 'consented']) }),
    disclosable: {},
  },
  'language-assessed': {
    class: 'protective',
    by: [heldBy],
    touches: true,
    clear: z.strictObject({ language, interpreterNeeded: z.boolean(), reads: z.boolean(), at: Instant }),
    disclosable: {},
  },
} as const satisfies Record<string, KindDefinition>
