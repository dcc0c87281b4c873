import { nodeEngine } from '@comity/crypto-node'

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => nodeEngine.sha256(Buffer.concat(parts))

/**
 * The root of RFC 6962 over a growing list of entries, straight from its definition: split at the largest power of two
 * below the size. Full halves are remembered, because what is in a log does not change.
 */
export class OwnMerkle {
  private readonly leaves: Uint8Array[] = []
  private readonly halves = new Map<string, Uint8Array>()

  get size(): number {
    return this.leaves.length
  }

  append(entry: Uint8Array): void {
    this.leaves.push(sha256(Uint8Array.of(0), entry))
  }

  /** Root of the first `size` entries in base64. */
  root(size: number): string {
    return Buffer.from(size === 0 ? sha256() : this.hash(0, size)).toString('base64')
  }

  private hash(from: number, to: number): Uint8Array {
    const count = to - from
    const leaf = this.leaves[from]
    if (count === 1 && leaf) return leaf
    const name = `${from} ${to}`
    const known = this.halves.get(name)
    if (known) return known
    const half = 2 ** Math.floor(Math.log2(count - 1))
    const made = sha256(Uint8Array.of(1), this.hash(from, from + half), this.hash(from + half, to))
    if (Number.isInteger(Math.log2(count))) this.halves.set(name, made)
    return made
  }
}
