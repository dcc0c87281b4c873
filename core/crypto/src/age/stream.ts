import type { Engine } from '../engine.ts'
import { refuse } from './fault.ts'
import type { ByteStage } from './stage.ts'

const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16

/**
 * The payload's encryption (STREAM): chunks of 64 KiB under a counter, the last one marked, so that no chunk can be
 * moved, repeated, left out or added, and an end can be told from a cut.
 */
export class StreamSealer implements ByteStage {
  private readonly engine: Engine
  private readonly key: Uint8Array
  private readonly cutter = new Cutter(CHUNK_BYTES)
  private chunks = 0

  constructor(engine: Engine, key: Uint8Array) {
    this.engine = engine
    this.key = key
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    for (const chunk of this.cutter.push(bytes)) {
      yield this.engine.chacha20Poly1305Seal(this.key, nonceOf(this.chunks, 'more'), chunk)
      this.chunks += 1
    }
  }

  *finish(): Generator<Uint8Array> {
    yield this.engine.chacha20Poly1305Seal(this.key, nonceOf(this.chunks, 'last'), this.cutter.held())
  }
}

/** The payload's decryption: no byte of a chunk before its tag has matched, no end before the chunk marked last. */
export class StreamOpener implements ByteStage {
  private readonly engine: Engine
  private readonly key: Uint8Array
  private readonly cutter = new Cutter(CHUNK_BYTES + TAG_BYTES)
  private chunks = 0

  constructor(engine: Engine, key: Uint8Array) {
    this.engine = engine
    this.key = key
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    for (const chunk of this.cutter.push(bytes)) {
      const plaintext = this.open(chunk, 'more')
      // A chunk marked last is the sender's own, so it is given out; what follows it is not, so the file is refused.
      if (!plaintext) return yield* this.authenticThenRefuse(chunk, 'last')
      yield plaintext
      this.chunks += 1
    }
  }

  *finish(): Generator<Uint8Array> {
    const chunk = this.cutter.held()
    const plaintext = this.open(chunk, 'last')
    if (!plaintext) return yield* this.authenticThenRefuse(chunk, 'more')
    // An empty last chunk after others would give one plaintext two files.
    if (plaintext.length === 0 && this.chunks > 0) refuse('payload-failure')
    if (plaintext.length > 0) yield plaintext
  }

  private *authenticThenRefuse(chunk: Uint8Array, place: Place): Generator<Uint8Array> {
    const full = chunk.length === CHUNK_BYTES + TAG_BYTES
    const plaintext = full ? this.open(chunk, place) : undefined
    if (plaintext) yield plaintext
    refuse('payload-failure')
  }

  private open(chunk: Uint8Array, place: Place): Uint8Array | undefined {
    return this.engine.chacha20Poly1305Open(this.key, nonceOf(this.chunks, place), chunk)
  }
}

type Place = 'more' | 'last'

/** 11 bytes of counter, big-endian, and a byte that marks the last chunk. */
function nonceOf(chunks: number, place: Place): Uint8Array {
  const nonce = new Uint8Array(12)
  // The counter's low 8 bytes hold more chunks than a safe integer counts.
  new DataView(nonce.buffer).setBigUint64(3, BigInt(chunks))
  nonce[11] = place === 'last' ? 1 : 0
  return nonce
}

/** Cuts bytes into chunks of one size. A full chunk is kept back until another byte shows that it is not the last. */
class Cutter {
  private readonly chunk: Uint8Array
  private used = 0

  constructor(size: number) {
    this.chunk = new Uint8Array(size)
  }

  /** Full chunks. Each is overwritten by the next, so it must be used before the generator goes on. */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    let rest = bytes
    while (rest.length > 0) {
      if (this.used === this.chunk.length) {
        yield this.chunk
        this.used = 0
      }
      const taken = rest.subarray(0, this.chunk.length - this.used)
      this.chunk.set(taken, this.used)
      this.used += taken.length
      rest = rest.subarray(taken.length)
    }
  }

  held(): Uint8Array {
    return this.chunk.subarray(0, this.used)
  }
}
