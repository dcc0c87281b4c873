import { nodeEngine } from '@comity/crypto-node'
import { toHex } from '@comity/kernel'
import type { Faults, Tally } from './faults.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Dice } from './seed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const TIMEOUT_MS = 30_000

/** What comes back: bytes, a plain no, or nothing at all. */
export type Answer = { readonly ok: boolean; readonly body: Uint8Array }

/** One delivery of bytes at their addressee. */
export type Delivery = {
  readonly from: string
  readonly to: string
  readonly path: string
  readonly body: Uint8Array
  /** Whether these are the bytes that left. */
  readonly altered: boolean
  /** How often these bytes were delivered before. */
  readonly before: number
}

export type WireParts = {
  readonly scheduler: Scheduler
  readonly dice: Dice
  readonly faults: () => Faults
  readonly tally: Tally
  /** The process that answers for a name, or nobody: it may never come back. */
  readonly reach: (to: string) => ((delivery: Delivery) => Promise<Answer | undefined>) | undefined
  readonly delivered: (delivery: Delivery, answer: Answer | undefined) => void
}

/**
 * The lines between processes. Bytes may be lost, doubled, late by days, cut, changed, said again much later; a line may
 * be dead in one direction. What was sent is never changed silently on the way back to its sender: that is the faults'.
 */
export class Wire {
  private readonly parts: WireParts
  private readonly blocked = new Map<string, number>()
  private readonly times = new Map<string, number>()
  /** Everything that left with its own bytes: replays are drawn from it, and said again at the end. */
  readonly sent: { readonly from: string; readonly to: string; readonly path: string; readonly body: Uint8Array }[] = []
  deliveries = 0
  /** Bytes that are on their way and will still arrive. */
  underWay = 0

  constructor(parts: WireParts) {
    this.parts = parts
  }

  /** Cuts one direction for a while; `*` stands for everybody. */
  block(from: string, to: string, forMs: number): void {
    const key = `${from}>${to}`
    this.blocked.set(key, Math.max(this.blocked.get(key) ?? 0, this.parts.scheduler.now() + forMs))
  }

  unblock(): void {
    this.blocked.clear()
  }

  /** Sends, and waits for an answer as long as a sender does. Settles with `undefined` where none came. */
  exchange(life: Life, from: string, to: string, path: string, body: Uint8Array): Promise<Answer | undefined> {
    const { scheduler } = this.parts
    this.sent.push({ from, to, path, body })
    return new Promise((resolve) => {
      let over = false
      const settle = (answer: Answer | undefined) => {
        if (over) return
        over = true
        const label = `${from} hears ${to} ${answer === undefined ? 'nothing' : answer.ok}`
        void scheduler.step(life, label, () => answer).then(resolve)
      }
      scheduler.after(TIMEOUT_MS, `${from} gives ${to} up`, () => settle(undefined), life)
      for (const wait of this.departures(from, to)) this.carry({ from, to, path, body }, wait, settle)
    })
  }

  /** Bytes that nobody waits for: a forger's, or an old message said again. */
  cast(from: string, to: string, path: string, body: Uint8Array, wait = 20): void {
    this.carry({ from, to, path, body }, wait, () => undefined)
  }

  private departures(from: string, to: string): readonly number[] {
    const { dice, tally } = this.parts
    const faults = this.parts.faults()
    const waits: number[] = []
    const happens = (kind: 'drop' | 'duplicate' | 'delay' | 'replay' | 'reorder') => {
      const happened = dice.chance(faults[kind] ?? 0)
      if (happened) tally.add(kind)
      return happened
    }
    if (this.isBlocked(from, to)) tally.add('blocked')
    else if (!happens('drop')) waits.push(happens('reorder') ? dice.skewed(20, TIMEOUT_MS) : dice.between(10, 80))
    if (happens('duplicate')) waits.push(dice.skewed(10, HOUR))
    if (happens('delay')) waits.push(dice.skewed(MINUTE, 3 * DAY))
    if (happens('replay')) waits.push(dice.between(HOUR, 5 * DAY))
    return waits
  }

  private isBlocked(from: string, to: string): boolean {
    const now = this.parts.scheduler.now()
    return [`${from}>${to}`, `${from}>*`, `*>${to}`].some((key) => (this.blocked.get(key) ?? 0) > now)
  }

  private carry(
    letter: { readonly from: string; readonly to: string; readonly path: string; readonly body: Uint8Array },
    wait: number,
    settle: (answer: Answer | undefined) => void,
  ): void {
    const { scheduler } = this.parts
    const body = this.worn(letter.body)
    const name = digest(letter.body)
    this.underWay += 1
    scheduler.after(wait, `${letter.from} to ${letter.to} ${letter.path} ${name} ${body.length}`, () => {
      this.underWay -= 1
      const reached = this.parts.reach(letter.to)
      if (!reached) return
      const key = `${letter.to} ${name}`
      const before = this.times.get(key) ?? 0
      this.times.set(key, before + 1)
      this.deliveries += 1
      const delivery = { ...letter, body, altered: body !== letter.body, before }
      void reached(delivery).then((answer) => {
        this.parts.delivered(delivery, answer)
        this.carryBack(letter.to, letter.from, answer, settle)
      })
    })
  }

  private carryBack(
    from: string,
    to: string,
    answer: Answer | undefined,
    settle: (answer: Answer | undefined) => void,
  ): void {
    const { scheduler, dice, tally } = this.parts
    if (!answer) return
    if (this.isBlocked(from, to) || dice.chance(this.parts.faults().drop ?? 0)) {
      tally.add('drop')
      return
    }
    const worn = { ...answer, body: this.worn(answer.body) }
    scheduler.after(dice.between(10, 80), `${from} back to ${to} ${answer.ok} ${worn.body.length}`, () => settle(worn))
  }

  private worn(body: Uint8Array): Uint8Array {
    const { dice, tally } = this.parts
    const faults = this.parts.faults()
    if (body.length > 0 && dice.chance(faults.truncate ?? 0)) {
      tally.add('truncate')
      return body.slice(0, dice.below(body.length))
    }
    if (body.length > 0 && dice.chance(faults.flip ?? 0)) {
      tally.add('flip')
      const flipped = body.slice()
      const at = dice.below(body.length)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8))
      return flipped
    }
    return body
  }
}

const digest = (body: Uint8Array): string => toHex(nodeEngine.sha256(body)).slice(0, 12)
