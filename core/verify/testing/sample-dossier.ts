import { pureEngine as engine, readDisclosure, signJws } from '@comity/crypto'
import {
  type ActId,
  type Digest,
  type DossierId,
  expectOk,
  fromHex,
  type JsonObject,
  type StateCode,
  type StrandId,
  toBase64,
} from '@comity/kernel'
import { type ActDraft, makeAct, type SeenCheckpoint } from '@comity/procedure'
import { makePublicEntry, makeSealedEntry, openCheckpoint } from '@comity/record'
import { SampleLog } from '@comity/record/testing'
import { type DossierParts, packDossier } from '../src/dossier-file/pack-dossier.ts'
import { extraOf } from '../src/leaf-proof.ts'
import { SAMPLE_LAW, SAMPLE_PACK } from './sample-law.ts'
import {
  at,
  LOG_SEEDS,
  originOf,
  type SampleList,
  sampleKey,
  sampleList,
  sampleWitnessSigner,
} from './sample-states.ts'

/** An act as the sample made it, before it goes into a file. */
export type SampleAct = {
  readonly id: ActId
  readonly strand: StrandId
  readonly seq: number
  readonly jws: Uint8Array
  readonly disclosures: readonly string[]
  readonly minute: number
}

export const SAMPLE_DOSSIER = 'QN-2026-00001' as DossierId

export const SAMPLE_LISTS: readonly SampleList[] = [
  sampleList('QN', { oia: 'central-authority', registry: 'registry' }),
  sampleList('QQ', { court: 'court', custody: 'custody', registry: 'registry', bar: 'bar' }),
  sampleList('XO', { overseer: 'overseer' }),
]

const listOf = (state: string): Digest =>
  SAMPLE_LISTS.find(({ list }) => list.state === state)?.digest ?? (`sha256:${'0'.repeat(64)}` as Digest)

/** Salts and tags of the sample are told apart, and are nobody's secret. */
const fill = (byte: number, length = 32) => new Uint8Array(length).fill(byte)

/** Writes a dossier act by act: strands, heads and signatures as nodes make them. */
export class SampleWriter {
  readonly acts: SampleAct[] = []
  private readonly heads = new Map<StrandId, SampleAct>()
  private salt = 0

  /** Makes, signs and keeps an act at its author's next place. */
  write(strand: string, minute: number, draft: ActDraft, seen: SeenCheckpoint | null = null): SampleAct {
    const act = this.draft(strand as StrandId, minute, draft, seen)
    this.heads.set(act.strand, act)
    this.acts.push(act)
    return act
  }

  /** An act at its author's next place that the writer does not go on from. */
  draft(
    strand: StrandId,
    minute: number,
    draft: ActDraft,
    seen: SeenCheckpoint | null = null,
    dossier: DossierId = SAMPLE_DOSSIER,
  ): SampleAct {
    const counsel = strand.startsWith('counsel/')
    const key = sampleKey(counsel ? 'counsel' : strand)
    const own = this.heads.get(strand)
    const random = (length: number) => {
      this.salt += 1
      return fill(this.salt, length)
    }
    const made = makeAct(engine, random, draft, {
      dossier,
      strand,
      seq: (own?.seq ?? 0) + 1,
      prev: own?.id ?? null,
      parents: [...this.heads].filter(([other]) => other !== strand).map(([, { id }]) => id),
      author: key.kid,
      list: listOf(counsel ? 'QQ' : strand.slice(0, 2)),
      law: SAMPLE_LAW,
      claimed: at(minute),
      seen,
    })
    const { payload, disclosures } = expectOk(made, 'a draft of the sample')
    const { id, bytes } = signJws(engine, key, 'comity-act+json', payload as unknown as JsonObject)
    return { id, strand, seq: payload.seq, jws: bytes, disclosures, minute }
  }
}

const COUNSEL = `counsel/${sampleKey('counsel').kid}` as StrandId

const plain = (kind: string, body: JsonObject): ActDraft => ({ act: { kind, body } as ActDraft['act'], fields: {} })

const consent = (minute: number, proofs: JsonObject): ActDraft => plain('consent-recorded', { at: at(minute), proofs })

export type SampleDossier = {
  readonly parts: DossierParts
  readonly bytes: Uint8Array
  /** By what they are in the story. */
  readonly acts: Readonly<Record<'opening' | 'arrest' | 'tooEarly' | 'refusal' | 'advice' | 'consent', SampleAct>>
  readonly writer: SampleWriter
}

/**
 * An extradition up to consent, as the node of QQ exports it: consent is recorded too early and refused, counsel is
 * appointed, vouched for and advises, then consent has effect. An outsider's act is set aside; one field is withheld. Consent
 * is witnessed in minute 13, whatever its author claims.
 */
export async function sampleDossier({ consentClaimedAt = 12 } = {}): Promise<SampleDossier> {
  const writer = new SampleWriter()
  const log = await SampleHistory.begin()
  const opening = writer.write('QN/oia', 1, {
    act: {
      kind: 'arrest-requested',
      body: {
        requesting: 'QN' as StateCode,
        requested: 'QQ' as StateCode,
        basis: ['ets024'],
        offences: ['fraud'],
        purpose: 'prosecution',
        urgent: true,
      },
    },
    fields: { summary: 'Invoices of a company that never existed.', person: 'Somebody, born 1990' },
  })
  await log.enter(opening, 2)
  const arrest = writer.write('QQ/custody', 3, plain('arrested', { arrestedAt: at(2) }), await log.cite())
  await log.enter(arrest, 4)
  const tooEarly = writer.write('QQ/court', 5, consent(5, {}), await log.cite())
  await log.enter(tooEarly, 6)
  const refusal = writer.write(
    'QN/registry',
    7,
    plain('order-refused', {
      act: tooEarly.id,
      unmet: [{ guarantee: 'access-to-counsel', provisions: ['cets209:4.2'] }],
      otherwise: [],
      alarm: true,
    }),
  )
  const appointment = writer.write(
    'QQ/custody',
    8,
    plain('counsel-appointed', { attested: { for: 'person', how: 'spoken' }, bar: 'QQ/bar', where: 'requested' }),
  )
  const { kid, jwk } = sampleKey('counsel')
  writer.write('QQ/bar', 9, plain('counsel-vouched', { appointment: appointment.id, kid, key: jwk }))
  const outsider = writer.draft('QQ/bar' as StrandId, 9, plain('arrested', { arrestedAt: at(2) }))
  const advice = writer.write(
    COUNSEL,
    10,
    plain('counsel-advised', { at: at(10), private: true, interpreted: 'not-needed', consequencesExplained: true }),
  )
  for (const act of writer.acts.slice(3)) await log.enter(act, 11)
  await log.enterOther(11.5)
  const given = writer.write(
    'QQ/court',
    consentClaimedAt,
    consent(12, { 'access-to-counsel/0': advice.id }),
    await log.cite(),
  )
  await log.enter(given, 13)
  const parts: DossierParts = {
    dossier: SAMPLE_DOSSIER,
    exported: at(20),
    by: 'QQ' as StateCode,
    law: SAMPLE_LAW,
    acts: writer.acts.map(({ id, jws, disclosures }) => ({
      id,
      jws,
      disclosures: disclosures.filter((text) => expectOk(readDisclosure(text), 'own disclosure').name !== 'person'),
      ...log.proofOf(id),
    })),
    setAside: [{ id: outsider.id, jws: outsider.jws, reason: 'role-may-not-make-this-act' }],
    receipts: [receiptOf([arrest, tooEarly])],
    checkpoints: log.cited,
    lists: SAMPLE_LISTS,
    packs: [{ digest: SAMPLE_LAW, bytes: SAMPLE_PACK }],
  }
  const acts = { opening, arrest, tooEarly, refusal, advice, consent: given }
  return { parts, bytes: packSample(parts), acts, writer }
}

/** The file of the parts, as the node of QQ would write it. */
export const packSample = (parts: DossierParts): Uint8Array =>
  expectOk(packDossier(engine, parts, sampleKey('QQ node')), 'a sample is small')

/** A receipt of QN for acts of QQ. */
export function receiptOf(acts: readonly SampleAct[], by = 'QN'): { readonly id: string; readonly jws: Uint8Array } {
  const receipt = {
    v: 1,
    message: 'ab'.repeat(32),
    rung: 'taken',
    by,
    from: 'QQ',
    to: 'QN',
    acts: acts.map(({ id }) => id),
    at: at(7),
  }
  const { id, bytes } = signJws(engine, sampleKey(`${by} node`), 'comity-receipt+json', receipt)
  return { id, jws: bytes }
}

/** The log of QQ: an act enters, and a checkpoint is witnessed in the minute given. */
class SampleHistory {
  readonly cited: string[] = []
  private readonly log: SampleLog
  private readonly proofs = new Map<ActId, string>()
  private latest = ''

  private constructor(log: SampleLog) {
    this.log = log
  }

  static async begin(): Promise<SampleHistory> {
    return new SampleHistory(new SampleLog(engine, 0, { origin: originOf('QQ'), seed: LOG_SEEDS['QQ'] ?? 0 }))
  }

  async enter(act: SampleAct, minute: number): Promise<void> {
    const salt = fill(this.log.size + 1)
    const entry = makeSealedEntry(engine, {
      objectId: expectOk(fromHex(act.id), 'an act id'),
      salt,
      channelKey: fill(201),
      entryNumber: 0,
      dossierKey: fill(202),
      previous: undefined,
    })
    const index = await this.append(entry, minute)
    this.proofs.set(act.id, await this.log.proof(index, this.latest, this.log.size, extraOf(entry, salt)))
  }

  /** Something of another dossier. */
  async enterOther(minute: number): Promise<void> {
    await this.append(makePublicEntry(fill(9)), minute)
  }

  private async append(entry: Uint8Array, minute: number): Promise<number> {
    this.log.append(entry)
    this.latest = await this.log.checkpoint(this.log.size, [[sampleWitnessSigner, at(minute)]])
    return this.log.size - 1
  }

  /** The latest checkpoint as an act cites it; its note goes into the file. */
  async cite(): Promise<SeenCheckpoint> {
    const { checkpoint } = expectOk(openCheckpoint(engine, this.latest, this.log.identity), 'own checkpoint')
    if (!this.cited.includes(this.latest)) this.cited.push(this.latest)
    return { origin: checkpoint.origin, size: checkpoint.size, root: toBase64(checkpoint.root) }
  }

  proofOf(id: ActId): { readonly proof?: string } {
    const proof = this.proofs.get(id)
    return proof === undefined ? {} : { proof }
  }
}
