import { ActId, Instant, StateCode } from '@comity/kernel'
import { z } from 'zod'

/**
 * Rungs of delivery, after ETSI EN 319 522. accepted: own node stored and logged. relayed: the peer stored and logged.
 * taken: the addressee opened it and placed its acts. refused: the addressee says no, with a code. no-receipt-by: the
 * sender states its own silence as seen; never terminal.
 */
export const Rung = z.enum(['accepted', 'relayed', 'taken', 'refused', 'no-receipt-by'])
export type Rung = z.infer<typeof Rung>

export const RefusalCode = z.enum([
  'expired',
  'not-for-us',
  'malformed',
  'too-large',
  'unknown-dossier-form',
  'key-not-listed',
])
export type RefusalCode = z.infer<typeof RefusalCode>

/** Whether the addressee states it, who alone can know, or the sender about itself. */
const BY_ADDRESSEE: Readonly<Record<Rung, boolean>> = {
  accepted: false,
  relayed: true,
  taken: true,
  refused: true,
  'no-receipt-by': false,
}

/** Signed by the node that states it; an object of its own, logged by both parties, never receipted itself. */
export const Receipt = z
  .strictObject({
    v: z.literal(1),
    /** Digest of the message payload, hexadecimal. */
    message: z.string().regex(/^[0-9a-f]{64}$/),
    rung: Rung,
    /** Who states it. */
    by: StateCode,
    from: StateCode,
    to: StateCode,
    acts: z.array(ActId).max(64),
    at: Instant,
    code: RefusalCode.optional(),
    /** For no-receipt-by: until when nothing had come. */
    silentSince: Instant.optional(),
  })
  .refine(({ from, to }) => from !== to, 'nobody is receipted to themselves')
  .refine(({ rung, by, from, to }) => by === (BY_ADDRESSEE[rung] ? to : from), 'the rung is not this party’s to state')
  .refine(({ rung, code }) => (code !== undefined) === (rung === 'refused'), 'a code belongs to a refusal')
  .refine(({ rung, silentSince }) => (silentSince !== undefined) === (rung === 'no-receipt-by'), 'silence has a start')
export type Receipt = z.infer<typeof Receipt>

/** After one of these nothing more is owed for the message. */
export const isTerminal = (rung: Rung): boolean => rung === 'taken' || rung === 'refused'

/** The strongest of the four words a user sees (UX finding 2), and the rungs after them. */
export type DeliveryWord = 'draft' | 'waiting' | 'left' | 'received' | 'taken' | 'refused' | 'no-answer'

/** What the screen may say about a message, from proof alone: handing bytes to a transport is not delivery. */
export function deliveryWord(
  entry: { readonly state: 'waiting' | 'left' | 'done' } | undefined,
  receipts: readonly Pick<Receipt, 'rung' | 'by' | 'to'>[],
): DeliveryWord {
  // What a party states about the other one's side is not evidence of it.
  const byAddressee = receipts.filter((receipt) => receipt.by === receipt.to).map(({ rung }) => rung)
  if (byAddressee.includes('refused')) return 'refused'
  if (byAddressee.includes('taken')) return 'taken'
  if (byAddressee.includes('relayed')) return 'received'
  if (receipts.some(({ rung }) => rung === 'no-receipt-by')) return 'no-answer'
  if (entry === undefined) return 'draft'
  return entry.state === 'waiting' ? 'waiting' : 'left'
}
