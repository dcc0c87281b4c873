import type { Change, KeptAct } from '@comity/archive'
import type { Instant } from '@comity/kernel'
import type { ReadAct } from '@comity/procedure'
import type { Entering } from './ledger.ts'

/** How an act is kept. Its salt comes from its author's node when it came with one: the same leaf can then be shown anywhere. */
export function keepAct(
  act: ReadAct,
  disclosures: readonly string[],
  salt: Uint8Array,
  standing: KeptAct['standing'],
  now: Instant,
  reason?: string,
): Change {
  return {
    do: 'put-act',
    act: {
      id: act.id,
      dossier: act.payload.dossier,
      strand: act.payload.strand,
      seq: act.payload.seq,
      jws: act.jws,
      disclosures,
      salt,
      standing,
      storedAt: now,
      ...(reason === undefined ? {} : { reason }),
    },
  }
}

export const enterAct = (act: ReadAct, salt: Uint8Array): Entering => ({
  kind: 'sealed',
  object: act.id,
  salt,
  dossier: act.payload.dossier,
})
