import type { Change, KeptReceipt, OutboxEntry } from '@comity/archive'
import { readJws, signJws, verifyJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { type CarriedAct, isTerminal, type Message, nextAttempt, Receipt, type Rung } from '@comity/exchange'
import {
  type ActId,
  type DossierId,
  epochMsOf,
  fromBase64,
  type Instant,
  type JsonObject,
  laterBy,
  parseJson,
  type StateCode,
  toBase64,
} from '@comity/kernel'
import { definitionOf } from '@comity/procedure'
import { z } from 'zod'
import type { Dossiers } from './dossiers.ts'
import type { Entering, Ledger } from './ledger.ts'
import type { NodeIdentity, NodeSettings, Ports } from './ports.ts'
import type { Proofs } from './proofs.ts'
import { sealTo } from './seal-to.ts'
import type { Writer } from './writer.ts'

/** What a peer answers to a message: its signed receipts so far. */
export const ReceiptsAnswer = z.strictObject({ receipts: z.array(z.base64()).max(16) })

export type Outgoing = {
  /** Changes that queue acts for every recipient that has not been queued them before. */
  readonly enqueue: (
    dossier: DossierId,
    acts: readonly ActId[],
    recipients: readonly StateCode[],
    now: Instant,
  ) => Promise<readonly Change[]>
  /** Builds what can be built, sends what is due. Returns when every due entry was tried once. */
  readonly dispatch: () => Promise<void>
}

export type OutgoingParts = {
  readonly ports: Ports
  readonly identity: NodeIdentity
  readonly settings: NodeSettings
  readonly directory: () => Directory
  readonly dossiers: Dossiers
  readonly ledger: Ledger
  readonly proofs: Proofs
  readonly writer: Writer
}

/** The durable outbox: at least once, the same bytes every time, until the addressee's signed answer is held. */
export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { ports, identity, settings, dossiers, ledger, proofs, writer } = parts
  const { archive, engine, clock } = ports

  async function enqueue(
    dossier: DossierId,
    acts: readonly ActId[],
    recipients: readonly StateCode[],
    now: Instant,
  ): Promise<readonly Change[]> {
    const queued = await archive.outboxOf(dossier)
    const { read } = await dossiers.load(dossier)
    return recipients.flatMap((to): Change[] => {
      const had = new Set(queued.filter((entry) => entry.to === to).flatMap((entry) => entry.acts))
      // A peer that joins later (a request that is sent only now) first gets what was made here before.
      const earlier = [...read.values()].filter((act) => isMadeHere(act.payload.strand)).map(({ id }) => id)
      const due = [...new Set([...earlier, ...acts])].filter((id) => !had.has(id))
      if (due.length === 0) return []
      const entry: OutboxEntry = {
        id: `${dossier} ${to} ${due.at(-1)}`,
        to,
        dossier,
        acts: due,
        rank: 1,
        state: 'waiting',
        queuedAt: now,
        expires: laterBy(now, settings.messageLifeMs),
        attempts: 0,
        nextAt: now,
      }
      return [{ do: 'put-outbox', entry }]
    })
  }

  const isMadeHere = (strand: string): boolean => strand.startsWith(`${identity.state}/`)

  async function dispatch(): Promise<void> {
    const open = await archive.outboxOpen()
    const busy = new Set<StateCode>()
    for (const entry of open) {
      // One message of a channel at a time, in its order; a peer that does not answer delays nobody else.
      if (busy.has(entry.to) || entry.nextAt > clock.now()) {
        if (entry.state === 'left') busy.add(entry.to)
        continue
      }
      const ready = entry.state === 'waiting' ? await writer.run(() => build(entry.id)) : entry
      if (!ready?.sealed) continue
      if (!(await send(ready))) busy.add(entry.to)
    }
  }

  /** Fixes the bytes of a message: from here on every attempt sends the same. An order waits for its witnessed leaf. */
  async function build(id: string): Promise<OutboxEntry | undefined> {
    const entry = await archive.outbox(id)
    if (entry?.state !== 'waiting') return entry
    const recipient = parts.directory().of(entry.to)
    if (!recipient) return undefined
    const carried = await carry(entry)
    if (!carried) return undefined
    const now = clock.now()
    const seq = (await archive.channelSeq(entry.to)) + 1
    const message: z.input<typeof Message> = {
      v: 1,
      from: identity.state,
      to: entry.to,
      seq,
      sent: now,
      expires: entry.expires,
      checkpoints: await proofs.gossip(),
      dossier: entry.dossier,
      acts: [...carried],
    }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', message as unknown as JsonObject)
    const sealed = sealTo(engine, ports.random, recipient, signed.bytes)
    const built: OutboxEntry = { ...entry, state: 'left', channelSeq: seq, message: signed.id, sealed }
    const receipt = makeReceipt('accepted', entry, signed.id, now)
    const committed = await ledger.commit(
      [
        { do: 'put-outbox', entry: built },
        { do: 'put-receipt', receipt },
      ],
      [entering(receipt, entry)],
    )
    return committed.ok ? built : undefined
  }

  async function carry(entry: OutboxEntry): Promise<readonly CarriedAct[] | undefined> {
    const { kept, read } = await dossiers.load(entry.dossier)
    const carried: CarriedAct[] = []
    const oversees =
      parts
        .directory()
        .of(entry.to)
        ?.authorities.some(({ role }) => role === 'overseer') ?? false
    for (const id of entry.acts) {
      const [act, readAct] = [kept.get(id), read.get(id)]
      if (!act || !readAct) continue
      const proof = await proofs.ofObject(id)
      if (!proof && definitionOf(readAct.act.kind).class === 'order') return undefined
      carried.push({
        jws: toBase64(act.jws),
        // Overseers verify everything and read no personal field unless they ask for it by an act of their own.
        disclosures: oversees ? [] : [...act.disclosures],
        salt: toBase64(act.salt),
        ...(proof ? { proof } : {}),
      })
    }
    return carried
  }

  /** True where the addressee answered. */
  async function send(entry: OutboxEntry): Promise<boolean> {
    const answer = await ports.transport.post(entry.to, '/exchange/messages', entry.sealed ?? new Uint8Array())
    const receipts = answer.ok ? readReceipts(entry, answer.value) : []
    await writer.run(() => recordAttempt(entry, receipts))
    return receipts.length > 0
  }

  function readReceipts(entry: OutboxEntry, body: Uint8Array): readonly (KeptReceipt & { readonly rung: Rung })[] {
    const parsed = parseJson(body)
    const answer = parsed.ok ? ReceiptsAnswer.safeParse(parsed.value) : undefined
    const peer = parts.directory().of(entry.to)
    if (!answer?.success || !peer) return []
    return answer.data.receipts.flatMap((text) => {
      const bytes = fromBase64(text)
      const read = bytes.ok ? readJws(engine, bytes.value, 'comity-receipt+json') : bytes
      if (!bytes.ok || !read.ok || !verifyJws(engine, read.value, peer.node.key)) return []
      const receipt = Receipt.safeParse(read.value.payload)
      // A receipt counts only from the addressee itself and for exactly this message: anything else is somebody's paper.
      if (!receipt.success || receipt.data.by !== entry.to || receipt.data.message !== entry.message) return []
      const { message, rung, by } = receipt.data
      return [{ id: read.value.id, message, rung, by, jws: bytes.value, keptAt: clock.now() }]
    })
  }

  async function recordAttempt(
    entry: OutboxEntry,
    receipts: readonly (KeptReceipt & { readonly rung: Rung })[],
  ): Promise<void> {
    const current = await archive.outbox(entry.id)
    if (!current || current.state === 'done' || current.message === undefined) return
    const now = clock.now()
    const held = new Set((await archive.receiptsFor(current.message)).map(({ id }) => id))
    const fresh = receipts.filter(({ id }) => !held.has(id))
    const done = receipts.some(({ rung }) => isTerminal(rung))
    const attempts = receipts.length > 0 ? 0 : current.attempts + 1
    const own = receipts.length === 0 ? await silence(current, now) : []
    const jitter = (ports.random(1)[0] ?? 0) / 256
    const next: OutboxEntry = {
      ...current,
      state: done ? 'done' : 'left',
      attempts,
      nextAt: nextAttempt(settings.retry, attempts, now, jitter),
    }
    const all = [...fresh, ...own]
    await ledger.commit(
      [{ do: 'put-outbox', entry: next }, ...all.map((receipt): Change => ({ do: 'put-receipt', receipt }))],
      all.map((receipt) => entering(receipt, current)),
    )
    if (done) ports.note({ event: 'message-taken', level: 'info', peer: entry.to, dossier: entry.dossier })
    if (attempts === 1) ports.note({ event: 'peer-silent', level: 'warn', peer: entry.to, dossier: entry.dossier })
  }

  /** The sender's own statement that nothing came: once for a message, and never the end of it. */
  async function silence(entry: OutboxEntry, now: Instant): Promise<readonly KeptReceipt[]> {
    if (epochMsOf(now) - epochMsOf(entry.queuedAt) < settings.silenceMs || entry.message === undefined) return []
    const held = await archive.receiptsFor(entry.message)
    const answered = held.some(({ by }) => by === entry.to)
    const said = held.some(({ rung }) => rung === 'no-receipt-by')
    return answered || said ? [] : [makeReceipt('no-receipt-by', entry, entry.message, now)]
  }

  function makeReceipt(rung: Rung, entry: OutboxEntry, message: string, now: Instant): KeptReceipt {
    const receipt: z.input<typeof Receipt> = {
      v: 1,
      message,
      rung,
      by: identity.state,
      from: identity.state,
      to: entry.to,
      acts: [...entry.acts],
      at: now,
      ...(rung === 'no-receipt-by' ? { silentSince: entry.queuedAt } : {}),
    }
    const signed = signJws(engine, ports.keys.node, 'comity-receipt+json', receipt as unknown as JsonObject)
    return { id: signed.id, message, rung, by: identity.state, jws: signed.bytes, keptAt: now }
  }

  const entering = (receipt: KeptReceipt, entry: OutboxEntry): Entering => ({
    kind: 'sealed',
    object: receipt.id,
    salt: ledger.newSalt(),
    dossier: entry.dossier,
    channel: entry.to,
  })

  return { enqueue, dispatch }
}
