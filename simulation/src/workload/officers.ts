import type { Role } from '@comity/directory'
import type { ActId, DossierId, StateCode, StrandId } from '@comity/kernel'
import type { Node, NotMade, Wisher } from '@comity/node'
import { type ActDraft, definitionOf, isKind, type Kind, type UnsignedAct } from '@comity/procedure'
import { DiskError } from '../disk.ts'
import type { Faults, Tally } from '../faults.ts'
import type { Founded } from '../founding.ts'
import { type Machine, ProcessGone } from '../machine.ts'
import type { Scheduler } from '../scheduler.ts'
import type { Dice } from '../seed.ts'
import { FORGERS_AUTHORITY, OVERSEER } from './cast.ts'
import { draftOf, KINDS_OF_PEOPLE, openingDraft, WEIGHTS } from './drafts.ts'
import type { People } from './people.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Somebody who signs, and where they write. */
export type Person = {
  readonly holder: string
  readonly state: StateCode
  readonly role: Role | 'counsel'
  readonly strand: StrandId
}

export type File = {
  readonly id: DossierId
  readonly kind: 'request-authorised' | 'arrest-requested'
  readonly requesting: StateCode
  readonly requested: StateCode
}

export type OfficersParts = {
  readonly dice: Dice
  readonly scheduler: Scheduler
  readonly faults: () => Faults
  readonly tally: Tally
  readonly people: People
  readonly founded: readonly Founded[]
  readonly machine: (state: StateCode) => Machine
  readonly made: (state: StateCode, act: ActId) => void
  readonly refused: (state: StateCode, kind: string) => void
  readonly defect: (state: StateCode, error: unknown) => void
}

/** A gate that stopped somebody: the acts that would open it are thought of first from then on. */
type Wanted = { readonly kind: Kind; readonly insists: Readonly<Record<string, unknown>> }

/**
 * The people of the world: officials, judges, police, bars and counsel, who come by now and then, read a file, write an
 * act, go away to sign it, and come back. They are honest and not always careful. What they try next is a random walk
 * over the table of procedures, drawn towards what the law last asked for.
 */
export class Officers {
  private readonly parts: OfficersParts
  readonly files: File[] = []
  private readonly wanted = new Map<DossierId, Wanted[]>()
  readonly everybody: readonly Person[]
  made = 0

  constructor(parts: OfficersParts) {
    this.parts = parts
    const officials = parts.founded.flatMap(({ spec }) =>
      spec.authorities.flatMap(({ id, role, holders }) =>
        id.endsWith(FORGERS_AUTHORITY)
          ? []
          : holders.map((holder): Person => ({ holder, state: spec.state, role, strand: id as string as StrandId })),
      ),
    )
    const counsel = parts.founded
      .filter(({ spec }) => spec.state !== OVERSEER)
      .map(({ spec }): Person => {
        const holder = `counsel in ${spec.state}`
        const strand = `counsel/${parts.people.keyOf(holder).kid}` as StrandId
        return { holder, state: spec.state, role: 'counsel', strand }
      })
    this.everybody = [...officials, ...counsel]
  }

  /** One visit: whatever comes of it is told to the checkers. */
  async visit(): Promise<void> {
    const { dice } = this.parts
    const file = this.files.length === 0 || (this.files.length < 4 && dice.chance(0.08)) ? this.newFile() : undefined
    const chosen = file ?? dice.pick(this.files)
    const person = file ? this.opener(file) : chosen && this.somebodyFor(chosen)
    if (!chosen || !person) return
    const attempts = [this.act(person, chosen)]
    // Two people of one authority at two desks, or one at two tabs.
    if (this.happens('race')) {
      const colleague = dice.pick(this.everybody.filter(({ strand }) => strand === person.strand)) ?? person
      attempts.push(this.act(colleague, chosen))
    }
    await Promise.all(attempts)
  }

  private happens(kind: 'race' | 'double-submit' | 'stale-signature'): boolean {
    const { dice, faults, tally } = this.parts
    const happened = dice.chance(faults()[kind] ?? 0)
    if (happened) tally.add(kind)
    return happened
  }

  private newFile(): File {
    const { dice, founded } = this.parts
    const [requesting, requested] = dice.shuffled(
      founded.map(({ spec }) => spec.state).filter((one) => one !== OVERSEER),
    )
    const number = String(this.files.length + 1).padStart(5, '0')
    const file: File = {
      id: `${requesting}-2026-${number}` as DossierId,
      kind: dice.pick(['request-authorised', 'arrest-requested', 'arrest-requested']),
      requesting: requesting as StateCode,
      requested: requested as StateCode,
    }
    this.files.push(file)
    return file
  }

  private opener({ requesting }: File): Person | undefined {
    return this.everybody.find(({ state, role }) => state === requesting && role === 'central-authority')
  }

  private somebodyFor({ requesting, requested }: File): Person | undefined {
    const { dice } = this.parts
    const state = dice.pick([requesting, requested, requested, requested, OVERSEER])
    // Overseers write rarely, and counsel speaks where the person is.
    if (state === OVERSEER && dice.chance(0.6)) return undefined
    return dice.pick(this.everybody.filter((one) => one.state === state))
  }

  private async act(person: Person, file: File): Promise<void> {
    const { dice, scheduler } = this.parts
    const wish = { choice: undefined as ActDraft | undefined }
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const outcome = await this.attempt(person, file, wish)
      if (outcome === 'over') return
      await scheduler.sleep(dice.skewed(MINUTE, 4 * HOUR))
    }
  }

  /** Reads, writes, signs, hands in. `again`: the node was not there, or somebody else came first. */
  private async attempt(person: Person, file: File, wish: { choice: ActDraft | undefined }): Promise<'over' | 'again'> {
    const { dice, scheduler, people } = this.parts
    const { state } = person
    const draft = wish.choice ?? (await this.atNode(state, (node) => this.think(person, file, node)))
    if (draft === undefined || draft === GONE) return draft === GONE ? 'again' : 'over'
    wish.choice = draft
    const wisher: Wisher = { key: people.keyOf(person.holder).kid, strand: person.strand }
    const prepared = await this.atNode(state, (node) => node.prepare(file.id, draft, wisher))
    if (prepared === GONE || prepared === undefined) return 'again'
    if (!prepared.ok) return this.note(state, file, draft.act.kind, prepared.error)
    await scheduler.sleep(dice.skewed(SECOND, 6 * HOUR))
    if (dice.chance(0.03)) return 'over' // never signed
    return this.handIn(person, file, prepared.value)
  }

  private async handIn(person: Person, file: File, unsigned: UnsignedAct): Promise<'over' | 'again'> {
    const { dice, scheduler, people } = this.parts
    const { state } = person
    if (this.happens('stale-signature')) {
      const stranger = people.signAs(people.keyOf('somebody else'), unsigned)
      await this.atNode(state, (node) => node.submit(unsigned.id, stranger))
    }
    const jws = people.sign(person.holder, unsigned)
    // The same signed act is handed in again until the node has answered: whether it was stored before it fell is not known.
    for (let click = 0; click < 40; click += 1) {
      const submits = [this.atNode(state, (node) => node.submit(unsigned.id, jws))]
      if (this.happens('double-submit')) submits.push(this.atNode(state, (node) => node.submit(unsigned.id, jws)))
      const [answer] = await Promise.all(submits)
      if (answer === GONE || answer === undefined) {
        await scheduler.sleep(dice.skewed(MINUTE, 2 * HOUR))
        continue
      }
      if (!answer.ok) return this.note(state, file, unsigned.payload.kind, answer.error)
      this.made += 1
      this.parts.made(state, answer.value.id)
      this.parts.machine(state).wake()
      return 'over'
    }
    return 'over'
  }

  private note(state: StateCode, file: File, kind: string, error: NotMade): 'over' | 'again' {
    if (error.kind === 'moved-on') return 'again'
    if (process.env['D']) console.log(kind, JSON.stringify(error).slice(0, 300))
    if (error.kind !== 'refused-by-right') return 'over'
    this.parts.refused(state, kind)
    const asked = error.impediments.flatMap((impediment): Wanted[] => {
      if (impediment.kind === 'guarantee-unmet')
        return impediment.gate.provedBy.flatMap(({ act, where = {} }) =>
          isKind(act) ? [{ kind: act, insists: where }] : [],
        )
      return impediment.kind === 'out-of-turn' ? impediment.turn.needs.map((kind) => ({ kind, insists: {} })) : []
    })
    this.wanted.set(file.id, [...asked, ...(this.wanted.get(file.id) ?? [])].slice(0, 24))
    return 'over'
  }

  /** What this person could write now. */
  private async think(person: Person, file: File, node: Node): Promise<ActDraft | undefined> {
    const { dice, scheduler, people } = this.parts
    const { folded } = await node.dossiers.load(file.id)
    if (folded.acts.length === 0)
      return this.opener(file)?.strand === person.strand ? openingDraft(dice, file.kind, file) : undefined
    const desk = {
      dice,
      nowMs: scheduler.now(),
      folded,
      strand: person.strand,
      counsel: people.keyOf(`counsel in ${file.requested}`),
    }
    const side = person.state === file.requesting ? 'requesting' : 'requested'
    const own = KINDS_OF_PEOPLE.filter((kind) => mayMake(kind, person.role, side))
    const wanted = (this.wanted.get(file.id) ?? []).filter(({ kind }) => own.includes(kind))
    const wish = dice.chance(0.6) ? dice.pick(wanted) : undefined
    if (wish) return draftOf(wish.kind, desk, wish.insists)
    const kind = this.weighed(own)
    return kind && draftOf(kind, desk)
  }

  private weighed(choices: readonly Kind[]): Kind | undefined {
    const { dice } = this.parts
    for (let tries = 0; tries < 20; tries += 1) {
      const kind = dice.pick(choices)
      if (kind && dice.chance((WEIGHTS[kind] ?? 1) / 3)) return kind
    }
    return undefined
  }

  /** Something done at a node. A node that fails or falls is met by trying later, as people do. */
  private async atNode<T>(state: StateCode, work: (node: Node) => Promise<T>): Promise<T | typeof GONE> {
    try {
      return await this.parts.machine(state).call(work)
    } catch (error) {
      if (!(error instanceof ProcessGone) && !(error instanceof DiskError)) this.parts.defect(state, error)
      return GONE
    }
  }
}

const GONE = Symbol('the node was gone')

function mayMake(kind: Kind, role: Person['role'], side: 'requesting' | 'requested'): boolean {
  return definitionOf(kind).by.some((maker) => {
    if (maker.side === 'counsel') return role === 'counsel'
    if (maker.side === 'oversight') return role === 'overseer'
    return (maker.side === 'either' || maker.side === side) && maker.roles.some((one) => one === role)
  })
}
