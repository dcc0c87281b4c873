import { type Engine, readJws } from '@comity/crypto'
import { Directory, StateList } from '@comity/directory'
import { Defect, type Digest, type DossierId, type KeyId, type StateCode, toHex } from '@comity/kernel'
import type { JudgeContext } from '@comity/procedure'
import { type CarryOut, createCarryOut } from './carry-out.ts'
import { type Complaints, createComplaints } from './complaints.ts'
import { Dossiers } from './dossiers.ts'
import { createIntake, type Intake } from './intake.ts'
import { Ledger } from './ledger.ts'
import { createOutgoing } from './outgoing.ts'
import { createOversight, type Oversight } from './oversight.ts'
import { type NodeIdentity, type NodeSettings, type Ports, SETTINGS } from './ports.ts'
import { createProofs, type Proofs } from './proofs.ts'
import { Writer } from './writer.ts'

/** Root keys as they were read aloud between the States: by these a State's first list is known. */
export type Pins = Readonly<Record<StateCode, KeyId>>

/** A State's node without sockets, timers or disk: all of these are ports. */
export type Node = Intake &
  CarryOut &
  Oversight &
  Complaints & {
    readonly identity: NodeIdentity
    readonly ports: Ports
    readonly proofs: Proofs
    readonly dossiers: Dossiers
    readonly directory: () => Directory
    /** Accepts a signed State list, stores it and logs it in clear. */
    readonly admitList: (jws: Uint8Array) => Promise<boolean>
    /** Keeps a law pack, so that it travels with what was decided by it, and logs it in clear. */
    readonly holdPack: (bytes: Uint8Array) => Promise<void>
    /** One round of everything that is due: publish the log, send, fetch what is missing. Safe to call at any time. */
    readonly work: () => Promise<void>
    /** Sends what is due, without the rest of a round. */
    readonly dispatch: () => Promise<void>
  }

/** Lane of what is public: State lists, law packs. */
const DIRECTORY = 'directory'

/** Opens a node over its ports. Reads the State lists it has accepted; everything else is read when it is needed. */
export async function openNode(
  identity: NodeIdentity,
  ports: Ports,
  pins: Pins,
  settings: NodeSettings = SETTINGS,
): Promise<Node> {
  let directory = await loadDirectory(ports, pins)
  const current = () => directory
  const context = (): JudgeContext => ({
    directory,
    ownLaw: ports.law.own.procedure,
    lawOf: (digest) => (digest === ports.law.own.digest ? ports.law.own.procedure : ports.law.byDigest(digest)),
  })
  const writer = new Writer()
  const ledger = new Ledger(ports)
  const dossiers = new Dossiers(ports.archive, ports.engine, context)
  const proofs = createProofs(ports, identity, current, writer)
  const outgoing = createOutgoing({ ports, identity, settings, directory: current, dossiers, ledger, proofs, writer })
  const shared = { ports, identity, directory: current, dossiers, ledger, outgoing, proofs, writer }
  const intake = createIntake(shared)
  const carryOut = createCarryOut(shared)
  const oversight = createOversight({ ports, identity, directory: current, attempts: carryOut.attempts })
  const complaints = createComplaints({ ports, identity, directory: current })

  const admitList = (jws: Uint8Array): Promise<boolean> =>
    writer.run(DIRECTORY, async () => {
      const grown = admit(ports.engine, directory, jws, pins)
      if (!grown) return false
      const added = grown.all().find(({ digest }) => !directory.byDigestOf(digest))
      if (!added) return true
      await ledger.commit(
        [{ do: 'put-object', digest: added.digest, kind: 'state-list', bytes: jws }],
        [{ kind: 'public', object: added.digest.slice('sha256:'.length) }],
      )
      directory = grown
      return true
    })

  const holdPack = (bytes: Uint8Array): Promise<void> =>
    writer.run(DIRECTORY, async () => {
      const object = toHex(ports.engine.sha256(bytes))
      const digest = `sha256:${object}` as Digest
      if (await ports.archive.object(digest)) return
      await ledger.commit([{ do: 'put-object', digest, kind: 'law-pack', bytes }], [{ kind: 'public', object }])
    })

  let round: Promise<void> | undefined
  let answeredAll = false
  const work = (): Promise<void> => {
    // Rounds do not overlap: a second call joins the one that runs.
    round ??= (async () => {
      try {
        if (!answeredAll) {
          await intake.answerAll()
          answeredAll = true
        }
        await proofs.publish()
        await outgoing.dispatch()
        await intake.fetchMissing()
        await complaints.passComplaints()
        await oversight.askAttempts()
      } finally {
        round = undefined
      }
    })()
    return round
  }

  return {
    ...intake,
    ...carryOut,
    ...oversight,
    ...complaints,
    identity,
    ports,
    proofs,
    dossiers,
    directory: current,
    admitList,
    holdPack,
    work,
    dispatch: outgoing.dispatch,
  }
}

async function loadDirectory({ archive, engine }: Ports, pins: Pins): Promise<Directory> {
  const stored = (await archive.objects('state-list')).map(({ bytes }) => ({ bytes, list: listIn(engine, bytes) }))
  // A pin would admit any version as a State's first; the earlier ones that acts name would then follow from nothing.
  const inOrder = stored.toSorted((a, b) => (a.list?.version ?? 0) - (b.list?.version ?? 0))
  return inOrder.reduce((directory, { bytes }) => {
    const grown = admit(engine, directory, bytes, pins)
    if (!grown) throw new Defect('a stored State list does not follow from any root key that is pinned in node.json')
    return grown
  }, Directory.empty(engine))
}

/** A State's first list is known by the root key that is pinned for that State, and by no other State's. */
function admit(engine: Engine, directory: Directory, jws: Uint8Array, pins: Pins): Directory | undefined {
  const list = listIn(engine, jws)
  const admitted = list && directory.admit(jws, pins[list.state])
  return admitted?.ok ? admitted.value : undefined
}

/** What a signed list says of itself; nothing in it is proved. */
function listIn(engine: Engine, jws: Uint8Array): StateList | undefined {
  const read = readJws(engine, jws, 'comity-state-list+json')
  return read.ok ? StateList.safeParse(read.value.payload).data : undefined
}

/** A file number that this State has not used yet in the year. */
export function nextFileNumber(state: StateCode, year: number, used: readonly DossierId[]): DossierId {
  const prefix = `${state}-${year}-`
  const last = used
    .filter((id) => id.startsWith(prefix))
    .reduce((highest, id) => Math.max(highest, Number(id.slice(prefix.length))), 0)
  return `${prefix}${String(last + 1).padStart(5, '0')}` as DossierId
}
