import type { Engine } from '@comity/crypto'
import { bytesEqual, concat, Defect, err, ok, type Result, utf8 } from '@comity/kernel'
import { HASH_BYTES } from './merkle.ts'

/** Every entry of the log has this length, so that length tells nothing about what was logged. */
export const ENTRY_BYTES = 128
export const SALT_BYTES = 32

const FORMAT = 1
const SEALED = 0
const PUBLIC = 1
const CONTEXT = utf8('comity/leaf/1')

/** What stands for the previous entry in the first one of a dossier. */
const NO_PREVIOUS = new Uint8Array(ENTRY_BYTES)

/**
 * An entry as anybody reads it. sealed: a salted commitment, and two tags that only holders of the keys can recognise.
 * public: a State list, a law pack or a published finding, by its plain digest.
 */
export type Leaf =
  | {
      readonly kind: 'sealed'
      readonly commitment: Uint8Array
      readonly channelTag: Uint8Array
      readonly dossierTag: Uint8Array
    }
  | { readonly kind: 'public'; readonly digest: Uint8Array }

export type LeafFault =
  | 'wrong-length'
  /** First byte: a form of entry that this version does not know. */
  | 'unknown-format'
  | 'unknown-kind'
  /** A byte that must be zero is not: an entry has one spelling. */
  | 'not-zero'

/** What is committed to without being shown: the 32 bytes of an object's id (an ActId as bytes), under a fresh salt. */
export type Commitment = { readonly objectId: Uint8Array; readonly salt: Uint8Array }
/** Place in the channel between two nodes: the number of the entry in it, below 2^53. */
export type ChannelPlace = { readonly channelKey: Uint8Array; readonly entryNumber: number }
/** Place in the dossier's own chain; `previous` is the dossier's previous entry in this log, absent for the first. */
export type DossierPlace = { readonly dossierKey: Uint8Array; readonly previous: Uint8Array | undefined }

/** The 128 bytes that log an act, a receipt or another object of a dossier. */
export function makeSealedEntry(engine: Engine, of: Commitment & ChannelPlace & DossierPlace): Uint8Array {
  const commitment = commitmentOf(engine, of)
  const padding = new Uint8Array(ENTRY_BYTES - 2 - 3 * HASH_BYTES)
  return concat(Uint8Array.of(FORMAT, SEALED), commitment, channelTag(engine, of), dossierTag(engine, of), padding)
}

/** The 128 bytes that log a public object, a function of its SHA-256 alone: the same object has the same entry. */
export function makePublicEntry(digest: Uint8Array): Uint8Array {
  demandLength('digest', digest, HASH_BYTES)
  return concat(Uint8Array.of(FORMAT, PUBLIC), digest, new Uint8Array(ENTRY_BYTES - 2 - HASH_BYTES))
}

export function readEntry(entry: Uint8Array): Result<Leaf, LeafFault> {
  if (entry.length !== ENTRY_BYTES) return err('wrong-length')
  if (entry[0] !== FORMAT) return err('unknown-format')
  const field = (at: number) => entry.slice(2 + at * HASH_BYTES, 2 + (at + 1) * HASH_BYTES)
  const zeroFrom = (at: number) => entry.subarray(2 + at * HASH_BYTES).every((byte) => byte === 0)
  switch (entry[1]) {
    case SEALED:
      if (!zeroFrom(3)) return err('not-zero')
      return ok({ kind: 'sealed', commitment: field(0), channelTag: field(1), dossierTag: field(2) })
    case PUBLIC:
      return zeroFrom(1) ? ok({ kind: 'public', digest: field(0) }) : err('not-zero')
    default:
      return err('unknown-kind')
  }
}

/** Whether a sealed entry commits to the object under this salt. A salt or id of another length matches nothing. */
export const commitsTo = (engine: Engine, leaf: Leaf, of: Commitment): boolean =>
  leaf.kind === 'sealed' &&
  of.objectId.length === HASH_BYTES &&
  of.salt.length === SALT_BYTES &&
  bytesEqual(leaf.commitment, commitmentOf(engine, of))

/** Whether a public entry is the one of the object with this SHA-256. */
export const publishes = (leaf: Leaf, digest: Uint8Array): boolean =>
  leaf.kind === 'public' && bytesEqual(leaf.digest, digest)

/** Whether the entry has this number in the channel: for the peer that shares the channel's key. */
export const isInChannel = (engine: Engine, leaf: Leaf, place: ChannelPlace): boolean =>
  leaf.kind === 'sealed' && bytesEqual(leaf.channelTag, channelTag(engine, place))

/** Whether the entry follows `previous` in the dossier: for the parties, who can so see that none was left out. */
export const isNextInDossier = (engine: Engine, leaf: Leaf, place: DossierPlace): boolean =>
  leaf.kind === 'sealed' && bytesEqual(leaf.dossierTag, dossierTag(engine, place))

function commitmentOf(engine: Engine, { objectId, salt }: Commitment): Uint8Array {
  demandLength('objectId', objectId, HASH_BYTES)
  demandLength('salt', salt, SALT_BYTES)
  return engine.sha256(concat(CONTEXT, salt, objectId))
}

function channelTag(engine: Engine, { channelKey, entryNumber }: ChannelPlace): Uint8Array {
  demandLength('channelKey', channelKey, HASH_BYTES)
  if (!Number.isSafeInteger(entryNumber) || entryNumber < 0) throw new Defect(`leaf: entry number ${entryNumber}`)
  const number = new DataView(new ArrayBuffer(8))
  number.setBigUint64(0, BigInt(entryNumber))
  return engine.hmacSha256(channelKey, new Uint8Array(number.buffer))
}

function dossierTag(engine: Engine, { dossierKey, previous = NO_PREVIOUS }: DossierPlace): Uint8Array {
  demandLength('dossierKey', dossierKey, HASH_BYTES)
  demandLength('previous entry', previous, ENTRY_BYTES)
  return engine.hmacSha256(dossierKey, previous)
}

function demandLength(what: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new Defect(`leaf: ${what} of ${bytes.length} bytes, ${length} needed`)
}
