import { ActId, DossierId, Instant, StateCode } from '@comity/kernel'
import { z } from 'zod'

/** An act on its way: signed bytes, what of it may be shown to this reader, the salt of its leaf, and the proof once there is one. */
export const CarriedAct = z.strictObject({
  /** The signed object, base64. */
  jws: z.base64(),
  disclosures: z.array(z.string().regex(/^[A-Za-z0-9_-]+$/)).max(64),
  /** Salt of its leaf in the author's log, base64. */
  salt: z.base64(),
  /** `c2sp.org/tlog-proof` text; absent for protective acts and reports that left before the witness answered. */
  proof: z.string().max(40_000).optional(),
})
export type CarriedAct = z.infer<typeof CarriedAct>

/**
 * What a node signs and then seals to one other node. The sender, the addressee and the place in the channel are inside
 * the signature: a message sealed again to somebody else has no valid signature for them.
 */
export const Message = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  /** Place in the channel from this sender to this addressee, from 1. */
  seq: z.int().min(1),
  sent: Instant,
  /** After this the addressee must refuse. */
  expires: Instant,
  /** Latest checkpoints that the sender knows, its own first: gossip that makes a split view visible. */
  checkpoints: z.array(z.string().max(8000)).max(16),
  dossier: DossierId,
  acts: z.array(CarriedAct).min(1).max(64),
})
export type Message = z.infer<typeof Message>

/** A node asks a peer for acts that it misses: parents of an act that it holds. Signed and sealed like a message. */
export const ActsWanted = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  asked: Instant,
  dossier: DossierId,
  acts: z.array(ActId).min(1).max(64),
})
export type ActsWanted = z.infer<typeof ActsWanted>

/** The answer: those of the acts that the asker may have, as they would stand in a message. Signed and sealed like one. */
export const ActsHanded = z.strictObject({
  v: z.literal(1),
  from: StateCode,
  to: StateCode,
  dossier: DossierId,
  acts: z.array(CarriedAct).max(64),
})
export type ActsHanded = z.infer<typeof ActsHanded>

/** Limits of what a node takes in, in bytes. A part of the specification: every node refuses the same bytes. */
export const SEALED_LIMIT = 2 << 20
