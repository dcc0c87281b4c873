import { pureEngine as engine, type SigningKey, signJws } from '@comity/crypto'
import { sampleKey } from '@comity/directory/testing'
import type { ActId, Digest, DossierId, Instant, JsonObject, JsonValue, StrandId } from '@comity/kernel'
import { ActPayload, actIdOf, type CheckedAct, namedBy } from '../src/act.ts'
import { type FoldedDossier, foldDossier } from '../src/fold.ts'
import type { JudgeContext } from '../src/judge.ts'
import type { Act, BodyOf, Kind } from '../src/kinds.ts'
import { SAMPLE_LAW, sampleLaw } from './sample-law.ts'
import { listOf, SAMPLE_DIRECTORY } from './sample-states.ts'

export const SAMPLE_FILE = 'QV-2026-00417' as DossierId

/** Minutes after 3 March 2026, 00:00 UTC. */
export const minute = (count: number): Instant => new Date(Date.UTC(2026, 2, 3, 0, count)).toISOString() as Instant

export const sampleContext: JudgeContext = {
  directory: SAMPLE_DIRECTORY,
  lawOf: (digest) => (digest === SAMPLE_LAW ? sampleLaw : undefined),
  ownLaw: sampleLaw,
}

export type WriteOptions = {
  readonly at?: Instant
  /** Acts that the author had seen; absent: everything written so far. */
  readonly knows?: readonly CheckedAct[]
  /** Who signs, where it is not the strand's own key. */
  readonly key?: SigningKey
  readonly list?: Digest
  readonly law?: Digest
}

/** Writes a file act by act: strands, heads and places as nodes make them, without signatures. */
export class Pen {
  readonly acts: CheckedAct[] = []
  readonly dossier: DossierId
  private minutes = 0

  constructor(dossier = SAMPLE_FILE) {
    this.dossier = dossier
  }

  write<K extends Kind>(strand: string, kind: K, body: BodyOf<K>, options: WriteOptions = {}): CheckedAct {
    const written = this.draft(strand, { kind, body } as Act, options) // kind and body belong together by the signature
    this.acts.push(written)
    return written
  }

  /** An act at the next place of its strand that the pen does not go on from. */
  draft(strand: string, act: Act, { at, knows = this.acts, key, list, law }: WriteOptions = {}): CheckedAct {
    this.minutes += 1
    const own = this.acts.findLast(({ payload }) => payload.strand === strand)
    const seen = this.pastOf(own === undefined ? knows : [...knows, own])
    const heads = new Map<string, CheckedAct>()
    for (const one of seen) if (one.payload.strand !== strand) heads.set(one.payload.strand, one)
    const payload = ActPayload.parse({
      _sd_alg: 'sha-256',
      v: 1,
      dossier: this.dossier,
      strand: strand as StrandId,
      seq: (own?.payload.seq ?? 0) + 1,
      prev: own?.id ?? null,
      parents: [...heads.values()].map(({ id }) => id).sort(),
      author: (key ?? keyOf(strand)).kid,
      list: list ?? listOf(strand.startsWith('counsel/') ? 'QN' : strand.slice(0, 2)),
      law: law ?? SAMPLE_LAW,
      claimed: at ?? minute(this.minutes),
      seen: null,
      kind: act.kind,
      body: act.body as unknown as JsonObject,
    })
    return { id: actIdOf(engine, payload), payload, act }
  }

  /** The acts and everything they rest on, in the order of writing. */
  private pastOf(acts: readonly CheckedAct[]): readonly CheckedAct[] {
    const byId = new Map(this.acts.map((act) => [act.id, act]))
    const past = new Set<ActId>()
    const next = acts.map(({ id }) => id)
    for (let id = next.pop(); id !== undefined; id = next.pop()) {
      const act = byId.get(id)
      if (!act || past.has(id)) continue
      past.add(id)
      next.push(...namedBy(act.payload))
    }
    return this.acts.filter(({ id }) => past.has(id))
  }

  fold(context: JudgeContext = sampleContext): FoldedDossier {
    return foldDossier(this.dossier, this.acts, context)
  }
}

const keyOf = (strand: string): SigningKey => sampleKey(strand.startsWith('counsel/') ? 'counsel' : strand)

/** The act as its author signs it. */
export const signedAct = ({ payload }: Pick<CheckedAct, 'payload'>, key = keyOf(payload.strand)): Uint8Array =>
  signJws(engine, key, 'comity-act+json', payload as JsonValue as JsonObject).bytes
