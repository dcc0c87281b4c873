import type { KeptAct } from '@comity/archive'
import type { Engine } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import type { CarriedAct } from '@comity/exchange'
import { type ActId, toBase64 } from '@comity/kernel'
import { type CheckedAct, keyFor, type ReadAct, readAct } from '@comity/procedure'
import type { Dossiers, LoadedDossier } from './dossiers.ts'

export type Arrived = { readonly act: ReadAct; readonly carried: CarriedAct }
export type Placed = Arrived & { readonly standing: KeptAct['standing']; readonly reason?: string }

export type PlacingParts = { readonly engine: Engine; readonly dossiers: Dossiers; readonly directory: Directory }

/**
 * Where each act stands once these are here: in its strand, waiting for a parent or a State list, or aside. What was held
 * is looked at again. Only an act that its author's key signed takes a place: a forged one, sent to wait in the place of a
 * genuine one, must not keep it out.
 */
export async function placeActs(
  loaded: LoadedDossier,
  arrived: readonly Arrived[],
  { engine, dossiers, directory }: PlacingParts,
): Promise<readonly Placed[]> {
  // By place, because that is how the archive takes a strand, whatever order a message names its acts in.
  const all = [...heldIn(loaded, arrived, engine), ...arrived].sort((a, b) => a.act.payload.seq - b.act.payload.seq)
  const atHand = [...loaded.read.values(), ...all.map(({ act }) => act)]
  const taken = new Map([...loaded.read.values()].map((act) => [placeOf(act, 0), act.id]))
  const set = new Map<Arrived, Pick<Placed, 'standing' | 'reason'>>()
  const candidates: Arrived[] = []
  const proven = new Set<Arrived>()
  for (const one of all) {
    const { act } = one
    const inPlace = loaded.read.has(act.id)
    const signature = inPlace ? 'good' : signatureOf(act, atHand, directory)
    const before = taken.get(placeOf(act, -1))
    if (inPlace) set.set(one, { standing: 'in-strand' })
    else if (signature === 'list-not-held') set.set(one, { standing: 'held' })
    else if (signature === 'bad') set.set(one, { standing: 'quarantined', reason: 'bad-signature' })
    else if ((taken.get(placeOf(act, 0)) ?? act.id) !== act.id)
      set.set(one, { standing: 'quarantined', reason: 'strand-forked' })
    else if (before !== undefined && before !== act.payload.prev)
      set.set(one, { standing: 'quarantined', reason: 'breaks-its-strand' })
    else {
      candidates.push(one)
      if (signature === 'good') {
        proven.add(one)
        taken.set(placeOf(act, 0), act.id)
      }
    }
  }
  const folded = await dossiers.foldWith(
    loaded,
    candidates.map(({ act }) => act),
  )
  const waiting = new Set(folded.waiting.map(({ act }) => act.id))
  for (const one of candidates) {
    const verdict = folded.verdicts.get(one.act.id)
    if (waiting.has(one.act.id)) set.set(one, { standing: 'held' })
    else if (verdict?.effect === 'quarantined') set.set(one, { standing: 'quarantined', reason: verdict.reason })
    else if (!proven.has(one) && signatureOf(one.act, atHand, directory) !== 'good')
      set.set(one, { standing: 'quarantined', reason: 'bad-signature' })
    else set.set(one, { standing: 'in-strand' })
  }
  return all.map((one) => ({ ...one, ...(set.get(one) ?? { standing: 'held' }) }))
}

/** Acts kept earlier that waited for something, unless they have come again. */
function heldIn(loaded: LoadedDossier, arrived: readonly Arrived[], engine: Engine): readonly Arrived[] {
  return [...loaded.kept.values()].flatMap((kept): Arrived[] => {
    if (kept.standing !== 'held' || arrived.some(({ act }) => act.id === kept.id)) return []
    const act = readAct(engine, kept.jws, kept.disclosures)
    const carried = { jws: toBase64(kept.jws), disclosures: [...kept.disclosures], salt: toBase64(kept.salt) }
    return act.ok ? [{ act: act.value, carried }] : []
  })
}

/** `unknown`: no list names the key at that time, or no voucher is here yet; the roster says which, and whether to wait. */
function signatureOf(
  act: ReadAct,
  atHand: readonly CheckedAct[],
  directory: Directory,
): 'good' | 'bad' | 'unknown' | 'list-not-held' {
  const key = keyFor(act, atHand, directory)
  if (key) return act.isSignedBy(key) ? 'good' : 'bad'
  const isCounsels = act.payload.strand.startsWith('counsel/')
  return isCounsels || directory.byDigestOf(act.payload.list) ? 'unknown' : 'list-not-held'
}

const placeOf = ({ payload }: { readonly payload: CheckedAct['payload'] }, step: 0 | -1): string =>
  `${payload.strand} ${payload.seq + step}`

/** Whether anything changed since it was held: what still waits is not written again. */
export const hasMoved = ({ act, standing }: Placed, kept: ReadonlyMap<ActId, KeptAct>): boolean =>
  kept.get(act.id)?.standing !== standing
