import type {
  Change,
  Conflict,
  Document,
  InboxEntry,
  KeptAct,
  KeptCheckpoint,
  KeptReceipt,
  LogLeaf,
  OutboxEntry,
} from '@comity/archive'
import { type ActId, type Digest, type DossierId, unreachable } from '@comity/kernel'
import { assertCompletes, assertFollows } from './log-rules.ts'
import { settleAct, takesPlace } from './settle-act.ts'

export type PublicObject = {
  readonly digest: Digest
  readonly kind: 'state-list' | 'law-pack'
  readonly bytes: Uint8Array
}

/** State of a memory archive. Values are frozen and never handed out; the order of a map is the order of arrival. */
export type Tables = {
  readonly acts: Map<ActId, KeptAct>
  readonly actsOf: Map<DossierId, readonly ActId[]>
  /** Acts in strand by `placeOf`. */
  readonly places: Map<string, ActId>
  readonly leaves: Map<number, LogLeaf>
  /** Index of the first leaf that commits to an object. */
  readonly leafOf: Map<string, number>
  readonly nodes: Map<string, Uint8Array>
  /** By their number, so by size, because a checkpoint never goes back. */
  readonly checkpoints: Map<number, KeptCheckpoint>
  readonly outbox: Map<string, OutboxEntry>
  readonly inbox: Map<string, InboxEntry>
  readonly receipts: Map<string, KeptReceipt>
  readonly documents: Map<string, Document>
  readonly objects: Map<Digest, PublicObject>
}

export const emptyTables = (): Tables => ({
  acts: new Map(),
  actsOf: new Map(),
  places: new Map(),
  leaves: new Map(),
  leafOf: new Map(),
  nodes: new Map(),
  checkpoints: new Map(),
  outbox: new Map(),
  inbox: new Map(),
  receipts: new Map(),
  documents: new Map(),
  objects: new Map(),
})

/** Tables of their own over the same frozen values. */
export const copyTables = (tables: Tables): Tables => ({
  acts: new Map(tables.acts),
  actsOf: new Map(tables.actsOf),
  places: new Map(tables.places),
  leaves: new Map(tables.leaves),
  leafOf: new Map(tables.leafOf),
  nodes: new Map(tables.nodes),
  checkpoints: new Map(tables.checkpoints),
  outbox: new Map(tables.outbox),
  inbox: new Map(tables.inbox),
  receipts: new Map(tables.receipts),
  documents: new Map(tables.documents),
  objects: new Map(tables.objects),
})

export const nodeKey = (level: number, index: number): string => `${level}/${index}`
export const documentKey = (collection: string, key: string): string => JSON.stringify([collection, key])
const placeOf = ({ dossier, strand }: KeptAct, seq: number): string => `${dossier} ${strand} ${seq}`

/** What a commit has written so far, with the way back for the case that a later precondition fails. */
export class Step {
  private readonly back: (() => void)[] = []

  set<K, V>(table: Map<K, V>, key: K, value: V): void {
    this.remember(table, key)
    table.set(key, value)
  }

  delete<K, V>(table: Map<K, V>, key: K): void {
    this.remember(table, key)
    table.delete(key)
  }

  undo(): void {
    for (const restore of this.back.toReversed()) restore()
  }

  private remember<K, V>(table: Map<K, V>, key: K): void {
    const before = table.get(key)
    this.back.push(before === undefined ? () => table.delete(key) : () => table.set(key, before))
  }
}

/** Makes one change of a commit. The value of a change is kept as it is: the caller has copied and frozen it. */
export function makeChange(tables: Tables, change: Change, step: Step): Conflict | undefined {
  switch (change.do) {
    case 'put-act':
      return putAct(tables, change.act, step)
    case 'append-leaf':
      return appendLeaf(tables, change, step)
    case 'put-checkpoint':
      return putCheckpoint(tables, change, step)
    case 'put-outbox':
      return void step.set(tables.outbox, change.entry.id, change.entry)
    case 'put-inbox':
      return void step.set(tables.inbox, change.entry.message, change.entry)
    case 'put-receipt':
      if (!tables.receipts.has(change.receipt.id)) step.set(tables.receipts, change.receipt.id, change.receipt)
      return undefined
    case 'put-document':
      return putDocument(tables, change, step)
    case 'delete-document':
      return deleteDocument(tables, change, step)
    case 'put-object': {
      const { digest, kind, bytes } = change
      if (!tables.objects.has(digest)) step.set(tables.objects, digest, { digest, kind, bytes })
      return undefined
    }
    default:
      return unreachable(change)
  }
}

function putAct(tables: Tables, act: KeptAct, step: Step): Conflict | undefined {
  const kept = tables.acts.get(act.id)
  const settled = settleAct(kept, act)
  if (settled === kept) return undefined
  if (takesPlace(kept, settled)) {
    if (tables.places.has(placeOf(settled, settled.seq))) return 'strand-moved-on'
    if (settled.seq > 1 && !tables.places.has(placeOf(settled, settled.seq - 1))) return 'strand-moved-on'
    step.set(tables.places, placeOf(settled, settled.seq), settled.id)
  }
  if (!kept) step.set(tables.actsOf, settled.dossier, [...(tables.actsOf.get(settled.dossier) ?? []), settled.id])
  step.set(tables.acts, settled.id, settled)
  return undefined
}

type Of<Kind extends Change['do']> = Extract<Change, { do: Kind }>

function appendLeaf(tables: Tables, { leaf, nodes }: Of<'append-leaf'>, step: Step): Conflict | undefined {
  if (leaf.index !== tables.leaves.size) return 'log-moved-on'
  assertCompletes(leaf, nodes)
  step.set(tables.leaves, leaf.index, leaf)
  if (!tables.leafOf.has(leaf.object)) step.set(tables.leafOf, leaf.object, leaf.index)
  for (const { level, index, hash } of nodes) step.set(tables.nodes, nodeKey(level, index), hash)
  return undefined
}

function putCheckpoint(tables: Tables, { checkpoint, after }: Of<'put-checkpoint'>, step: Step): Conflict | undefined {
  const count = tables.checkpoints.size
  const latest = tables.checkpoints.get(count - 1)
  if ((latest?.size ?? 0) !== after) return 'log-moved-on'
  assertFollows(latest, checkpoint)
  step.set(tables.checkpoints, latest?.size === checkpoint.size ? count - 1 : count, checkpoint)
  return undefined
}

function putDocument(tables: Tables, change: Of<'put-document'>, step: Step): Conflict | undefined {
  const { collection, key, expect, value } = change
  const at = documentKey(collection, key)
  if ((tables.documents.get(at)?.version ?? 0) !== expect) return 'document-moved-on'
  step.set(tables.documents, at, Object.freeze({ collection, key, version: expect + 1, value }))
  return undefined
}

function deleteDocument(tables: Tables, change: Of<'delete-document'>, step: Step): Conflict | undefined {
  const at = documentKey(change.collection, change.key)
  if ((tables.documents.get(at)?.version ?? 0) !== change.expect) return 'document-moved-on'
  step.delete(tables.documents, at)
  return undefined
}
