import { readDisclosure } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import {
  type ActId,
  type AuthorityId,
  type CalendarDate,
  dateIn,
  Defect,
  type DossierId,
  epochMsOf,
  err,
  expectOk,
  fromBase64,
  type Instant,
  type KeyId,
  ok,
  parseCanonical,
  type Result,
  type StrandId,
  toBase64,
  type ZoneName,
} from '@comity/kernel'
import {
  type Act,
  type ActDraft,
  ActPayload,
  decide,
  type Dossier,
  type DraftFault,
  type FoldedDossier,
  type Impediment,
  makeAct,
  type ReadAct,
  readAct,
  type UnsignedAct,
  type Verdict,
} from '@comity/procedure'
import type { ProceduralLaw } from '@comity/rules'
import { z } from 'zod'
import { putDocument, readDocument, readDocuments } from './documents.ts'
import { type Dossiers, isProperlySigned, type LoadedDossier } from './dossiers.ts'
import { enterAct, keepAct } from './keeping.ts'
import type { Ledger } from './ledger.ts'
import type { Outgoing } from './outgoing.ts'
import type { NodeIdentity, Ports } from './ports.ts'
import type { Proofs } from './proofs.ts'
import { recipientsOf } from './recipients.ts'
import type { Writer } from './writer.ts'

/** Who wants to make an act: an authority's person, by the key that will sign, or counsel. */
export type Wisher = { readonly key: KeyId; readonly strand: StrandId }

/** Why an act was not prepared, or not stored. Nothing was changed, except that a refusal by a right is noted. */
export type NotMade =
  | { readonly kind: 'refused-by-right'; readonly impediments: readonly Impediment[] }
  | { readonly kind: 'malformed'; readonly faults: readonly DraftFault[] }
  | { readonly kind: 'not-authorised'; readonly why: string }
  | { readonly kind: 'nothing-pending' }
  | { readonly kind: 'not-the-signature' }
  /** Somebody else wrote in the meantime: read what is new and sign again. */
  | { readonly kind: 'moved-on' }

export type Made = { readonly id: ActId; readonly verdict: Verdict }

export type CarryOut = {
  /** Decides, gives the act its place and keeps it for its signature. The bytes that it returns are what is signed. */
  readonly prepare: (dossier: DossierId, draft: ActDraft, wisher: Wisher) => Promise<Result<UnsignedAct, NotMade>>
  /** What waits for a signature, by act. */
  readonly pending: (id: ActId) => Promise<Pending | undefined>
  readonly allPending: () => Promise<readonly Pending[]>
  /**
   * The pending act as it would be made now: the same where nothing moved on, else prepared again in the place and at the
   * time of now. A draft that waited overnight is not signed with yesterday's time, nor beside what came in since.
   */
  readonly renew: (id: ActId) => Promise<Result<ActId, NotMade>>
  /** Takes the signed act back: checks it as if a stranger had sent it, stores it durably, queues it for the others. */
  readonly submit: (id: ActId, jws: Uint8Array) => Promise<Result<Made, NotMade>>
  /** Every attempt that a right refused at home, for the overseer and for the access log. */
  readonly attempts: () => Promise<readonly Attempt[]>
}

/** Collection of acts that wait for a signature. */
export const PENDING = 'pending-acts'
const ATTEMPTS = 'refused-attempts'
/** How long the time that a prepared act states may lie back when it is signed. */
const FRESH_MS = 5 * 60_000

export const Pending = z.strictObject({
  id: z.string(),
  dossier: z.string(),
  kind: z.string(),
  payload: z.base64(),
  disclosures: z.array(z.string()),
  strand: z.string(),
  author: z.string(),
  at: z.string(),
})
export type Pending = z.infer<typeof Pending>

export const Attempt = z.strictObject({
  dossier: z.string(),
  kind: z.string(),
  by: z.string(),
  at: z.string(),
  unmet: z.array(z.strictObject({ guarantee: z.string(), provisions: z.array(z.string()) })),
  otherwise: z.array(z.string()),
})
export type Attempt = z.infer<typeof Attempt>

export type CarryOutParts = {
  readonly ports: Ports
  readonly identity: NodeIdentity
  readonly directory: () => Directory
  readonly dossiers: Dossiers
  readonly ledger: Ledger
  readonly outgoing: Outgoing
  readonly proofs: Proofs
  readonly writer: Writer
}

export function createCarryOut(parts: CarryOutParts): CarryOut {
  const { ports, identity, dossiers, ledger, outgoing, proofs, writer } = parts
  const { archive, engine, clock } = ports

  const prepare: CarryOut['prepare'] = (dossier, draft, wisher) =>
    writer.run(dossier, async () => {
      const { folded } = await dossiers.load(dossier)
      const now = clock.now()
      const decided = decide(folded.dossier, draft.act, ports.law.own.procedure, dateIn(now, 'UTC' as ZoneName))
      if (!decided.ok) {
        await noteAttempt(dossier, draft, wisher, decided.error)
        return err({ kind: 'refused-by-right', impediments: decided.error })
      }
      const list = parts.directory().current(identity.state)
      if (!list) return err({ kind: 'not-authorised', why: 'this node holds no list of its own State' })
      const own = folded.heads.get(wisher.strand)
      const made = makeAct(
        engine,
        ports.random,
        { act: decided.value, fields: draft.fields },
        {
          dossier,
          strand: wisher.strand,
          seq: (own?.seq ?? 0) + 1,
          prev: own?.id ?? null,
          parents: [...folded.heads].filter(([strand]) => strand !== wisher.strand).map(([, { id }]) => id),
          author: wisher.key,
          list: list.digest,
          law: ports.law.own.digest,
          claimed: now,
          seen: await proofs.seen(),
        },
      )
      if (!made.ok) return err({ kind: 'malformed', faults: made.error })
      const { id, payload, bytes, disclosures } = made.value
      // Nobody is sent to the signer with what this node would turn away when it comes back.
      const verdict = dossiers.verdictOn(payload, decided.value, folded.dossier)
      if (verdict.effect === 'quarantined') return err({ kind: 'not-authorised', why: verdict.reason })
      const pending = {
        id,
        dossier,
        kind: payload.kind,
        payload: toBase64(bytes),
        disclosures: [...disclosures],
        strand: wisher.strand,
        author: wisher.key,
        at: now,
      }
      const committed = await archive.commit([putDocument(PENDING, id, 0, pending)])
      return committed.ok ? ok(made.value) : err({ kind: 'moved-on' })
    })

  async function noteAttempt(
    dossier: DossierId,
    { act }: ActDraft,
    wisher: Wisher,
    impediments: readonly Impediment[],
  ): Promise<void> {
    const at = clock.now()
    const unmet = impediments.flatMap((impediment) =>
      impediment.kind === 'guarantee-unmet'
        ? [
            {
              guarantee: impediment.gate.guarantee as string,
              provisions: impediment.gate.sources.map(({ id }) => id as string),
            },
          ]
        : [],
    )
    const otherwise = impediments.flatMap((impediment) =>
      impediment.kind === 'out-of-turn' ? [impediment.turn.code as string] : [],
    )
    const key = `${at} ${act.kind} ${wisher.key}`
    await archive.commit([
      putDocument(ATTEMPTS, key, 0, { dossier, kind: act.kind, by: wisher.strand, at, unmet, otherwise }),
    ])
    ports.note({ event: 'refused-by-right', level: 'info', dossier, code: act.kind })
  }

  const renew: CarryOut['renew'] = async (id) => {
    const pending = await readDocument(archive, PENDING, id, Pending)
    if (!pending) return err({ kind: 'nothing-pending' })
    const draft = draftOf(pending.value)
    const { folded } = await dossiers.load(pending.value.dossier as DossierId)
    const isNext = (folded.heads.get(pending.value.strand)?.id ?? null) === draft.prev
    const isFresh = epochMsOf(clock.now()) - epochMsOf(pending.value.at as Instant) < FRESH_MS
    if (isNext && isFresh) return ok(id)
    const wisher: Wisher = { key: pending.value.author as KeyId, strand: pending.value.strand as StrandId }
    const prepared = await prepare(pending.value.dossier as DossierId, draft, wisher)
    if (!prepared.ok) return prepared
    await archive.commit([{ do: 'delete-document', collection: PENDING, key: id, expect: pending.version }])
    return ok(prepared.value.id)
  }

  /** The draft that a pending act was made of: its clear fields without proofs of then, and the texts behind its digests. */
  function draftOf(pending: Pending): ActDraft & { readonly prev: ActId | null } {
    const parsed = parseCanonical(payloadBytes(pending))
    const payload = parsed.ok ? ActPayload.safeParse(parsed.value) : undefined
    if (!payload?.success) throw new Defect(`pending act ${pending.id} is not the act that was prepared`)
    const { _sd, sd_class, ...clear } = payload.data.body
    const body = 'proofs' in clear ? { ...clear, proofs: {} } : clear
    const fields = Object.fromEntries(
      pending.disclosures.map((text) => {
        const opened = expectOk(readDisclosure(text), 'written by this node')
        return [opened.name, String(opened.value)]
      }),
    )
    // The kind's own schema read this body when the act was prepared, and reads it again when it is made.
    return { act: { kind: payload.data.kind, body } as ActDraft['act'], fields, prev: payload.data.prev }
  }

  const submit: CarryOut['submit'] = async (id, jws) => {
    const waiting = await readDocument(archive, PENDING, id, Pending)
    if (!waiting) return alreadyMade(id)
    return writer.run(waiting.value.dossier, async () => {
      const pending = await readDocument(archive, PENDING, id, Pending)
      if (!pending) return alreadyMade(id)
      const read = readAct(engine, jws, pending.value.disclosures)
      if (!read.ok || read.value.id !== id) return err({ kind: 'not-the-signature' })
      const act = read.value
      const loaded = await dossiers.load(act.payload.dossier)
      const list = [...loaded.read.values(), act]
      if (!isProperlySigned(act, list, parts.directory())) return err({ kind: 'not-the-signature' })
      if ((loaded.folded.heads.get(act.payload.strand)?.id ?? null) !== act.payload.prev)
        return err({ kind: 'moved-on' })
      const folded = await dossiers.foldWith(loaded, [act])
      const verdict = folded.verdicts.get(act.id)
      const refused = refusalOf(verdict)
      if (!verdict || refused) return err(refused ?? { kind: 'moved-on' })
      // What somebody else did since the act was prepared may have closed the way for it (two clerks, two tabs).
      const today = dateIn(clock.now(), 'UTC' as ZoneName)
      const overtaken = overtakenBy(loaded.folded.dossier, act.act, ports.law.own.procedure, today)
      if (overtaken) return err({ kind: 'refused-by-right', impediments: overtaken })
      return store(act, pending.value.disclosures, { loaded, folded, verdict }, pending.version)
    })
  }

  /** A second click, or a repeated answer of the signer: the act is there, and that is the answer. */
  async function alreadyMade(id: ActId): Promise<Result<Made, NotMade>> {
    const kept = await archive.act(id)
    if (kept?.standing !== 'in-strand') return err({ kind: 'nothing-pending' })
    const { folded } = await dossiers.load(kept.dossier)
    const verdict = folded.verdicts.get(id)
    return verdict ? ok({ id, verdict }) : err({ kind: 'nothing-pending' })
  }

  async function store(
    act: ReadAct,
    disclosures: readonly string[],
    { loaded, folded, verdict }: { loaded: LoadedDossier; folded: FoldedDossier; verdict: Verdict },
    version: number,
  ): Promise<Result<Made, NotMade>> {
    const now = clock.now()
    const salt = ledger.newSalt()
    dossiers.remember(act, disclosures)
    const recipients = recipientsOf(folded.dossier, parts.directory(), identity.state)
    const queued = await outgoing.enqueue(act.payload.dossier, [act.id], recipients, now, loaded)
    const committed = await ledger.commit(
      [
        keepAct(act, disclosures, salt, 'in-strand', now),
        ...queued,
        { do: 'delete-document', collection: PENDING, key: act.id, expect: version },
      ],
      [enterAct(act, salt)],
    )
    if (!committed.ok) return err({ kind: 'moved-on' })
    ports.note({ event: 'act-stored', level: 'info', dossier: act.payload.dossier, act: act.id, code: act.act.kind })
    return ok({ id: act.id, verdict })
  }

  const pending: CarryOut['pending'] = async (id) => (await readDocument(archive, PENDING, id, Pending))?.value
  const allPending: CarryOut['allPending'] = async () =>
    (await readDocuments(archive, PENDING, Pending)).map(({ value }) => value)
  const attempts: CarryOut['attempts'] = async () =>
    (await readDocuments(archive, ATTEMPTS, Attempt)).map(({ value }) => value)

  return { prepare, pending, allPending, renew, submit, attempts }
}

function refusalOf(verdict: Verdict | undefined): NotMade | undefined {
  switch (verdict?.effect) {
    case 'none':
      return { kind: 'refused-by-right', impediments: verdict.impediments }
    case 'quarantined':
      return { kind: 'not-authorised', why: verdict.reason }
    default:
      return undefined
  }
}

/**
 * At home an act is also measured against what its author had not seen; only strangers' nodes are bound to its past. It may
 * be out of turn by now, or a gate that stood open when it was prepared may have closed.
 */
function overtakenBy(
  dossier: Dossier,
  act: Act,
  law: ProceduralLaw,
  on: CalendarDate,
): readonly Impediment[] | undefined {
  const decided = decide(dossier, act, law, on)
  return decided.ok ? undefined : decided.error
}

export const payloadBytes = (pending: Pending): Uint8Array => {
  const bytes = fromBase64(pending.payload)
  return bytes.ok ? bytes.value : new Uint8Array()
}

export const strandOfAuthority = (authority: AuthorityId): StrandId => authority as string as StrandId
