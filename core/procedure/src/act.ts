import {
  ActId,
  canonicalBytes,
  Digest,
  DossierId,
  Instant,
  type JsonValue,
  KeyId,
  StrandId,
  toHex,
} from '@comity/kernel'
import type { Engine } from '@comity/crypto'
import { z } from 'zod'
import type { Act } from './kinds.ts'

/** The latest witnessed checkpoint that the author had seen: the act was not made before it (PROTOCOL G). */
export const SeenCheckpoint = z.strictObject({
  origin: z.string().min(1).max(200),
  size: z.int().min(0),
  root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})
export type SeenCheckpoint = z.infer<typeof SeenCheckpoint>

/** What an author signs. Strict: a field we do not know is a field we must neither sign nor skip. */
export const ActPayload = z.strictObject({
  _sd_alg: z.literal('sha-256'),
  v: z.literal(1),
  dossier: DossierId,
  strand: StrandId,
  /** Place in the strand, from 1. */
  seq: z.int().min(1).max(1_000_000),
  /** The act before it in the strand; null exactly at the first place. */
  prev: ActId.nullable(),
  /** Heads of the other strands that the author had seen, sorted. With `prev` they are the act's causal past. */
  parents: z.array(ActId).max(64),
  author: KeyId,
  /** The State list in which the author's key stands. */
  list: Digest,
  /** The law pack by which the author judged the step to be open. */
  law: Digest,
  claimed: Instant,
  seen: SeenCheckpoint.nullable(),
  kind: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  /** Clear fields of the kind, and the digests of its disclosable ones. Read by the kind's own schema. */
  body: z.record(z.string(), z.json()),
})
export type ActPayload = z.infer<typeof ActPayload>

/** An act whose bytes, schema and signature were checked. */
export type CheckedAct = { readonly id: ActId; readonly payload: ActPayload; readonly act: Act }

/** SHA-256 of the canonical payload. A second signature over the same payload is the same act. */
export function actIdOf(engine: Engine, payload: ActPayload): ActId {
  return ActId.parse(toHex(engine.sha256(canonicalBytes(payload as JsonValue))))
}

/** All acts that this one names: its own strand's last and the heads it had seen. */
export function namedBy(payload: Pick<ActPayload, 'prev' | 'parents'>): readonly ActId[] {
  return payload.prev === null ? payload.parents : [payload.prev, ...payload.parents]
}
