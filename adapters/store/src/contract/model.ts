import type {
  Archive,
  Change,
  Conflict,
  Document,
  InboxEntry,
  KeptAct,
  KeptCheckpoint,
  KeptReceipt,
  LogLeaf,
  OutboxEntry,
  TreeNode,
} from '@comity/archive'
import { err, ok, type Result } from '@comity/kernel'
import { compareText } from '../compare-text.ts'
import { DOSSIERS, PEER, publicDigest } from './samples.ts'

/** The smallest thing that an archive can be compared with: lists that are searched, and replaced whole. */
export type Model = {
  readonly acts: readonly KeptAct[]
  readonly leaves: readonly LogLeaf[]
  readonly nodes: readonly TreeNode[]
  readonly checkpoints: readonly KeptCheckpoint[]
  readonly outbox: readonly OutboxEntry[]
  readonly inbox: readonly InboxEntry[]
  readonly receipts: readonly KeptReceipt[]
  readonly documents: readonly Document[]
  readonly objects: readonly Extract<Change, { do: 'put-object' }>[]
}

export const EMPTY_MODEL: Model = {
  acts: [],
  leaves: [],
  nodes: [],
  checkpoints: [],
  outbox: [],
  inbox: [],
  receipts: [],
  documents: [],
  objects: [],
}

export function commitToModel(model: Model, changes: readonly Change[]): Result<Model, Conflict> {
  let next = model
  for (const change of changes) {
    const made = make(next, change)
    if (typeof made === 'string') return err(made)
    next = { ...next, ...made }
  }
  return ok(next)
}

function make(model: Model, change: Change): Partial<Model> | Conflict {
  switch (change.do) {
    case 'put-act':
      return put(model, change.act)
    case 'append-leaf':
      if (change.leaf.index !== model.leaves.length) return 'log-moved-on'
      return { leaves: [...model.leaves, change.leaf], nodes: [...model.nodes, ...change.nodes] }
    case 'put-checkpoint':
      if ((model.checkpoints.at(-1)?.size ?? 0) !== change.after) return 'log-moved-on'
      return { checkpoints: replaced(model.checkpoints, change.checkpoint, ({ size }) => size) }
    case 'put-outbox':
      return { outbox: replaced(model.outbox, change.entry, ({ id }) => id) }
    case 'put-inbox':
      return { inbox: replaced(model.inbox, change.entry, ({ message }) => message) }
    case 'put-receipt':
      return model.receipts.some(({ id }) => id === change.receipt.id)
        ? {}
        : { receipts: [...model.receipts, change.receipt] }
    case 'put-object':
      return model.objects.some(({ digest }) => digest === change.digest) ? {} : { objects: [...model.objects, change] }
    case 'put-document':
    case 'delete-document': {
      const { collection, key, expect } = change
      const isIt = (kept: Document) => kept.collection === collection && kept.key === key
      if ((model.documents.find(isIt)?.version ?? 0) !== expect) return 'document-moved-on'
      const others = model.documents.filter((kept) => !isIt(kept))
      if (change.do === 'delete-document') return { documents: others }
      return { documents: [...others, { collection, key, version: expect + 1, value: change.value }] }
    }
  }
}

function put(model: Model, act: KeptAct): Partial<Model> | Conflict {
  const kept = model.acts.find(({ id }) => id === act.id)
  const disclosures = [...new Set([...(kept?.disclosures ?? []), ...act.disclosures])]
  if (kept && (kept.standing === 'in-strand' || kept.standing === act.standing))
    return { acts: replaced(model.acts, { ...kept, disclosures }, ({ id }) => id) }
  const strand = model.acts.filter(
    (other) => other.standing === 'in-strand' && other.dossier === act.dossier && other.strand === act.strand,
  )
  const isNext = Math.max(0, ...strand.map(({ seq }) => seq)) + 1 === act.seq
  if (act.standing === 'in-strand' && !isNext) return 'strand-moved-on'
  const settled = { ...act, disclosures, storedAt: kept?.storedAt ?? act.storedAt }
  return { acts: replaced(model.acts, settled, ({ id }) => id) }
}

/** The list with `item` in the place of the one with its key, or at the end. */
function replaced<T>(items: readonly T[], item: T, keyOf: (item: T) => unknown): readonly T[] {
  const index = items.findIndex((other) => keyOf(other) === keyOf(item))
  return index < 0 ? [...items, item] : items.with(index, item)
}

/** Everything that an archive answers about the samples. */
export async function observed(archive: Archive) {
  const size = await archive.logSize()
  const leaves = await archive.leaves(0, size)
  const collections = await Promise.all(['drafts', 'sessions'].map((name) => archive.documents(name)))
  const outbox = (await Promise.all(DOSSIERS.map((id) => archive.outboxOf(id)))).flat()
  const sizes = [0, 1, 2, 3, 4, 5, 6]
  return {
    dossiers: await archive.dossiers(),
    acts: await Promise.all(DOSSIERS.map((id) => archive.actsOf(id))),
    standings: await Promise.all((['in-strand', 'held', 'quarantined'] as const).map((s) => archive.actsByStanding(s))),
    leaves,
    nodes: await Promise.all(sizes.map((index) => archive.node(1, index))),
    leafOf: await Promise.all(leaves.map(({ object }) => archive.leafOf(object))),
    latest: await archive.latestCheckpoint(),
    witnessed: await archive.latestWitnessed(),
    brackets: await Promise.all(sizes.map((from) => archive.firstWitnessedFrom(from))),
    outboxOpen: await archive.outboxOpen(),
    outbox,
    channelSeq: await archive.channelSeq(PEER),
    incomplete: await archive.inboxIncomplete(),
    inbox: await Promise.all(['i1', 'i2'].map((message) => archive.inbox(message))),
    receipts: await Promise.all(['m1', 'm2'].map((message) => archive.receiptsFor(message))),
    documents: collections,
    objects: await Promise.all((['state-list', 'law-pack'] as const).map((kind) => archive.objects(kind))),
    object: await archive.object(publicDigest('pack 1')),
  }
}

/** What an archive has to answer about the samples when it holds what the model holds. */
export function expected(model: Model): Awaited<ReturnType<typeof observed>> {
  const { acts, leaves, checkpoints, outbox, inbox, receipts, documents, objects } = model
  const sizes = [0, 1, 2, 3, 4, 5, 6]
  const byId = <T>(items: readonly T[], ...keys: ((item: T) => string | number)[]) =>
    items.toSorted((a, b) => keys.reduce((order, key) => order || compare(key(a), key(b)), 0))
  const witnessed = checkpoints.filter((kept) => kept.witnessed)
  return {
    dossiers: [...new Set(acts.filter((act) => act.standing === 'in-strand').map(({ dossier }) => dossier))].sort(),
    acts: DOSSIERS.map((id) =>
      byId(
        acts.filter(({ dossier }) => dossier === id),
        ({ strand }) => strand,
        ({ seq }) => seq,
        ({ id }) => id,
      ),
    ),
    standings: ['in-strand', 'held', 'quarantined'].map((standing) => acts.filter((act) => act.standing === standing)),
    leaves,
    nodes: sizes.map((index) => model.nodes.find((node) => node.level === 1 && node.index === index)?.hash),
    leafOf: leaves.map(({ object }) => leaves.find((leaf) => leaf.object === object)),
    latest: checkpoints.at(-1),
    witnessed: witnessed.at(-1),
    brackets: sizes.map((from) => witnessed.find(({ size }) => size >= from)),
    outboxOpen: byId(
      outbox.filter(({ state }) => state !== 'done'),
      ({ rank }) => rank,
      ({ queuedAt }) => queuedAt,
    ),
    outbox: DOSSIERS.flatMap((id) =>
      byId(
        outbox.filter(({ dossier }) => dossier === id),
        ({ queuedAt }) => queuedAt,
      ),
    ),
    channelSeq: Math.max(0, ...outbox.filter(({ to }) => to === PEER).map((entry) => entry.channelSeq ?? 0)),
    incomplete: inbox.filter(({ outcome }) => outcome === 'incomplete'),
    inbox: ['i1', 'i2'].map((message) => inbox.find((entry) => entry.message === message)),
    receipts: ['m1', 'm2'].map((message) => receipts.filter((kept) => kept.message === message)),
    documents: ['drafts', 'sessions'].map((name) =>
      byId(
        documents.filter(({ collection }) => collection === name),
        ({ key }) => key,
      ),
    ),
    objects: ['state-list', 'law-pack'].map((kind) =>
      byId(
        objects.filter((kept) => kept.kind === kind),
        ({ digest }) => digest,
      ).map(({ digest, bytes }) => ({ digest, bytes })),
    ),
    object: objects.find(({ digest }) => digest === publicDigest('pack 1'))?.bytes,
  }
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b)
