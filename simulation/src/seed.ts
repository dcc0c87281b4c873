/**
 * A seeded source of chance. Everything in a simulated world that could have gone otherwise is drawn from one of these,
 * so that a seed is the whole story. Integer arithmetic only: the same on every machine.
 */
export class Dice {
  private a: number
  private b: number
  private c: number
  private counter = 1
  private readonly name: string

  constructor(name: string) {
    this.name = name
    const [a, b, c] = mix(name)
    this.a = a
    this.b = b
    this.c = c
    for (let i = 0; i < 12; i += 1) this.next()
  }

  /** Dice of their own for one purpose: what they throw does not move what these throw, so a fault can be left out alone. */
  fork(purpose: string): Dice {
    return new Dice(`${this.name}/${purpose}`)
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    return Math.floor((this.next() / 2 ** 32) * bound)
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() / 2 ** 32 < probability
  }

  /** Small values most often, large ones now and then: waits and lengths of outages look like this. */
  skewed(low: number, high: number): number {
    const part = this.next() / 2 ** 32
    return Math.round(low + (high - low) * part ** 4)
  }

  pick<T>(items: readonly [T, ...T[]]): T
  pick<T>(items: readonly T[]): T | undefined
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)]
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items]
    return items.flatMap(() => left.splice(this.below(left.length), 1))
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() >>> 24)
  }

  /** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, passes its author's test batteries. */
  private next(): number {
    const sum = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum >>> 0
  }
}

/** Three words from a name (FNV-1a under three offsets): near names give unrelated states. */
function mix(name: string): readonly [number, number, number] {
  const hash = (offset: number): number => {
    let word = offset
    for (let at = 0; at < name.length; at += 1) {
      word = Math.imul(word ^ name.charCodeAt(at), 0x01000193)
      word ^= word >>> 15
    }
    return word | 0
  }
  return [hash(0x811c9dc5), hash(0x9e3779b9), hash(0x243f6a88)]
}
