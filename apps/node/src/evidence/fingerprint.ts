import type { Engine } from '@comity/crypto'
import { toHex } from '@comity/kernel'

/** What a manifest says of a file: its digest and its length. */
export type Fingerprint = { readonly sha256: string; readonly bytes: number }

/** Hands a stream on and keeps its fingerprint, which is known once the stream has ended. */
export class Fingerprinting {
  private readonly hash: ReturnType<Engine['sha256Stream']>
  private bytes = 0

  constructor(engine: Engine) {
    this.hash = engine.sha256Stream()
  }

  async *over(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of source) {
      this.hash.update(part)
      this.bytes += part.length
      yield part
    }
  }

  /** Ends the computation: asked once. */
  result(): Fingerprint {
    return { sha256: toHex(this.hash.digest()), bytes: this.bytes }
  }
}

export async function fingerprintOf(engine: Engine, source: AsyncIterable<Uint8Array>): Promise<Fingerprint> {
  const taken = new Fingerprinting(engine)
  for await (const _ of taken.over(source));
  return taken.result()
}

export const isSame = (a: Fingerprint, b: Fingerprint): boolean => a.sha256 === b.sha256 && a.bytes === b.bytes
