import type { Change, KeptReceipt } from '@comity/archive'
import { openBytes, type ReadJws, readJws, signJws, verifyJws } from '@comity/crypto'
import type { Directory, StateList } from '@comity/directory'
import {
  ActsHanded,
  ActsWanted,
  type CarriedAct,
  Message,
  type Receipt,
  type RefusalCode,
  type Rung,
  SEALED_LIMIT,
} from '@comity/exchange'
import {
  type ActId,
  canonicalBytes,
  err,
  expectOk,
  fromBase64,
  type Instant,
  type JsonObject,
  ok,
  type Result,
  type StateCode,
  toBase64,
} from '@comity/kernel'
import { definitionOf, type FoldedDossier, overseersOf, readAct } from '@comity/procedure'
import { verifyListedProof } from '@comity/verify'
import type { z } from 'zod'
import type { Dossiers, LoadedDossier } from './dossiers.ts'
import { enterAct, keepAct } from './keeping.ts'
import type { Entering, Ledger } from './ledger.ts'
import type { Outgoing } from './outgoing.ts'
import type { NodeIdentity, Ports } from './ports.ts'
import { type Arrived, hasMoved, placeActs, type Placed } from './placing.ts'
import type { Proofs } from './proofs.ts'
import { recipientsOf } from './recipients.ts'
import { answer, answersOwed } from './refusals.ts'
import { sealTo } from './seal-to.ts'
import type { Writer } from './writer.ts'

/** What may be said to whoever sent bytes that are no message of a known peer: nothing that would help a forger. */
export type NotTaken = 'not-accepted' | 'too-large'

export type Intake = {
  /** Takes in a sealed message; answers with signed receipts once everything it says is durable. */
  readonly receive: (sealed: Uint8Array) => Promise<Result<Uint8Array, NotTaken>>
  /** Answers a peer's question for acts that it misses: a message sealed to it, with those that it may have. */
  readonly hand: (sealed: Uint8Array) => Promise<Result<Uint8Array, NotTaken>>
  /** Asks peers for what held acts rest on. */
  readonly fetchMissing: () => Promise<void>
  /** Answers orders without effect that a crash left unanswered. */
  readonly answerAll: () => Promise<void>
}

export type IntakeParts = {
  readonly ports: Ports
  readonly identity: NodeIdentity
  readonly directory: () => Directory
  readonly dossiers: Dossiers
  readonly ledger: Ledger
  readonly outgoing: Outgoing
  readonly proofs: Proofs
  readonly writer: Writer
}

type Opened<T> = { readonly value: T; readonly read: ReadJws; readonly from: StateCode }

export function createIntake(parts: IntakeParts): Intake {
  const { ports, identity, dossiers, ledger, outgoing, proofs, writer } = parts
  const { archive, engine, clock } = ports

  /** Opens, reads and verifies: after this the sender is who it says, and meant this node. */
  async function open<T extends { from: StateCode; to: StateCode }>(
    sealed: Uint8Array,
    schema: z.ZodType<T>,
  ): Promise<Result<Opened<T>, NotTaken>> {
    if (sealed.length > SEALED_LIMIT) return refuse('too-large')
    const opened = openBytes(engine, [ports.keys.identity], sealed)
    if (!opened.ok) return refuse('not-accepted', 'altered')
    const read = readJws(engine, opened.value, 'comity-message+json')
    if (!read.ok) return refuse('not-accepted', 'malformed')
    const parsed = schema.safeParse(read.value.payload)
    if (!parsed.success) return refuse('not-accepted', 'malformed')
    const peer = parts.directory().of(parsed.data.from)
    if (!peer || !verifyJws(engine, read.value, peer.node.key)) return refuse('not-accepted', 'sender-unknown')
    // The addressee stands inside the signature: a message sealed on to another node is nobody's message.
    if (parsed.data.to !== identity.state) return refuse('not-accepted', 'mis-addressed')
    return ok({ value: parsed.data, read: read.value, from: parsed.data.from })
  }

  function refuse(shown: NotTaken, code: string = shown): Result<never, NotTaken> {
    ports.note({ event: 'message-not-taken', level: 'warn', code })
    return err(shown)
  }

  async function receive(sealed: Uint8Array): Promise<Result<Uint8Array, NotTaken>> {
    const opened = await open(sealed, Message)
    if (!opened.ok) return opened
    const { value: message, read } = opened.value
    const taken = await writer.run(message.dossier, () => takeIn(message, read.id))
    return taken
  }

  async function takeIn(message: Message, id: string): Promise<Result<Uint8Array, NotTaken>> {
    const now = clock.now()
    const before = await archive.inbox(id)
    if (before && before.outcome !== 'incomplete') return answerWith(id)
    await proofs.hear(message.from, message.checkpoints)
    if (now > message.expires) return settle(message, id, 'refused', [], now, 'expired')
    const arrived = readAll(message)
    if (!arrived) return settle(message, id, 'refused', [], now, 'malformed')
    // No refusal for good: our copy of its State's list may be older than the proof, and the message comes again.
    if (!arrived.every(isProvenWhereItMust)) return refuse('not-accepted', 'order-without-proof')

    const loaded = await dossiers.load(message.dossier)
    const placed = await place(loaded, arrived)
    const { changes, entering } = written(loaded, placed, now)
    // Acts of other messages may still wait: this one is taken when its own are placed.
    const own = new Set(arrived.map(({ act }) => act.id))
    const complete = placed.every(({ act, standing }) => standing !== 'held' || !own.has(act.id))
    const stored = await settle(message, id, complete ? 'taken' : 'incomplete', changes, now, undefined, entering)
    if (stored.ok) await answerOrders(message.dossier)
    return stored
  }

  /** Every act of a message, read, or nothing: half a message is no message. Who signed them is asked when they are placed. */
  function readAll(message: Pick<Message, 'dossier' | 'acts'>): readonly Arrived[] | undefined {
    const arrived: Arrived[] = []
    for (const carried of message.acts) {
      const jws = fromBase64(carried.jws)
      const act = jws.ok ? readAct(engine, jws.value, carried.disclosures) : jws
      const salt = fromBase64(carried.salt)
      if (!act.ok || act.value.payload.dossier !== message.dossier || !salt.ok || salt.value.length !== 32)
        return undefined
      arrived.push({ act: act.value, carried })
    }
    return arrived
  }

  /** An order has effect only once witnesses saw it, so it is not taken in without the proof that they did. */
  const isProvenWhereItMust = ({ act, carried }: Arrived): boolean =>
    definitionOf(act.act.kind).class !== 'order' ||
    (carried.proof !== undefined && verifyListedProof(engine, parts.directory(), act.id, carried.proof).ok)

  const place = (loaded: LoadedDossier, arrived: readonly Arrived[]) =>
    placeActs(loaded, arrived, { engine, dossiers, directory: parts.directory() })

  /** What is written for acts that have a place now: as they are kept, and their leaves. */
  function written(loaded: LoadedDossier, placed: readonly Placed[], now: Instant) {
    for (const { act, reason, standing } of placed)
      if (standing === 'quarantined' && loaded.kept.get(act.id)?.standing !== 'quarantined')
        ports.note({
          event: 'act-quarantined',
          level: 'alarm',
          dossier: act.payload.dossier,
          act: act.id,
          code: reason ?? '',
        })
    return {
      changes: placed.map(({ act, carried, standing, reason }) => {
        dossiers.remember(act, carried.disclosures)
        return keepAct(act, carried.disclosures, saltOf(carried), standing, now, reason)
      }),
      entering: placed.flatMap(({ act, standing }) =>
        standing !== 'quarantined' && !loaded.kept.has(act.id) ? [enterAct(act, ledger.newSalt())] : [],
      ),
    }
  }

  /** Stores the message's outcome, its acts, its receipts and their leaves in one commit, then answers. */
  async function settle(
    message: Message,
    id: string,
    outcome: 'taken' | 'refused' | 'incomplete',
    changes: readonly Change[],
    now: Instant,
    code?: RefusalCode,
    entering: readonly Entering[] = [],
  ): Promise<Result<Uint8Array, NotTaken>> {
    const rungs: readonly Rung[] =
      outcome === 'taken' ? ['relayed', 'taken'] : outcome === 'refused' ? ['refused'] : ['relayed']
    const held = new Set((await archive.receiptsFor(id)).map(({ rung }) => rung))
    const acts = message.acts.flatMap(({ jws }) => idOf(jws))
    const receipts = rungs
      .filter((rung) => !held.has(rung))
      .map((rung) => makeReceipt(rung, message, id, acts, now, code))
    const committed = await ledger.commit(
      [
        ...changes,
        {
          do: 'put-inbox',
          entry: { message: id, from: message.from, channelSeq: message.seq, receivedAt: now, outcome, acts },
        },
        ...receipts.map((receipt): Change => ({ do: 'put-receipt', receipt })),
      ],
      [
        ...entering,
        ...receipts.map(
          (receipt): Entering => ({
            kind: 'sealed',
            object: receipt.id,
            salt: ledger.newSalt(),
            dossier: message.dossier,
            channel: message.from,
          }),
        ),
      ],
    )
    // Somebody took a place while we looked: the sender repeats, and finds the dossier as it is then.
    return committed.ok ? answerWith(id) : refuse('not-accepted', committed.error)
  }

  function idOf(jws: string): readonly ActId[] {
    const bytes = fromBase64(jws)
    const read = bytes.ok ? readJws(engine, bytes.value, 'comity-act+json') : bytes
    return read.ok ? [read.value.id] : []
  }

  async function answerWith(message: string): Promise<Result<Uint8Array, NotTaken>> {
    const receipts = await archive.receiptsFor(message)
    return ok(
      canonicalBytes({ receipts: receipts.filter(({ by }) => by === identity.state).map(({ jws }) => toBase64(jws)) }),
    )
  }

  function makeReceipt(
    rung: Rung,
    message: Message,
    id: string,
    acts: readonly ActId[],
    now: Instant,
    code?: RefusalCode,
  ): KeptReceipt {
    const receipt: z.input<typeof Receipt> = {
      v: 1,
      message: id,
      rung,
      by: identity.state,
      from: message.from,
      to: message.to,
      acts: [...acts],
      at: now,
      ...(code === undefined ? {} : { code }),
    }
    const signed = signJws(engine, ports.keys.node, 'comity-receipt+json', receipt as unknown as JsonObject)
    return { id: signed.id, message: id, rung, by: identity.state, jws: signed.bytes, keptAt: now }
  }

  /** The registry's answers to orders without effect, stored and queued like any act of ours. */
  async function answerOrders(dossier: Message['dossier']): Promise<void> {
    while (true) {
      const loaded = await dossiers.load(dossier)
      const { folded } = loaded
      const [owed] = answersOwed(folded, identity)
      if (!owed) return
      const now = clock.now()
      const seen = await proofs.seen()
      const act = answer({ ports, identity, directory: parts.directory(), seen }, folded, owed, now)
      if (!act) return
      const salt = ledger.newSalt()
      const recipients = recipientsOf(folded.dossier, parts.directory(), identity.state)
      const queued = await outgoing.enqueue(dossier, [act.id], recipients, now, loaded)
      const committed = await ledger.commit(
        [keepAct(act, [], salt, 'in-strand', now), ...queued],
        [enterAct(act, salt)],
      )
      if (!committed.ok) return
      ports.note({ event: 'order-without-effect', level: 'alarm', dossier, act: owed.order.id })
    }
  }

  async function hand(sealed: Uint8Array): Promise<Result<Uint8Array, NotTaken>> {
    const opened = await open(sealed, ActsWanted)
    if (!opened.ok) return opened
    const { dossier, acts, from } = opened.value.value
    const { folded, kept } = await dossiers.load(dossier)
    const party = folded.dossier.opened
    const peer = parts.directory().of(from)
    if (!peer || !party || !maySee(from, folded)) return refuse('not-accepted', 'not-a-party')
    const oversees = overseersOf(party, parts.directory()).includes(from)
    const carried: CarriedAct[] = []
    for (const id of acts) {
      const act = kept.get(id)
      if (act?.standing !== 'in-strand') continue
      const proof = await proofs.ofObject(id)
      carried.push({
        jws: toBase64(act.jws),
        disclosures: oversees ? [] : [...act.disclosures],
        salt: toBase64(act.salt),
        ...(proof ? { proof } : {}),
      })
    }
    const answered = { v: 1, from: identity.state, to: from, dossier, acts: carried }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', answered as unknown as JsonObject)
    return ok(sealTo(engine, ports.random, peer, signed.bytes))
  }

  function maySee(state: StateCode, { dossier }: FoldedDossier): boolean {
    return recipientsOf(dossier, parts.directory(), identity.state).includes(state)
  }

  async function fetchMissing(): Promise<void> {
    const incomplete = await archive.inboxIncomplete()
    for (const entry of incomplete) {
      const held = await Promise.all(entry.acts.map((id) => archive.act(id)))
      const [dossier] = held.flatMap((act) => (act ? [act.dossier] : []))
      const peer = parts.directory().of(entry.from)
      if (!dossier || !peer) continue
      const wanted = await missingIn(dossier)
      if (wanted.length > 0) await ask(peer, dossier, wanted)
      await writer.run(dossier, async () => {
        // What waited for a State list, or came with another message, may have its place now.
        await placeAgain(dossier, [])
        await completeIncomplete(entry.message)
      })
    }
  }

  async function missingIn(dossier: Message['dossier']): Promise<readonly ActId[]> {
    const kept = await archive.actsOf(dossier)
    const have = new Set(kept.map(({ id }) => id))
    const wanted = kept
      .filter(({ standing }) => standing === 'held')
      .flatMap((act) => {
        const read = readAct(engine, act.jws, act.disclosures)
        return read.ok
          ? [...read.value.payload.parents, ...(read.value.payload.prev ? [read.value.payload.prev] : [])]
          : []
      })
    return [...new Set(wanted)].filter((id) => !have.has(id)).slice(0, 64)
  }

  async function ask(peer: StateList, dossier: Message['dossier'], acts: readonly ActId[]): Promise<void> {
    const from = peer.state
    const question = { v: 1, from: identity.state, to: from, asked: clock.now(), dossier, acts: [...acts] }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', question as unknown as JsonObject)
    const sealed = sealTo(engine, ports.random, peer, signed.bytes)
    const answered = await ports.transport.post(from, '/exchange/acts', sealed)
    if (!answered.ok) return
    const opened = await open(answered.value, ActsHanded)
    if (!opened.ok || opened.value.value.dossier !== dossier || opened.value.from !== from) return
    const handed = opened.value.value.acts
    const arrived = readAll({ dossier, acts: handed })
    // An order whose proof is not there yet is asked for again: this way in is as narrow as the other.
    if (arrived) await writer.run(dossier, () => placeAgain(dossier, arrived.filter(isProvenWhereItMust)))
  }

  /** Places what was handed over, and what waited for it. */
  async function placeAgain(dossier: Message['dossier'], arrived: readonly Arrived[]): Promise<void> {
    const loaded = await dossiers.load(dossier)
    const placed = (await place(loaded, arrived)).filter((one) => hasMoved(one, loaded.kept))
    if (placed.length === 0) return
    const { changes, entering } = written(loaded, placed, clock.now())
    const committed = await ledger.commit(changes, entering)
    if (committed.ok) await answerOrders(dossier)
  }

  /** A message whose acts are all placed by now gets the receipt that it was owed. */
  async function completeIncomplete(message: string): Promise<void> {
    const entry = await archive.inbox(message)
    if (entry?.outcome !== 'incomplete') return
    const acts = await Promise.all(entry.acts.map((id) => archive.act(id)))
    const [first] = acts
    if (!first || acts.some((act) => act === undefined || act.standing === 'held')) return
    const now = clock.now()
    const receipt = makeReceipt('taken', { from: entry.from, to: identity.state } as Message, message, entry.acts, now)
    await ledger.commit(
      [
        { do: 'put-inbox', entry: { ...entry, outcome: 'taken' } },
        { do: 'put-receipt', receipt },
      ],
      [{ kind: 'sealed', object: receipt.id, salt: ledger.newSalt(), dossier: first.dossier, channel: entry.from }],
    )
  }

  async function answerAll(): Promise<void> {
    for (const dossier of await archive.dossiers()) await writer.run(dossier, () => answerOrders(dossier))
  }

  return { receive, hand, fetchMissing, answerAll }
}

const saltOf = (carried: CarriedAct): Uint8Array => expectOk(fromBase64(carried.salt), 'read with the message')
