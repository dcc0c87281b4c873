import type { Change, KeptReceipt, OutboxEntry } from '@comity/archive'
import { readJws, signJws, verifyJws } from '@comity/crypto'
import type { Directory, StateList } from '@comity/directory'
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
import type { Dossiers, LoadedDossier } from './dossiers.ts'
import type { Entering, Ledger } from './ledger.ts'
import type { NodeIdentity, NodeSettings, Ports } from './ports.ts'
import type { Proofs } from './proofs.ts'
import { sealTo } from './seal-to.ts'
import type { Writer } from './writer.ts'

/** What a peer answers to a message: its signed receipts so far. */
export const ReceiptsAnswer = z.strictObject({ receipts: z.array(z.base64()).max(16) })

export type Outgoing = {
  /** Changes that queue acts, beside those made here before, for every recipient that has not been queued them yet. */
  readonly enqueue: (
    dossier: DossierId,
    acts: readonly ActId[],
    recipients: readonly StateCode[],
    now: Instant,
    held: LoadedDossier,
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

/** Of so many files one peer may be sent messages at the same time; those built together share a commit. */
const FILES_AT_ONCE = 32

/** Fewer than a message may hold: a file of long texts must still fit into the bytes that a node takes in. */
const ACTS_IN_MESSAGE = 16

const inMessages = (acts: readonly ActId[]): readonly (readonly ActId[])[] =>
  acts.flatMap((_, at) => (at % ACTS_IN_MESSAGE === 0 ? [acts.slice(at, at + ACTS_IN_MESSAGE)] : []))

/** The durable outbox: at least once, the same bytes every time, until the addressee's signed answer is held. */
export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { ports, identity, settings, dossiers, ledger, proofs, writer } = parts
  const { archive, engine, clock } = ports

  async function enqueue(
    dossier: DossierId,
    acts: readonly ActId[],
    recipients: readonly StateCode[],
    now: Instant,
    { read }: LoadedDossier,
  ): Promise<readonly Change[]> {
    const queued = await archive.outboxOf(dossier)
    return recipients.flatMap((to) => {
      const had = new Set(queued.filter((entry) => entry.to === to).flatMap((entry) => entry.acts))
      // A peer that joins later (a request that is sent only now) first gets what was made here before.
      const earlier = [...read.values()].filter((act) => isMadeHere(act.payload.strand)).map(({ id }) => id)
      const due = [...new Set([...earlier, ...acts])].filter((id) => !had.has(id))
      return inMessages(due).map((some): Change => {
        const entry: OutboxEntry = {
          id: `${dossier} ${to} ${some.at(-1)}`,
          to,
          dossier,
          acts: some,
          rank: 1,
          state: 'waiting',
          queuedAt: now,
          expires: laterBy(now, settings.messageLifeMs),
          attempts: 0,
          nextAt: now,
        }
        return { do: 'put-outbox', entry }
      })
    })
  }

  const isMadeHere = (strand: string): boolean => strand.startsWith(`${identity.state}/`)

  /** Files with messages on their way, by peer; and the peers for which something more was waiting meanwhile. */
  const onTheirWay = new Map<StateCode, Set<DossierId>>()
  const moreFor = new Set<StateCode>()

  async function dispatch(): Promise<void> {
    const byPeer = Map.groupBy(await archive.outboxOpen(), ({ to }) => to)
    // A peer that does not answer delays nobody else.
    await Promise.all([...byPeer].map(([to, entries]) => dispatchTo(to, entries)))
  }

  async function dispatchTo(to: StateCode, entries: readonly OutboxEntry[]): Promise<void> {
    const now = clock.now()
    if (entries.some(({ state, nextAt }) => state === 'left' && nextAt > now)) return
    const ready = await writer.run(`channel to ${to}`, () => take(to, entries))
    await Promise.all(
      ready.map(async ([dossier, messages]) => {
        const answered = await sendInTurn(messages).finally(() => onTheirWay.get(to)?.delete(dossier))
        if (answered && moreFor.delete(to)) await dispatch()
      }),
    )
  }

  /** Takes files of which no message is on its way, as many as may be, and builds what has to be built, in one commit. */
  async function take(
    to: StateCode,
    entries: readonly OutboxEntry[],
  ): Promise<readonly (readonly [DossierId, readonly OutboxEntry[]])[]> {
    const busy = onTheirWay.get(to) ?? new Set()
    onTheirWay.set(to, busy)
    // Whoever did not answer last time is asked once, and not by every file that waits.
    const most = entries.some(({ attempts }) => attempts > 0) ? 1 : FILES_AT_ONCE
    const free = Map.groupBy(entries, ({ dossier }) => dossier)
    for (const [dossier, some] of free) {
      if (!busy.has(dossier)) continue
      free.delete(dossier)
      if (some.some(({ state }) => state === 'waiting')) moreFor.add(to)
    }
    const ready = await buildAll(to, free, most - busy.size)
    if (ready.length < free.size && busy.size + ready.length >= most) moreFor.add(to)
    for (const [dossier] of ready) busy.add(dossier)
    return ready
  }

  /** Messages of one file go one after another, so that no act overtakes what it rests on. */
  async function sendInTurn(entries: readonly OutboxEntry[]): Promise<boolean> {
    for (const entry of entries) if (!(await send(entry))) return false
    return true
  }

  /**
   * Fixes the bytes of messages, all in one commit: from here on every attempt sends the same. Gives back what can be sent
   * of at most so many files; an order waits for its witnessed leaf, and nothing waits for it.
   */
  async function buildAll(
    to: StateCode,
    files: ReadonlyMap<DossierId, readonly OutboxEntry[]>,
    most: number,
  ): Promise<readonly (readonly [DossierId, readonly OutboxEntry[]])[]> {
    const recipient = parts.directory().of(to)
    if (!recipient) return []
    const checkpoints = await proofs.gossip()
    let seq = await archive.channelSeq(to)
    const ready: (readonly [DossierId, readonly OutboxEntry[]])[] = []
    const built: { readonly entry: OutboxEntry; readonly receipt: KeptReceipt }[] = []
    for (const [dossier, entries] of files) {
      if (ready.length >= most) break
      const messages: OutboxEntry[] = []
      for (const { id } of entries) {
        const entry = await archive.outbox(id)
        // Looked at again: since it was listed it may have been answered, or have failed and be resting.
        if (entry?.state === 'left' && entry.nextAt <= clock.now()) messages.push(entry)
        const acts = entry?.state === 'waiting' ? await carry(entry) : undefined
        if (!entry || !acts) continue
        seq += 1
        const one = build(entry, recipient, { seq, checkpoints, acts })
        built.push(one)
        messages.push(one.entry)
      }
      if (messages.length > 0) ready.push([dossier, messages])
    }
    if (built.length === 0) return ready
    const committed = await ledger.commit(
      built.flatMap(({ entry, receipt }): Change[] => [
        { do: 'put-outbox', entry },
        { do: 'put-receipt', receipt },
      ]),
      built.map(({ entry, receipt }) => entering(receipt, entry)),
    )
    return committed.ok ? ready : []
  }

  function build(
    entry: OutboxEntry,
    recipient: StateList,
    { seq, checkpoints, acts }: { seq: number; checkpoints: string[]; acts: readonly CarriedAct[] },
  ): { readonly entry: OutboxEntry; readonly receipt: KeptReceipt } {
    const now = clock.now()
    const message: z.input<typeof Message> = {
      v: 1,
      from: identity.state,
      to: entry.to,
      seq,
      sent: now,
      expires: entry.expires,
      checkpoints,
      dossier: entry.dossier,
      acts: [...acts],
    }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', message as unknown as JsonObject)
    const sealed = sealTo(engine, ports.random, recipient, signed.bytes)
    const receipt = makeReceipt('accepted', entry, signed.id, now)
    return { entry: { ...entry, state: 'left', channelSeq: seq, message: signed.id, sealed }, receipt }
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
    await writer.run(entry.dossier, () => recordAttempt(entry, receipts))
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
