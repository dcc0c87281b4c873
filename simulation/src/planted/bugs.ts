import type { Archive, Change } from '@comity/archive'
import { ok } from '@comity/kernel'
import type { Ports } from '@comity/node'
import type { Invariant } from '../sight.ts'
import type { WorldOptions } from '../world.ts'

/** A defect that somebody could make, put into every honest node of a world, and the invariants by which it must be found. */
export type PlantedBug = {
  readonly name: string
  /** The invariants that it breaks: found by one of these, or not found. */
  readonly breaks: readonly Invariant[]
  readonly plant: NonNullable<WorldOptions['plant']>
  /** Where only one kind of fault can show the bug: that fault, so that the worlds without it are not waited for. */
  readonly faults?: WorldOptions['faults']
}

const inArchive = (
  name: string,
  breaks: readonly Invariant[],
  wrap: (archive: Archive) => Partial<Archive>,
): PlantedBug => ({
  name,
  breaks,
  plant: { ports: (ports) => ({ ...ports, archive: { ...ports.archive, ...wrap(ports.archive) } }) },
})

const inPorts = (name: string, breaks: readonly Invariant[], wrap: (ports: Ports) => Partial<Ports>): PlantedBug => ({
  name,
  breaks,
  plant: { ports: (ports) => ({ ...ports, ...wrap(ports) }) },
})

const without = (changes: readonly Change[], kind: Change['do']) => changes.filter((change) => change.do !== kind)

/** Commits whose changes are changed first; what is empty then counts as committed. */
const committing = (change: (changes: readonly Change[]) => readonly Change[]) => (archive: Archive) => ({
  commit: async (changes: readonly Change[]) => {
    const left = change(changes)
    return left.length === 0 ? ok(undefined) : archive.commit(left)
  },
})

export const PLANTED: readonly PlantedBug[] = [
  inArchive('a receipt is given for what the disk never took', ['I-1', 'defect'], (archive) => ({
    commit: async (changes) =>
      changes.some((change) => change.do === 'put-inbox' && change.entry.outcome === 'taken')
        ? ok(undefined)
        : archive.commit(changes),
  })),
  inArchive(
    'what is logged is not in the log',
    ['I-1', 'I-4'],
    committing((changes) => without(changes, 'append-leaf')),
  ),
  inArchive(
    'a repeated message is taken again',
    ['I-10', 'I-17'],
    committing((changes) => without(changes, 'put-inbox')),
  ),
  inArchive(
    'what a receipt said is thrown away',
    ['I-15', 'I-1'],
    committing((changes) => without(changes, 'put-receipt')),
  ),
  inArchive(
    'a held act is given a place before what it rests on',
    ['I-3', 'I-2'],
    committing((changes) =>
      changes.map((change) =>
        change.do === 'put-act' && change.act.standing === 'held'
          ? { ...change, act: { ...change.act, standing: 'in-strand' as const } }
          : change,
      ),
    ),
  ),
  inArchive(
    'what a party may read is dropped on its way to the disk',
    ['I-11'],
    committing((changes) =>
      changes.map((change) =>
        change.do === 'put-act'
          ? { ...change, act: { ...change.act, disclosures: change.act.disclosures.slice(1) } }
          : change,
      ),
    ),
  ),
  inPorts('no gate is asked', ['I-22', 'I-14'], ({ law }) => {
    const gateless = (procedure: typeof law.own.procedure) => ({ ...procedure, gatesOf: () => [] })
    return {
      law: {
        own: { ...law.own, procedure: gateless(law.own.procedure) },
        byDigest: (digest) => {
          const found = law.byDigest(digest)
          return found && gateless(found)
        },
      },
    }
  }),
  {
    ...inPorts('every signature is believed', ['I-53', 'I-11', 'I-3'], ({ engine }) => ({
      engine: { ...engine, ed25519VerifyRaw: () => true },
    })),
    faults: { 'hostile-forged-signature': 3 },
  },
  inPorts('sending counts as arrived', ['I-15', 'I-1'], ({ transport }) => {
    let sent = 0
    return {
      transport: {
        post: (to, path, body) => {
          sent += 1
          // Every third message is put down as sent, and is not.
          return path === '/exchange/messages' && sent % 3 === 0
            ? new Promise(() => {})
            : transport.post(to, path, body)
        },
      },
    }
  }),
  {
    name: 'the witness forgets what it has signed',
    breaks: ['I-6'],
    plant: {
      witness: () => ({ latest: async () => undefined, replace: async () => true }),
    },
  },
]
