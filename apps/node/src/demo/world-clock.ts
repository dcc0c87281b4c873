import { epochMsOf, type Instant, instantOf } from '@comity/kernel'
import type { Clock } from '../node/ports.ts'

/** The clock of a told world: set by the story while it is told, then running from where the story ends. */
export class WorldClock implements Clock {
  private readonly elapsed: () => number
  private readonly speed: number
  private base: number
  private startedAt: number | undefined

  /** `elapsed` counts real milliseconds and never goes back. */
  constructor(start: Instant, elapsed: () => number, speed = 1) {
    this.base = epochMsOf(start)
    this.elapsed = elapsed
    this.speed = speed
  }

  readonly now = (): Instant => {
    // While the story is told each look at the clock is a millisecond later, so that nothing happens at the same time.
    if (this.startedAt === undefined) return instantOf(this.base++)
    return instantOf(this.base + Math.floor((this.elapsed() - this.startedAt) * this.speed))
  }

  set(at: Instant): void {
    if (this.startedAt === undefined) this.base = Math.max(this.base, epochMsOf(at))
  }

  run(from: Instant): void {
    this.set(from)
    this.startedAt = this.elapsed()
  }
}
