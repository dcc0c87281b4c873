import type { Archive, KeptAct } from '@comity/archive'
import type { Engine } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { type ActId, Defect, type DossierId, type Instant } from '@comity/kernel'
import {
  type Act,
  type ActPayload,
  actIdOf,
  type Dossier,
  type FoldedDossier,
  foldDossier,
  judge,
  type JudgeContext,
  keyFor,
  type ReadAct,
  readAct,
  type Verdict,
} from '@comity/procedure'

export type LoadedDossier = {
  readonly folded: FoldedDossier
  readonly kept: ReadonlyMap<ActId, KeptAct>
  readonly read: ReadonlyMap<ActId, ReadAct>
}

/** Reads dossiers out of the archive and folds them. Reading and signature checks are remembered per act: bytes do not change. */
export class Dossiers {
  private readonly archive: Archive
  private readonly engine: Engine
  private readonly context: () => JudgeContext
  private readonly remembered = new Map<string, ReadAct>()
  private readonly folds = new Map<
    DossierId,
    { readonly key: string; readonly context: JudgeContext; readonly loaded: LoadedDossier }
  >()

  constructor(archive: Archive, engine: Engine, context: () => JudgeContext) {
    this.archive = archive
    this.engine = engine
    this.context = context
  }

  async load(id: DossierId): Promise<LoadedDossier> {
    const kept = await this.archive.actsOf(id)
    const inStrand = kept.filter(({ standing }) => standing === 'in-strand')
    const key = kept.map((act) => `${act.id}${act.standing}${act.disclosures.length}`).join()
    const context = this.context()
    const known = this.folds.get(id)
    // What acts mean depends on the law in force here and on the lists: a new pack or list folds everything again.
    const isSame = known?.context.ownLaw === context.ownLaw && known.context.directory === context.directory
    if (known?.key === key && isSame) return known.loaded
    const read = inStrand.map((act) => this.readKept(act))
    const loaded: LoadedDossier = {
      folded: foldDossier(id, read, await this.dated(context, read)),
      kept: new Map(kept.map((act) => [act.id, act])),
      read: new Map(read.map((act) => [act.id, act])),
    }
    this.folds.set(id, { key, context, loaded })
    return loaded
  }

  /** Folds what is held together with acts that are not stored yet, to learn what they would mean. */
  async foldWith(loaded: LoadedDossier, more: readonly ReadAct[]): Promise<FoldedDossier> {
    const acts = [...loaded.read.values(), ...more]
    return foldDossier(loaded.folded.dossier.id, acts, await this.dated(this.context(), acts))
  }

  /**
   * The context with what this node knows of the age of acts whose author's key has ended: since when its own log, as
   * witnesses saw it, holds them. Asked of no others, so that it costs nothing while no key has ended.
   */
  private async dated(context: JudgeContext, acts: readonly ReadAct[]): Promise<JudgeContext> {
    const dates = new Map<ActId, Instant>()
    for (const { id, payload } of acts) {
      const signatory = context.directory.signatory(payload.author, payload.list, payload.claimed)
      if (signatory?.endedAt === undefined) continue
      const leaf = await this.archive.leafOf(id)
      const checkpoint = leaf && (await this.archive.firstWitnessedFrom(leaf.index + 1))
      if (checkpoint) dates.set(id, checkpoint.at)
    }
    return dates.size === 0 ? context : { ...context, witnessedBy: (id) => dates.get(id) }
  }

  /** What an act that is about to be signed would mean, were it the next one. */
  verdictOn(payload: ActPayload, act: Act, past: Dossier): Verdict {
    return judge({ id: actIdOf(this.engine, payload), payload, act }, past, this.context())
  }

  /** An act that was read and is about to be stored with these disclosures: it need not be read again. */
  remember(act: ReadAct, disclosures: readonly string[]): void {
    this.remembered.set(nameOf(act.id, disclosures), act)
  }

  private readKept(act: KeptAct): ReadAct {
    const key = nameOf(act.id, act.disclosures)
    const known = this.remembered.get(key)
    if (known) return known
    const read = readAct(this.engine, act.jws, act.disclosures)
    // It was read before it was stored: what cannot be read now was changed on the disk, and nothing may rest on it.
    if (!read.ok || read.value.id !== act.id)
      throw new Defect(`act ${act.id} in the archive is not the act that was stored`)
    this.remembered.set(key, read.value)
    return read.value
  }
}

/** Whether an act carries the signature of the key that its State list, or a bar's voucher, names. */
export function isProperlySigned(act: ReadAct, atHand: readonly ReadAct[], directory: Directory): boolean {
  const key = keyFor(act, atHand, directory)
  return key !== undefined && act.isSignedBy(key)
}

/** An act as it is shown to this node: each disclosure begins with a salt of its own. */
const nameOf = (id: ActId, disclosures: readonly string[]): string =>
  `${id} ${disclosures.map((text) => text.slice(0, 24)).join()}`
