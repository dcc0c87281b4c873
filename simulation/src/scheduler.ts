import { type Instant, instantOf } from '@comity/kernel'
import type { Dice } from './seed.ts'
import type { Trace } from './trace.ts'

/** One run of a process, from its start to its end. What a dead one asked for is never answered. */
export type Life = {
  readonly of: string
  readonly number: number
  alive: boolean
  /** It stands still until then, and the world goes on: a long collection of garbage, a machine that sleeps. */
  stillUntil?: number
}

/** What befalls a process at a step: nothing, or its end, with the effect of the step in the world or without it. */
export type Fate = 'goes-on' | 'dies-before' | 'dies-after'

type Task = { readonly label: string; readonly life: Life | undefined; readonly work: () => void }
type Timed = Task & { readonly at: number; readonly order: number }

/** How long a step takes, so that no two things happen at one instant. */
const STEP_MS = 1

/**
 * One thread for a whole world. Every call of a port is a step that waits here; the next one is drawn among all that are
 * ready, whichever process asked. When nothing is ready, time moves to the next thing that is due. There is no other time.
 */
export class Scheduler {
  private readonly dice: Dice
  private readonly trace: Trace
  private readonly ready: Task[] = []
  private readonly timed: Timed[] = []
  private ms: number
  private order = 0
  steps = 0
  /** Decides at each step of a process what befalls it; set by the world. */
  fateOf: (life: Life, label: string) => Fate = () => 'goes-on'
  /** Ends a process; set by the world. */
  kill: (life: Life) => void = () => undefined

  constructor(dice: Dice, trace: Trace, start: Instant) {
    this.dice = dice
    this.trace = trace
    this.ms = Date.parse(start)
  }

  now(): number {
    return this.ms
  }

  instant(): Instant {
    return instantOf(this.ms)
  }

  /**
   * A call of a port: `work` is its effect on the world. Where the process ends at this step the promise is never
   * settled, as in a process that is no more; the effect has taken place or it has not.
   */
  step<T>(life: Life, label: string, work: () => Promise<T> | T, delayMs = 0): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        const fate = this.fateOf(life, label)
        if (fate === 'dies-before') return this.kill(life)
        try {
          const value = await work()
          if (fate === 'dies-after') return this.kill(life)
          if (life.alive) resolve(value)
        } catch (error) {
          if (life.alive) reject(error)
        }
      }
      if (delayMs > 0) this.after(delayMs, label, () => void run(), life)
      else this.ready.push({ label, life, work: () => void run() })
    })
  }

  /** Something that happens by itself after a while. With a life: only if that process still runs. */
  after(delayMs: number, label: string, work: () => void, life?: Life): void {
    this.order += 1
    push(this.timed, { at: this.ms + Math.max(1, Math.round(delayMs)), order: this.order, label, life, work })
  }

  /** Somebody outside the nodes waits. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, 'wait', resolve))
  }

  /** Runs until `until` (epoch ms), or until `stop` says so after a step. */
  async run(until: number, stop: () => boolean): Promise<void> {
    await emptyMicrotasks()
    while (!stop()) {
      const task = this.take(until)
      if (!task) break
      if (task.life?.alive === false) continue
      if ((task.life?.stillUntil ?? 0) > this.ms) {
        this.order += 1
        push(this.timed, { ...task, at: task.life?.stillUntil ?? 0, order: this.order })
        continue
      }
      this.steps += 1
      this.ms += STEP_MS
      this.trace.add(`${this.ms} ${task.life?.number ?? ''} ${task.label}`)
      task.work()
      await emptyMicrotasks()
    }
    if (!stop()) this.ms = Math.max(this.ms, until)
  }

  private take(until: number): Task | undefined {
    while (this.timed[0] && this.timed[0].at <= this.ms) this.ready.push(pop(this.timed))
    if (this.ready.length === 0) {
      const next = this.timed[0]
      if (!next || next.at > until) return undefined
      this.ms = next.at
      return pop(this.timed)
    }
    if (this.ms >= until) return undefined
    const at = this.dice.below(this.ready.length)
    const [drawn] = this.ready.splice(at, 1)
    return drawn
  }
}

/**
 * Returns once no promise job is left: the loop of the platform turns only then. It says nothing about time. This is the
 * one place where the simulation asks the platform for anything that is not a computation.
 */
const emptyMicrotasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const isBefore = (a: Timed, b: Timed): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap by time, then by order of asking. */
function push(heap: Timed[], item: Timed): void {
  heap.push(item)
  let at = heap.length - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    const [child, parent] = [heap[at], heap[above]]
    if (!child || !parent || !isBefore(child, parent)) return
    heap[at] = parent
    heap[above] = child
    at = above
  }
}

function pop(heap: Timed[]): Timed {
  const [first] = heap
  const last = heap.pop()
  if (!first || !last) throw new RangeError('nothing is due')
  if (heap.length === 0) return first
  heap[0] = last
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    const least = [left, right].reduce((best, child) => {
      const [a, b] = [heap[child], heap[best]]
      return a && b && isBefore(a, b) ? child : best
    }, at)
    const [moved, parent] = [heap[least], heap[at]]
    if (least === at || !moved || !parent) return first
    heap[at] = moved
    heap[least] = parent
    at = least
  }
}
