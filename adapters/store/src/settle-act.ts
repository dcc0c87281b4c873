import type { KeptAct } from '@comity/archive'
import { Defect } from '@comity/kernel'

/**
 * What is kept of an act after it was put once more: `kept` itself where that changes nothing.
 *
 * An act in strand stays in strand, with the bytes that were judged then. Between held and quarantined the latest
 * judgement stands, with its bytes: an id says nothing about the signature, so a copy with a false one, which came first
 * and was quarantined, must not keep the genuine one out. When it was first stored, and what was disclosed, remain.
 */
export function settleAct(kept: KeptAct | undefined, put: KeptAct): KeptAct {
  const disclosures = [...new Set([...(kept?.disclosures ?? []), ...put.disclosures])]
  if (!kept) return { ...put, disclosures }
  if (kept.dossier !== put.dossier || kept.strand !== put.strand || kept.seq !== put.seq)
    throw new Defect('store: one act id with two places, though the id is the digest of what names the place')
  const judgementStands = kept.standing === 'in-strand' || kept.standing === put.standing
  if (judgementStands && disclosures.length === kept.disclosures.length) return kept
  return { ...(judgementStands ? kept : put), disclosures, storedAt: kept.storedAt }
}

/** Whether storing `settled` in the stead of `kept` takes a place in a strand. */
export const takesPlace = (kept: KeptAct | undefined, settled: KeptAct): boolean =>
  settled.standing === 'in-strand' && kept?.standing !== 'in-strand'
