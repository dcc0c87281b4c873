import { type Engine, openBytes, type SigningKey, signJws } from '@comity/crypto'
import type { Message } from '@comity/exchange'
import {
  type ActId,
  type DossierId,
  instantOf,
  type JsonObject,
  type KeyId,
  type StateCode,
  type StrandId,
  toBase64,
} from '@comity/kernel'
import { sealTo, type TamperableLaw } from '@comity/node'
import { type Act, type ActDraft, type Kind, makeAct, type UnsignedAct } from '@comity/procedure'
import { type Clear, clearOf } from './checkers/reading.ts'
import { DiskError } from './disk.ts'
import type { FaultKind, Tally } from './faults.ts'
import type { Founded } from './founding.ts'
import type { Kept } from './kept.ts'
import { type Machine, ProcessGone } from './machine.ts'
import type { Scheduler } from './scheduler.ts'
import type { Dice } from './seed.ts'
import type { Wire } from './wire.ts'
import { FORGERS_AUTHORITY, OVERSEER } from './workload/cast.ts'
import type { File, Officers } from './workload/officers.ts'
import type { People } from './workload/people.ts'

const HOUR = 3_600_000
const LIFE_MS = 20 * 24 * HOUR

export type HostilityParts = {
  readonly dice: Dice
  readonly scheduler: Scheduler
  readonly tally: Tally
  readonly engine: Engine
  readonly state: StateCode
  readonly founded: readonly Founded[]
  readonly listDigest: (state: StateCode) => string
  readonly lawDigest: string
  readonly people: People
  readonly tampered: TamperableLaw
  readonly wire: Wire
  readonly officers: Officers
  readonly kept: (state: StateCode) => Kept
  readonly machine: (state: StateCode) => Machine
}

/** An order that touches a right, as somebody words it who does not mean to wait for its guarantees. */
const ORDERS: readonly Kind[] = ['consent-recorded', 'video-hearing-ordered', 'result-returned', 'assistance-granted']

type Letter = { readonly jws: Uint8Array; readonly disclosures: readonly string[] }
type Words = {
  readonly strand: StrandId
  readonly author: KeyId
  readonly dossier: DossierId
  readonly draft: ActDraft
}

/**
 * A State that does not play by the rules: somebody took the gates out of its node, and a forger with its keys and one
 * of its courts writes to other nodes beside it. Everything it signs it signs with keys that it really has.
 */
export class Hostility {
  private readonly parts: HostilityParts
  private readonly own: Founded
  /** The forger's own strands, as the forger continues them. */
  private readonly strands = new Map<string, { readonly seq: number; readonly id: ActId }>()
  private channelSeq = 1_000_000

  constructor(parts: HostilityParts) {
    this.parts = parts
    const own = parts.founded.find(({ spec }) => spec.state === parts.state)
    if (!own) throw new RangeError(`this world has no ${parts.state}`)
    this.own = own
  }

  /** Does one hostile thing, if there is something to do it to. */
  async strike(kind: FaultKind): Promise<void> {
    const file = this.parts.dice.pick(this.parts.officers.files)
    if (!file) return
    const done = await this.carryOut(kind, file)
    if (done) this.parts.tally.add(kind)
  }

  private carryOut(kind: FaultKind, file: File): Promise<boolean> | boolean {
    switch (kind) {
      case 'hostile-gateless':
        return this.orderWithoutGates(file)
      case 'hostile-forged-proofs':
        return this.orderWithForgedProofs(file)
      case 'hostile-outsider':
        return this.writeFromOutside(file)
      case 'hostile-forged-signature':
        return this.signForAnother(file)
      case 'hostile-equivocation':
        return this.saySomethingElseToEach(file)
      case 'hostile-resealed':
        return this.sendOn()
      default:
        return false
    }
  }

  private isParty({ requesting, requested }: File): boolean {
    return [requesting, requested].includes(this.parts.state)
  }

  /** An order made at the State's own node, by an official with a valid key, while the node's law has no gates. */
  private async orderWithoutGates(file: File): Promise<boolean> {
    const { dice, officers, people, tampered, state, machine } = this.parts
    const person = dice.pick(
      officers.everybody.filter((one) => one.state === state && ['court', 'central-authority'].includes(one.role)),
    )
    if (!person || !this.isParty(file)) return false
    const draft = this.order(dice.pick(ORDERS) ?? 'consent-recorded', file, {})
    try {
      return await tampered.during(state, () =>
        machine(state).call(async (node) => {
          const wisher = { key: people.keyOf(person.holder).kid, strand: person.strand }
          const prepared = await node.prepare(file.id, draft, wisher)
          if (!prepared.ok) return false
          const submitted = await node.submit(prepared.value.id, people.sign(person.holder, prepared.value))
          return submitted.ok
        }),
      )
    } catch (error) {
      if (error instanceof ProcessGone || error instanceof DiskError) return false
      throw error
    }
  }

  /** An order that names, as proof of each guarantee, acts that prove nothing. */
  private orderWithForgedProofs(file: File): boolean {
    const { dice } = this.parts
    const acts = this.actsOf(file)
    if (!this.isParty(file) || acts.length === 0) return false
    const names = ['access-to-counsel', 'counsel-confidential', 'written-letter-of-rights', 'remedy-notice']
    const proofs = Object.fromEntries(
      names.flatMap((name) => [0, 1, 2, 3].map((at) => [`${name}/${at}`, dice.pick(acts)?.id])),
    )
    const act = this.write(file, this.order(dice.pick(ORDERS) ?? 'consent-recorded', file, proofs))
    if (act) this.sendToAll(file.id, [act])
    return act !== undefined
  }

  /** An act in a file that is none of the State's business, by a key that no list names, or of a kind its author may not make. */
  private writeFromOutside(file: File): boolean {
    const { dice, state, people } = this.parts
    const draft = this.order('consent-recorded', file, {})
    const unlisted = people.keyOf('somebody without office')
    const police = this.own.spec.authorities.find(({ role }) => role === 'police')
    const author = dice.chance(0.5) ? unlisted : people.keyOf(police?.holders[0] ?? '')
    const strand = (police?.id ?? `${state}/police`) as string as StrandId
    const unsigned = this.place({ strand, author: author.kid, dossier: file.id, draft }, this.actsOf(file))
    if (!unsigned) return false
    this.sendToAll(file.id, [{ jws: people.signAs(author, unsigned), disclosures: unsigned.disclosures }])
    return true
  }

  /** The name of an honest official under an act that somebody else signed, or somebody else's signature under their act. */
  private signForAnother(file: File): boolean {
    const { dice, people, officers, state } = this.parts
    const forger = people.keyOf('forger')
    const as = (victim: SigningKey): SigningKey => ({ ...victim, sign: (message) => forger.sign(message) })
    const genuine = dice.pick([...people.signed.values()].filter(({ payload }) => payload.dossier === file.id))
    if (genuine && dice.chance(0.5)) {
      const holder = people.holderOf(genuine.payload.author)
      if (!holder) return false
      const jws = people.signAs(as(people.keyOf(holder)), { ...genuine, bytes: new Uint8Array() })
      this.sendToAll(file.id, [{ jws, disclosures: genuine.disclosures }])
      return true
    }
    const victim = dice.pick(officers.everybody.filter((one) => one.state !== state && one.role !== 'counsel'))
    if (!victim) return false
    const key = people.keyOf(victim.holder)
    const draft = this.order(dice.pick(ORDERS) ?? 'consent-recorded', file, {})
    const list = victim.state
    const words = { strand: victim.strand, author: key.kid, dossier: file.id, draft }
    const unsigned = this.place(words, this.actsOf(file), list)
    if (!unsigned) return false
    this.sendToAll(file.id, [{ jws: people.signAs(as(key), unsigned), disclosures: unsigned.disclosures }])
    return true
  }

  /** Two acts at one place of a strand, one to each half of the others. */
  private saySomethingElseToEach(file: File): boolean {
    const { dice } = this.parts
    if (!this.isParty(file) || this.actsOf(file).length === 0) return false
    const before = this.strands.get(file.id)
    const [one, other] = [this.write(file, question('one')), this.write(file, question('other'), before)]
    if (!one || !other) return false
    const [first, ...others] = dice.shuffled(this.others())
    if (first) this.send(first, file.id, [one])
    for (const state of others) this.send(state, file.id, [dice.chance(0.7) ? other : one])
    return true
  }

  /** An honest message to this State, sealed on to somebody else; or one in an honest State's name under this State's key. */
  private sendOn(): boolean {
    const { dice, wire, engine, state } = this.parts
    const got = dice.pick(wire.sent.filter(({ to, path }) => to === state && path === '/exchange/messages'))
    const opened = got && openBytes(engine, [this.own.keys.identity], got.body)
    const to = dice.pick(this.others().filter((other) => other !== got?.from))
    if (!opened?.ok || !to) return false
    if (dice.chance(0.5)) {
      this.seal(to, opened.value)
      return true
    }
    const outer = JSON.parse(new TextDecoder().decode(opened.value)) as { payload: string }
    const message = JSON.parse(Buffer.from(outer.payload, 'base64url').toString()) as JsonObject
    this.seal(to, signJws(engine, this.own.keys.node, 'comity-message+json', { ...message, to }).bytes)
    return true
  }

  private others(): readonly StateCode[] {
    return this.parts.founded.map(({ spec }) => spec.state).filter((other) => other !== this.parts.state)
  }

  /** The file as this State's node holds it. */
  private actsOf({ id }: File): readonly Clear[] {
    return this.parts.kept(this.parts.state).inStrand(id).map(clearOf)
  }

  /** The next act in the strand of the forger's court, signed with its key; after another one than the last, if asked. */
  private write(file: File, draft: ActDraft, after = this.strands.get(file.id)): Letter | undefined {
    const { people, state } = this.parts
    const strand = `${state}/${FORGERS_AUTHORITY}` as StrandId
    const holder = `${state} ${FORGERS_AUTHORITY} 1`
    const words = { strand, author: people.keyOf(holder).kid, dossier: file.id, draft }
    const unsigned = this.place(words, this.actsOf(file), state, after)
    if (!unsigned) return undefined
    this.strands.set(file.id, { seq: unsigned.payload.seq, id: unsigned.id })
    return { jws: people.sign(holder, unsigned), disclosures: unsigned.disclosures }
  }

  /** Gives words a place: after what is known of their strand, in knowledge of the heads of all the others. */
  private place(
    { strand, author, dossier, draft }: Words,
    acts: readonly Clear[],
    list: StateCode = this.parts.state,
    after: { readonly seq: number; readonly id: ActId } | undefined = lastOf(strand, acts),
  ): UnsignedAct | undefined {
    const { engine, dice, scheduler, listDigest, lawDigest } = this.parts
    const strands = [...new Set(acts.map((act) => act.strand))].filter((other) => other !== strand)
    const made = makeAct(engine, (length) => dice.bytes(length), draft, {
      dossier,
      strand,
      seq: (after?.seq ?? 0) + 1,
      prev: after?.id ?? null,
      parents: strands.flatMap((other) => lastOf(other, acts)?.id ?? []),
      author,
      list: listDigest(list) as never,
      law: lawDigest as never,
      claimed: instantOf(scheduler.now()),
      seen: null,
    })
    return made.ok ? made.value : undefined
  }

  private order(kind: Kind, file: File, proofs: Readonly<Record<string, unknown>>): ActDraft {
    const { scheduler } = this.parts
    const request = this.actsOf(file)[0]?.id ?? 'f'.repeat(64)
    const at = instantOf(scheduler.now() - HOUR)
    const bodies: Partial<Record<Kind, object>> = {
      'consent-recorded': { at, proofs },
      'video-hearing-ordered': { at, proofs },
      'result-returned': { request, items: [], proofs },
      'assistance-granted': { request, conditions: [], proofs },
    }
    return { act: { kind, body: bodies[kind] } as unknown as Act, fields: {} }
  }

  private sendToAll(dossier: DossierId, acts: readonly Letter[]): void {
    for (const to of this.others()) if (to === OVERSEER || this.parts.dice.chance(0.9)) this.send(to, dossier, acts)
  }

  private send(to: StateCode, dossier: DossierId, acts: readonly Letter[]): void {
    const { scheduler, engine, dice, state } = this.parts
    this.channelSeq += 1
    const message: Message = {
      v: 1,
      from: state,
      to,
      seq: this.channelSeq,
      sent: instantOf(scheduler.now()),
      expires: instantOf(scheduler.now() + LIFE_MS),
      checkpoints: [],
      dossier,
      acts: acts.map(({ jws, disclosures }) => ({
        jws: toBase64(jws),
        disclosures: [...disclosures],
        salt: toBase64(dice.bytes(32)),
      })),
    }
    this.seal(to, signJws(engine, this.own.keys.node, 'comity-message+json', message as unknown as JsonObject).bytes)
  }

  private seal(to: StateCode, bytes: Uint8Array): void {
    const { founded, engine, dice, wire, state } = this.parts
    const list = founded.find(({ spec }) => spec.state === to)?.list
    if (!list) return
    const sealed = sealTo(engine, (length) => dice.bytes(length), list, bytes)
    wire.cast(state, to, '/exchange/messages', sealed, dice.skewed(20, 6 * HOUR))
  }
}

function lastOf(strand: string, acts: readonly Clear[]): { readonly seq: number; readonly id: ActId } | undefined {
  return acts.filter((act) => act.strand === strand).toSorted((a, b) => b.seq - a.seq)[0]
}

const question = (words: string): ActDraft => ({
  act: { kind: 'information-asked', body: { replyBy: '2026-07-01', about: [] } } as unknown as Act,
  fields: { question: `the ${words} question` },
})
