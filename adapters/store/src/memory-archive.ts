import type { Archive, Change, Conflict, KeptCheckpoint, OutboxEntry } from '@comity/archive'
import { err, ok, type Result } from '@comity/kernel'
import { ArchiveError } from './archive-error.ts'
import { assertKeepable } from './assert-keepable.ts'
import { compareText } from './compare-text.ts'
import { frozenCopy } from './frozen-copy.ts'
import { copyTables, documentKey, emptyTables, makeChange, nodeKey, Step, type Tables } from './memory-tables.ts'

declare const opaque: unique symbol

/** All that was committed, as a value: what is left of a simulated node after a crash. It is not changed by later commits. */
export type MemorySnapshot = { readonly [opaque]: 'memory-snapshot' }

export type MemoryArchive = Archive & {
  /** What is durable at this moment; also after `close`, and also while commits of a node that is being killed still run. */
  snapshot(): MemorySnapshot
}

/** An empty archive in memory, with the exact semantics of the durable ones: for the simulator and for tests. */
export const createMemoryArchive = (): MemoryArchive => archiveOver(emptyTables())

/** An archive that goes on from a snapshot. One snapshot can be opened many times; the archives share nothing. */
export function openMemoryArchive(snapshot: MemorySnapshot): MemoryArchive {
  const tables = snapshots.get(snapshot)
  if (!tables) throw new TypeError('openMemoryArchive: not a snapshot of a memory archive')
  return archiveOver(copyTables(tables))
}

// Kept apart from the value itself, so that nobody can reach into the tables that several archives begin with.
const snapshots = new WeakMap<MemorySnapshot, Tables>()

function archiveOver(tables: Tables): MemoryArchive {
  let open = true
  const assertOpen = () => {
    if (!open) throw new ArchiveError('closed', 'The archive in memory was closed. Open its snapshot again.')
  }
  const read = async <T>(query: (tables: Tables) => T): Promise<T> => {
    assertOpen()
    return frozenCopy(query(tables))
  }

  return {
    act: (id) => read(({ acts }) => acts.get(id)),
    actsOf: (dossier) =>
      read(({ acts, actsOf }) =>
        found(actsOf.get(dossier) ?? [], acts).sort(
          (a, b) => compareText(a.strand, b.strand) || a.seq - b.seq || compareText(a.id, b.id),
        ),
      ),
    dossiers: () =>
      read(({ acts }) => {
        const inStrand = [...acts.values()].filter(({ standing }) => standing === 'in-strand')
        return [...new Set(inStrand.map(({ dossier }) => dossier))].sort(compareText)
      }),
    actsByStanding: (standing) => read(({ acts }) => [...acts.values()].filter((act) => act.standing === standing)),

    logSize: () => read(({ leaves }) => leaves.size),
    leaf: (index) => read(({ leaves }) => leaves.get(index)),
    leaves: (from, to) => read(({ leaves }) => found(range(Math.max(from, 0), Math.min(to, leaves.size)), leaves)),
    leafOf: (object) => read(({ leaves, leafOf }) => leaves.get(leafOf.get(object) ?? -1)),
    node: (level, index) =>
      read(({ leaves, nodes }) => (level === 0 ? leaves.get(index)?.hash : nodes.get(nodeKey(level, index)))),
    latestCheckpoint: () => read(({ checkpoints }) => checkpoints.get(checkpoints.size - 1)),
    latestWitnessed: () => read(({ checkpoints }) => [...checkpoints.values()].findLast(isWitnessed)),
    firstWitnessedFrom: (size) =>
      read(({ checkpoints }) => [...checkpoints.values()].find((kept) => isWitnessed(kept) && kept.size >= size)),

    outbox: (id) => read(({ outbox }) => outbox.get(id)),
    outboxOpen: () =>
      read(({ outbox }) => {
        const open = [...outbox.values()].filter(({ state }) => state !== 'done')
        return open.sort((a, b) => a.rank - b.rank || byQueueing(a, b))
      }),
    outboxOf: (dossier) =>
      read(({ outbox }) => [...outbox.values()].filter((entry) => entry.dossier === dossier).sort(byQueueing)),
    channelSeq: (to) =>
      read(({ outbox }) =>
        [...outbox.values()].reduce(
          (most, entry) => (entry.to === to ? Math.max(most, entry.channelSeq ?? 0) : most),
          0,
        ),
      ),
    inbox: (message) => read(({ inbox }) => inbox.get(message)),
    inboxIncomplete: () => read(({ inbox }) => [...inbox.values()].filter(({ outcome }) => outcome === 'incomplete')),
    receiptsFor: (message) => read(({ receipts }) => [...receipts.values()].filter((kept) => kept.message === message)),

    document: (collection, key) => read(({ documents }) => documents.get(documentKey(collection, key))),
    documents: (collection) =>
      read(({ documents }) =>
        [...documents.values()]
          .filter((kept) => kept.collection === collection)
          .sort((a, b) => compareText(a.key, b.key)),
      ),
    object: (digest) => read(({ objects }) => objects.get(digest)?.bytes),
    objects: (kind) =>
      read(({ objects }) =>
        [...objects.values()]
          .filter((kept) => kept.kind === kind)
          .sort((a, b) => compareText(a.digest, b.digest))
          .map(({ digest, bytes }) => ({ digest, bytes })),
      ),

    async commit(changes) {
      assertOpen()
      assertKeepable(changes)
      return commitTo(tables, frozenCopy(changes))
    },
    async close() {
      open = false
    },
    snapshot() {
      const snapshot = Object.freeze({}) as MemorySnapshot
      snapshots.set(snapshot, copyTables(tables))
      return snapshot
    },
  }
}

function commitTo(tables: Tables, changes: readonly Change[]): Result<void, Conflict> {
  const step = new Step()
  try {
    for (const change of changes) {
      const conflict = makeChange(tables, change, step)
      if (conflict === undefined) continue
      step.undo()
      return err(conflict)
    }
    return ok(undefined)
  } catch (error) {
    step.undo()
    throw error
  }
}

const isWitnessed = ({ witnessed }: KeptCheckpoint): boolean => witnessed

/** Instants have one spelling, so their text compares as time. Entries of one instant stay in order of arrival: sorting is stable. */
const byQueueing = (a: OutboxEntry, b: OutboxEntry): number => compareText(a.queuedAt, b.queuedAt)

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset)

const found = <K, V>(keys: readonly K[], table: ReadonlyMap<K, V>): V[] =>
  keys.map((key) => table.get(key)).filter((value) => value !== undefined)
