import type { ActId, Digest, DossierId, Instant, Result, StateCode, StrandId } from '@comity/kernel'

/** What is kept of an act: its signed bytes, what was disclosed of it to us, and where it stands. */
export type KeptAct = {
  readonly id: ActId
  readonly dossier: DossierId
  readonly strand: StrandId
  readonly seq: number
  /** Signed object (general JSON serialization), byte for byte as it was signed. */
  readonly jws: Uint8Array
  /** Disclosures held here, as base64url texts. Fewer than the act has digests where some are withheld from us. */
  readonly disclosures: readonly string[]
  /** Salt of its leaf in the author's log; travels with the act and hides nothing personal. */
  readonly salt: Uint8Array
  /**
   * in-strand: its place in its author's strand is taken by it, all parents are held. held: a parent is missing, it is
   * asked for. quarantined: kept and counted, never part of the dossier (author outside the roster, fork, bad key).
   */
  readonly standing: 'in-strand' | 'held' | 'quarantined'
  readonly reason?: string
  /** When this node stored it; says nothing about when it was made. */
  readonly storedAt: Instant
}

/** An entry of this node's transparency log. */
export type LogLeaf = {
  readonly index: number
  /** The 128 bytes of the entry. */
  readonly entry: Uint8Array
  /** RFC 6962 leaf hash of the entry. */
  readonly hash: Uint8Array
  /** The object that the leaf commits to: ActId, receipt id or digest, in hexadecimal. Never published. */
  readonly object: string
  readonly salt: Uint8Array
}

/** A signed checkpoint of this node's log, with the cosignatures collected so far. */
export type KeptCheckpoint = {
  readonly size: number
  readonly root: Uint8Array
  /** The signed note with its cosignatures. */
  readonly note: string
  /** Whether the quorum in force had cosigned. */
  readonly witnessed: boolean
  readonly at: Instant
}

/**
 * A message to another node. waiting: not built yet (for orders: until its leaf is witnessed). left: bytes fixed, handed
 * to transport at least once. done: terminal evidence is held. The same bytes are sent at every attempt.
 */
export type OutboxEntry = {
  readonly id: string
  readonly to: StateCode
  readonly dossier: DossierId
  readonly acts: readonly ActId[]
  /** Lower leaves first: 0 protective acts and reports, 1 the rest. */
  readonly rank: number
  readonly state: 'waiting' | 'left' | 'done'
  readonly queuedAt: Instant
  readonly expires: Instant
  readonly attempts: number
  readonly nextAt: Instant
  /** Sequence number in the channel to this peer; absent while waiting. */
  readonly channelSeq?: number
  /** Digest of the message payload: what receipts name. Absent while waiting. */
  readonly message?: string
  readonly sealed?: Uint8Array
}

/** A message that came in, kept so that a repetition gets the same answer. */
export type InboxEntry = {
  readonly message: string
  readonly from: StateCode
  readonly channelSeq: number
  readonly receivedAt: Instant
  readonly outcome: 'taken' | 'refused' | 'incomplete'
  /** Acts it carried, for the completion of an incomplete one. */
  readonly acts: readonly ActId[]
}

/** A signed receipt, issued or received. */
export type KeptReceipt = {
  readonly id: string
  readonly message: string
  readonly rung: string
  readonly by: StateCode
  readonly jws: Uint8Array
  readonly keptAt: Instant
}

/** Small records of the shell with a version each: drafts, pending signatures, sessions, answers to repeated keys, counters. */
export type Document = {
  readonly collection: string
  readonly key: string
  readonly version: number
  readonly value: Uint8Array
}

/** One thing that a commit does. Preconditions are part of it: where one fails, nothing of the commit happens. */
export type Change =
  /**
   * Stores an act. `in-strand` demands that (dossier, strand, seq) is free and, for seq > 1, that seq - 1 is taken:
   * else `strand-moved-on`. The same id in the same standing is no change; from held to in-strand it moves up;
   * disclosures are united.
   */
  | { readonly do: 'put-act'; readonly act: KeptAct }
  /** Demands `leaf.index` = size of the log: else `log-moved-on`. `nodes` are the inner hashes that it completes. */
  | { readonly do: 'append-leaf'; readonly leaf: LogLeaf; readonly nodes: readonly TreeNode[] }
  /** Demands that the latest checkpoint has size `after` (0: none): else `log-moved-on`. The same size again replaces its note (cosignatures). */
  | { readonly do: 'put-checkpoint'; readonly checkpoint: KeptCheckpoint; readonly after: number }
  | { readonly do: 'put-outbox'; readonly entry: OutboxEntry }
  | { readonly do: 'put-inbox'; readonly entry: InboxEntry }
  /** The same id again is no change. */
  | { readonly do: 'put-receipt'; readonly receipt: KeptReceipt }
  /** Demands that the document has version `expect` (0: does not exist): else `document-moved-on`. Writes `expect + 1`. */
  | {
      readonly do: 'put-document'
      readonly collection: string
      readonly key: string
      readonly expect: number
      readonly value: Uint8Array
    }
  | { readonly do: 'delete-document'; readonly collection: string; readonly key: string; readonly expect: number }
  /** Public objects by digest: State lists, law packs. */
  | {
      readonly do: 'put-object'
      readonly digest: Digest
      readonly kind: 'state-list' | 'law-pack'
      readonly bytes: Uint8Array
    }

/** Hash of a complete subtree of 2^level leaves, counted from the left. */
export type TreeNode = { readonly level: number; readonly index: number; readonly hash: Uint8Array }

export type Conflict = 'strand-moved-on' | 'log-moved-on' | 'document-moved-on'

/**
 * What a node keeps. Implemented by memory (simulator) and SQLite; every implementation passes `archiveContract`.
 * Reads see all commits that were answered before. The world failing (disk full, I/O error) throws; then nothing of the
 * commit has happened, or, after a crash, all of it.
 */
export type Archive = {
  act(id: ActId): Promise<KeptAct | undefined>
  /** Every act held for a dossier in any standing, ordered by strand, then seq, then id. */
  actsOf(dossier: DossierId): Promise<readonly KeptAct[]>
  /** Dossiers with at least one act in strand, in order of id. */
  dossiers(): Promise<readonly DossierId[]>
  /** All acts of a standing, for the quarantine page and for asking after missing parents; in order of arrival. */
  actsByStanding(standing: KeptAct['standing']): Promise<readonly KeptAct[]>

  logSize(): Promise<number>
  leaf(index: number): Promise<LogLeaf | undefined>
  /** Leaves from `from` up to but not including `to`. */
  leaves(from: number, to: number): Promise<readonly LogLeaf[]>
  /** First leaf that commits to an object. */
  leafOf(object: string): Promise<LogLeaf | undefined>
  node(level: number, index: number): Promise<Uint8Array | undefined>
  latestCheckpoint(): Promise<KeptCheckpoint | undefined>
  latestWitnessed(): Promise<KeptCheckpoint | undefined>
  /** The first witnessed checkpoint of at least this size: the upper end of a time bracket. */
  firstWitnessedFrom(size: number): Promise<KeptCheckpoint | undefined>

  outbox(id: string): Promise<OutboxEntry | undefined>
  /** Entries not done, by rank, then by time of queueing. */
  outboxOpen(): Promise<readonly OutboxEntry[]>
  outboxOf(dossier: DossierId): Promise<readonly OutboxEntry[]>
  /** Highest sequence number used on the channel to a peer; 0 when none. */
  channelSeq(to: StateCode): Promise<number>
  inbox(message: string): Promise<InboxEntry | undefined>
  inboxIncomplete(): Promise<readonly InboxEntry[]>
  receiptsFor(message: string): Promise<readonly KeptReceipt[]>

  document(collection: string, key: string): Promise<Document | undefined>
  /** All documents of a collection in order of key. */
  documents(collection: string): Promise<readonly Document[]>
  object(digest: Digest): Promise<Uint8Array | undefined>
  objects(kind: 'state-list' | 'law-pack'): Promise<readonly { readonly digest: Digest; readonly bytes: Uint8Array }[]>

  /** All of it, durably, or nothing. */
  commit(changes: readonly Change[]): Promise<Result<void, Conflict>>
  close(): Promise<void>
}
