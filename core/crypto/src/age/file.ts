import { concat, expectOk, type Result, utf8 } from '@comity/kernel'
import type { Engine, RandomBytes } from '../engine.ts'
import { type AgeFault, refuse } from './fault.ts'
import { FILE_KEY_BYTES, findFileKey, wrapFileKey } from './file-key.ts'
import { type AgeHeader, encodeCovered, encodeMac, HeaderReader } from './header.ts'
import { type AgeIdentity, type AgeRecipient, admitRecipients } from './recipients.ts'
import { type ByteStage, passThrough, streamThrough } from './stage.ts'
import { StreamOpener, StreamSealer } from './stream.ts'

const NONCE_BYTES = 16

/**
 * Seals a stream to recipients in the age v1 format (C2SP age.md), one chunk of 64 KiB at a time. Says nothing about
 * who sealed it: that is the signed manifest's part. Throws `Defect` for recipients that `admitRecipients` refuses.
 */
export function sealAge(
  engine: Engine,
  random: RandomBytes,
  recipients: readonly AgeRecipient[],
  source: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  return streamThrough(new AgeSealer(engine, random, recipients), source)
}

/**
 * Opens a stream. Every byte given out was authenticated; the stream is the whole file only if it ends without
 * throwing `AgeRefusal`, so whoever writes it somewhere must take it back when it does not.
 */
export function openAge(
  engine: Engine,
  identities: readonly AgeIdentity[],
  source: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  return streamThrough(new AgeOpener(engine, identities), source)
}

/** Seals a message that is whole in memory. */
export function sealBytes(
  engine: Engine,
  random: RandomBytes,
  recipients: readonly AgeRecipient[],
  plaintext: Uint8Array,
): Uint8Array {
  return expectOk(passThrough(plaintext, new AgeSealer(engine, random, recipients)), 'sealing refuses nothing')
}

/** Opens a message that is whole in memory: all of it, or a reason. */
export function openBytes(
  engine: Engine,
  identities: readonly AgeIdentity[],
  sealed: Uint8Array,
): Result<Uint8Array, AgeFault> {
  return passThrough(sealed, new AgeOpener(engine, identities))
}

class AgeSealer implements ByteStage {
  private readonly payload: StreamSealer
  /** Header and nonce, until they have gone out before the first chunk. */
  private preamble: readonly Uint8Array[]

  constructor(engine: Engine, random: RandomBytes, recipients: readonly AgeRecipient[]) {
    const admitted = expectOk(admitRecipients(recipients), 'recipients of one file')
    const fileKey = random(FILE_KEY_BYTES)
    const covered = encodeCovered(admitted.map((recipient) => wrapFileKey(engine, random, recipient, fileKey)))
    const nonce = random(NONCE_BYTES)
    this.preamble = [concat(covered, encodeMac(macOf(engine, fileKey, covered)), nonce)]
    this.payload = new StreamSealer(engine, payloadKeyOf(engine, fileKey, nonce))
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    yield* this.takePreamble()
    yield* this.payload.push(bytes)
  }

  *finish(): Generator<Uint8Array> {
    yield* this.takePreamble()
    yield* this.payload.finish()
  }

  private takePreamble(): readonly Uint8Array[] {
    const preamble = this.preamble
    this.preamble = []
    return preamble
  }
}

class AgeOpener implements ByteStage {
  private readonly engine: Engine
  private readonly identities: readonly AgeIdentity[]
  private readonly header = new HeaderReader()
  private fileKey: Uint8Array | undefined
  private nonce: Uint8Array = new Uint8Array(0)
  private payload: StreamOpener | undefined

  constructor(engine: Engine, identities: readonly AgeIdentity[]) {
    this.engine = engine
    this.identities = identities
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    const rest = this.fileKey ? bytes : this.readHeader(bytes)
    const payload = this.payload ? rest : this.readNonce(rest)
    if (this.payload) yield* this.payload.push(payload)
  }

  *finish(): Generator<Uint8Array> {
    yield* (this.payload ?? refuse('header-failure')).finish()
  }

  /** What follows the header in these bytes: nothing while it is not complete. */
  private readHeader(bytes: Uint8Array): Uint8Array {
    const read = this.header.push(bytes)
    if (!read) return new Uint8Array(0)
    this.fileKey = this.unlock(read.header)
    return read.rest
  }

  private unlock(header: AgeHeader): Uint8Array {
    const fileKey = findFileKey(this.engine, this.identities, header.stanzas)
    return sameInConstantTime(macOf(this.engine, fileKey, header.covered), header.mac)
      ? fileKey
      : refuse('hmac-failure')
  }

  private readNonce(bytes: Uint8Array): Uint8Array {
    if (!this.fileKey) return bytes
    const missing = NONCE_BYTES - this.nonce.length
    this.nonce = concat(this.nonce, bytes.subarray(0, missing))
    if (this.nonce.length === NONCE_BYTES)
      this.payload = new StreamOpener(this.engine, payloadKeyOf(this.engine, this.fileKey, this.nonce))
    return bytes.subarray(missing)
  }
}

const macOf = (engine: Engine, fileKey: Uint8Array, covered: Uint8Array): Uint8Array =>
  engine.hmacSha256(engine.hkdfSha256(fileKey, new Uint8Array(0), utf8('header'), 32), covered)

const payloadKeyOf = (engine: Engine, fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  engine.hkdfSha256(fileKey, nonce, utf8('payload'), 32)

/** A comparison that stopped at the first difference would tell a forger how far the MAC was right. */
function sameInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (const [at, byte] of a.entries()) difference |= byte ^ (b[at] ?? 0)
  return difference === 0
}
