import type { Change } from '@comity/archive'
import fc from 'fast-check'
import type { Model } from './model.ts'
import {
  anAct,
  appendLeaf,
  at,
  DOSSIERS,
  digestOf,
  PEER,
  putCheckpoint,
  putDocument,
  putInbox,
  putObject,
  putOutbox,
  putReceipt,
  STRANDS,
} from './samples.ts'

/** A change as somebody makes it who has read the archive: mostly in time, sometimes late. */
export type Wish = (seen: Model) => Change

const mostlyNow = fc.constantFrom(0, 0, 0, 1)
const instant = fc.integer({ min: 0, max: 2 }).map(at)
const behind = (count: number, lag: number) => Math.max(0, count - lag)

const act: fc.Arbitrary<Wish> = fc
  .record({
    dossier: fc.constantFrom(...DOSSIERS),
    strand: fc.constantFrom(...STRANDS),
    seq: fc.integer({ min: 1, max: 3 }),
    variant: fc.constantFrom('a', 'b'),
    standing: fc.constantFrom('in-strand', 'in-strand', 'held', 'quarantined'),
    disclosures: fc.subarray(['b25l', 'dHdv']),
    storedAt: instant,
    reason: fc.option(fc.constantFrom('parent missing', 'fork'), { nil: undefined }),
    spelling: fc.constantFrom('first', 'second'),
  })
  .map(({ reason, spelling, ...act }) => () => ({
    do: 'put-act',
    act: { ...anAct(act), jws: digestOf(spelling), ...(reason === undefined ? {} : { reason }) },
  }))

const leaf: fc.Arbitrary<Wish> = fc
  .record({ lag: mostlyNow, object: fc.option(fc.constant('0b1ec7'), { nil: undefined }) })
  .map(
    ({ lag, object }) =>
      (seen) =>
        appendLeaf(behind(seen.leaves.length, lag), object),
  )

const checkpoint: fc.Arbitrary<Wish> = fc
  .record({
    lag: mostlyNow,
    growth: fc.integer({ min: 0, max: 2 }),
    witnessed: fc.boolean(),
    note: fc.constantFrom('n', 'm'),
  })
  .map(({ lag, growth, witnessed, note }) => (seen) => {
    const after = behind(seen.checkpoints.at(-1)?.size ?? 0, lag)
    return putCheckpoint(after + growth, after, { witnessed, note })
  })

const outbox: fc.Arbitrary<Wish> = fc
  .record({
    id: fc.constantFrom('m1', 'm2', 'm3'),
    dossier: fc.constantFrom(...DOSSIERS),
    rank: fc.constantFrom(0, 1),
    state: fc.constantFrom('waiting', 'left', 'done'),
    queuedAt: instant,
    attempts: fc.nat({ max: 3 }),
    left: fc.option(fc.record({ channelSeq: fc.nat({ max: 9 }), message: fc.constant('m'), sealed: fc.uint8Array() }), {
      nil: undefined,
    }),
  })
  .map(
    ({ left, ...entry }) =>
      () =>
        putOutbox({ ...entry, ...left }),
  )

const inbox: fc.Arbitrary<Wish> = fc
  .record({
    message: fc.constantFrom('i1', 'i2'),
    outcome: fc.constantFrom('taken', 'refused', 'incomplete'),
    from: fc.constant(PEER),
  })
  .map((entry) => () => putInbox(entry))

const receipt: fc.Arbitrary<Wish> = fc
  .record({
    id: fc.constantFrom('r1', 'r2', 'r3'),
    message: fc.constantFrom('m1', 'm2'),
    rung: fc.constantFrom('taken', 'refused'),
  })
  .map((given) => () => putReceipt(given))

// Keys beyond the basic plane: there the orders of UTF-16 units and of code points differ.
const document: fc.Arbitrary<Wish> = fc
  .record({
    collection: fc.constantFrom('drafts', 'sessions'),
    key: fc.constantFrom('k', '\u{1f54a}', '\uff0c'),
    lag: mostlyNow,
    value: fc.uint8Array(),
    remove: fc.constantFrom(false, false, true),
  })
  .map(({ collection, key, lag, value, remove }) => (seen) => {
    const version = seen.documents.find((kept) => kept.collection === collection && kept.key === key)?.version ?? 0
    const expect = behind(version, lag)
    return remove
      ? { do: 'delete-document', collection, key, expect }
      : { ...putDocument(key, expect), collection, value }
  })

const object: fc.Arbitrary<Wish> = fc
  .record({
    text: fc.constantFrom('pack 1', 'pack 2'),
    kind: fc.constantFrom('state-list', 'law-pack'),
    bytes: fc.uint8Array(),
  })
  .map(
    ({ text, kind, bytes }) =>
      () =>
        putObject(text, kind, bytes),
  )

/** One commit: some wishes of a kind each. */
export const commitWish: fc.Arbitrary<readonly Wish[]> = fc.array(
  fc.oneof(
    { arbitrary: act, weight: 4 },
    { arbitrary: leaf, weight: 2 },
    checkpoint,
    outbox,
    inbox,
    receipt,
    document,
    object,
  ),
  { minLength: 1, maxLength: 4 },
)

/** Turns wishes into changes, each made by somebody who sees what those before it in the same commit are going to do. */
export function changesOf(
  wishes: readonly Wish[],
  seen: Model,
  after: (model: Model, change: Change) => Model,
): readonly Change[] {
  const changes: Change[] = []
  let model = seen
  for (const wish of wishes) {
    const change = wish(model)
    changes.push(change)
    model = after(model, change)
  }
  return changes
}
