import { ActId, DossierId, Instant, StateCode } from '@comity/kernel'
import { z } from 'zod'

const Code = z.string().regex(/^[a-z][a-z0-9-]{0,79}$/)

/** What somebody wanted to do and a right refused at home: no act was made, and nothing of it left but this. */
export const RefusedAttempt = z.strictObject({
  dossier: DossierId,
  kind: Code,
  /** The strand on which the act would have stood: an office, or counsel by key. No name. */
  by: z.string().min(1).max(100),
  at: Instant,
  unmet: z.array(z.strictObject({ guarantee: Code, provisions: z.array(z.string().max(120)).max(20) })).max(50),
  otherwise: z.array(Code).max(20),
})
export type RefusedAttempt = z.infer<typeof RefusedAttempt>

/** A message to another State that has no receipt, as its sender's outbox knows it. */
export const Silence = z.strictObject({
  dossier: DossierId,
  to: StateCode,
  since: Instant,
  /** Tries without an answer. */
  attempts: z.int().min(0),
  acts: z.array(ActId).max(64),
})
export type Silence = z.infer<typeof Silence>

/** An overseer's node asks a State's node what its rights refused at home, and who owes it receipts. Signed and sealed. */
export const AttemptsWanted = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  asked: Instant,
  wants: z.literal('attempts'),
})
export type AttemptsWanted = z.infer<typeof AttemptsWanted>

/** The latest first. `asked` is that of the question: an old answer cannot be handed out again as a new one. */
export const AttemptsTold = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  asked: Instant,
  told: Instant,
  attempts: z.array(RefusedAttempt).max(500),
  /** How many more there are, older than those told. */
  older: z.int().min(0),
  silences: z.array(Silence).max(500),
})
export type AttemptsTold = z.infer<typeof AttemptsTold>

/** What the person says to the overseer, past whoever holds them. The node that passes it on keeps it sealed. */
export const Complaint = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  id: z.string().regex(/^[0-9a-f]{32}$/),
  dossier: DossierId,
  at: Instant,
  words: z.string().min(1).max(4000),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
})
export type Complaint = z.infer<typeof Complaint>

/** The overseer's node has stored a complaint. */
export const ComplaintTaken = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  complaint: Complaint.shape.id,
  at: Instant,
})
export type ComplaintTaken = z.infer<typeof ComplaintTaken>
