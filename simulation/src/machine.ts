import type { RandomBytes } from '@comity/crypto'
import type { Transport } from '@comity/exchange'
import { err, instantOf, ok, type StateCode } from '@comity/kernel'
import { type Node, type NodeSettings, openNode, type Pins, type Ports, type WitnessClient } from '@comity/node'
import { Disk, DiskError, type DiskParts } from './disk.ts'
import type { Founded } from './founding.ts'
import type { Life } from './scheduler.ts'
import type { Dice } from './seed.ts'
import type { Answer, Delivery, Wire } from './wire.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Figures of a deployment, with retries spread so that a month of dead lines is not a month of attempts. */
const SETTINGS: NodeSettings = {
  messageLifeMs: 30 * 24 * HOUR,
  silenceMs: 10 * MINUTE,
  retry: { firstMs: MINUTE, factor: 3, capMs: 4 * HOUR },
}

/** The process that was asked is gone, or was not there. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone'
}

/** Replaces parts of a node or of what it stands on, to show that a checker sees it. */
export type Plant = {
  /** Done to the disk before a process starts on it. */
  readonly beforeStart?: (at: PlantSite) => Promise<void>
  readonly ports?: (ports: Ports, at: PlantSite) => Ports
  readonly node?: (node: Node, at: PlantSite) => Node
}
export type PlantSite = {
  readonly state: StateCode
  readonly life: Life
  readonly disk: Disk
  readonly dice: Dice
  /** The State that is hostile by itself, if one is. */
  readonly hostile: StateCode | undefined
}

export type MachineParts = Omit<DiskParts, 'state' | 'broken'> & {
  readonly founded: Founded
  readonly lists: readonly Uint8Array[]
  readonly pins: Pins
  readonly wire: Wire
  readonly ports: Pick<Ports, 'engine' | 'law'>
  readonly random: RandomBytes
  readonly plant: Plant | undefined
  readonly hostile: StateCode | undefined
  /** Nodes only answer, and do no rounds of their own: what is written then was written because of what came. */
  readonly resting: () => boolean
  /** The node threw what no disk and no line explains. */
  readonly defect: (state: StateCode, error: unknown) => void
  readonly note: (state: StateCode, event: Parameters<Ports['note']>[0]) => void
}

/** The computer of one State: a disk that lasts, and on it one run of the node after another. */
export class Machine {
  readonly state: StateCode
  readonly disk: Disk
  private readonly parts: MachineParts
  private readonly callers = new Set<(error: Error) => void>()
  private life: Life | undefined
  private node: Node | undefined
  private working = false
  private again = false
  private starts = 0
  /** How far its clock stands from the world's. */
  skewMs = 0

  constructor(parts: MachineParts) {
    this.parts = parts
    this.state = parts.founded.spec.state
    this.disk = new Disk({ ...parts, state: this.state, broken: (life) => this.replaceDisk(life) })
  }

  get isUp(): boolean {
    return this.node !== undefined
  }

  get isStarting(): boolean {
    return this.life !== undefined && this.node === undefined
  }

  /** Starts a process that opens the node over what the disk holds. */
  start(): void {
    if (this.life) return
    this.starts += 1
    const life: Life = { of: this.state, number: this.starts, alive: true }
    this.life = life
    void this.open(life).catch((error) => {
      if (!(error instanceof DiskError)) return this.parts.defect(this.state, error)
      this.crash()
      this.startLater()
    })
  }

  private async open(life: Life): Promise<void> {
    const { founded, pins, lists, plant, dice } = this.parts
    const site: PlantSite = { state: this.state, life, disk: this.disk, dice, hostile: this.parts.hostile }
    await plant?.beforeStart?.(site)
    const ports = this.portsFor(life)
    const registry = founded.spec.authorities.find(({ role }) => role === 'registry')?.id
    const opened = await openNode({ state: this.state, registry }, plant?.ports?.(ports, site) ?? ports, pins, SETTINGS)
    for (const jws of lists) await opened.admitList(jws)
    this.node = plant?.node?.(opened, site) ?? opened
    this.loop(life)
    this.wake()
  }

  private portsFor(life: Life): Ports {
    const { founded, wire, scheduler, note, ports, random } = this.parts
    const transport: Transport = {
      async post(to, path, body) {
        const answer = await wire.exchange(life, life.of, to, path, body)
        if (!answer) return err({ kind: 'unreachable', why: 'no answer came' })
        return answer.ok ? ok(answer.body) : err({ kind: 'refused-by-peer', why: 'not accepted' })
      },
    }
    const witnesses: WitnessClient = {
      async addCheckpoint(_vkey, body) {
        const answer = await wire.exchange(life, life.of, 'witness', 'add-checkpoint', new TextEncoder().encode(body))
        if (!answer?.ok) return undefined
        const [status = '', ...rest] = new TextDecoder().decode(answer.body).split('\n')
        return /^\d{3}$/.test(status) ? { status: Number(status), body: rest.join('\n') } : undefined
      },
    }
    return {
      ...ports,
      archive: this.disk.open(life),
      random,
      clock: { now: () => instantOf(scheduler.now() + this.skewMs) },
      transport,
      witnesses,
      keys: founded.keys,
      note: (event) => note(this.state, event),
    }
  }

  /** Ends the process, wherever it stands. Whoever waits for it learns that it is gone, and not what it had done. */
  crash(): void {
    if (!this.life) return
    this.life.alive = false
    this.life = undefined
    this.node = undefined
    this.working = false
    this.again = false
    for (const reject of [...this.callers]) reject(new ProcessGone(`the node of ${this.state} is gone`))
    this.callers.clear()
  }

  owns(life: Life): boolean {
    return this.life === life
  }

  startLater(): void {
    const { scheduler, dice } = this.parts
    scheduler.after(dice.skewed(SECOND, 12 * HOUR), `${this.state} starts again`, () => this.start())
  }

  /** What people and programs of this State do at the node. Rejects where the process ends before it has answered. */
  call<T>(work: (node: Node) => Promise<T>): Promise<T> {
    const { node } = this
    if (!node) return Promise.reject(new ProcessGone(`the node of ${this.state} is not up`))
    return new Promise<T>((resolve, reject) => {
      const leave = (error: Error) => {
        this.callers.delete(leave)
        reject(error)
      }
      this.callers.add(leave)
      work(node).then((value) => {
        this.callers.delete(leave)
        resolve(value)
      }, leave)
    })
  }

  /** Answers bytes from the wire, as the HTTP side of a node does: whatever fails inside is only a failure outside. */
  async answer({ path, body }: Delivery): Promise<Answer | undefined> {
    const { node } = this
    if (!node) return undefined
    try {
      const answer = await servedBy(node, path)(body)
      this.wake()
      return answer.ok ? { ok: true, body: answer.value } : { ok: false, body: new Uint8Array() }
    } catch (error) {
      if (!(error instanceof DiskError)) this.parts.defect(this.state, error)
      return { ok: false, body: new Uint8Array() }
    }
  }

  /** A round of work soon: something has come. */
  wake(): void {
    const { scheduler } = this.parts
    if (this.life) scheduler.after(SECOND, `${this.state} wakes`, () => this.work(), this.life)
  }

  private loop(life: Life): void {
    const { scheduler, dice } = this.parts
    const next = dice.between(30 * MINUTE, 3 * HOUR)
    scheduler.after(
      next,
      `${this.state} looks`,
      () => {
        this.work()
        this.loop(life)
      },
      life,
    )
  }

  private work(): void {
    const { node } = this
    if (!node || this.parts.resting()) return
    if (this.working) {
      this.again = true
      return
    }
    this.working = true
    const over = () => {
      this.working = false
      if (this.again) this.wake()
      this.again = false
    }
    void node.work().then(over, (error) => {
      if (!(error instanceof DiskError)) this.parts.defect(this.state, error)
      over()
    })
  }

  /** Somebody notices in the end that nothing can be written, and starts the process on a sound disk. */
  private replaceDisk(life: Life): void {
    const { scheduler, dice } = this.parts
    scheduler.after(
      dice.skewed(SECOND, HOUR),
      `${this.state} is stopped`,
      () => {
        this.crash()
        this.startLater()
      },
      life,
    )
  }
}

/** The entrances of a node that other nodes use. */
function servedBy(node: Node, path: string): Node['receive'] {
  switch (path) {
    case '/exchange/messages':
      return node.receive
    case '/exchange/acts':
      return node.hand
    case '/exchange/attempts':
      return node.tellAttempts
    case '/exchange/complaints':
      return node.takeComplaint
    default:
      throw new RangeError(`no node serves ${path}`)
  }
}
