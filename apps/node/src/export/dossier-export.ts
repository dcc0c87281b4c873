import type { KeptAct } from '@comity/archive'
import {
  type ActId,
  type Digest,
  type DossierId,
  err,
  expectOk,
  ok,
  type Result,
  type StateCode,
  toBase64,
  toHex,
} from '@comity/kernel'
import { definitionOf, type FoldedDossier, overseersOf, type SeenCheckpoint } from '@comity/procedure'
import { formatTlogProof, makeInclusionProof } from '@comity/record'
import {
  type ContainerLimit,
  type DossierParts,
  type DossierVerdict,
  extraOf,
  openListedCheckpoint,
  packDossier,
  verifyDossier,
} from '@comity/verify'
import type { Node } from '../node/node.ts'

export type DossierExport = {
  readonly bytes: Uint8Array
  /** What whoever checks the file will find: it is checked here as a stranger would check it who trusts our lists. */
  readonly verdict: DossierVerdict
  /** Acts that wait for one that they rest on. They are not a part of the dossier yet, and not in the file. */
  readonly waiting: readonly ActId[]
}

export type NotExported = 'no-such-dossier' | ContainerLimit

/**
 * Exports a dossier as a node holds it: acts, disclosures, proofs from its own log, receipts, State lists, law packs, and
 * what was set aside. A pack that the node does not hold as an object is missing from the file, and the verdict says so.
 */
export async function exportDossier(node: Node, dossier: DossierId): Promise<Result<DossierExport, NotExported>> {
  const { engine, keys, clock, law } = node.ports
  const { folded, kept } = await node.dossiers.load(dossier)
  if (folded.acts.length === 0) return err('no-such-dossier')
  const setAside = [...kept.values()].filter(({ standing }) => standing === 'quarantined')
  const parts: DossierParts = {
    dossier,
    exported: clock.now(),
    by: node.identity.state,
    law: law.own.digest,
    acts: await Promise.all(
      folded.acts.map(async ({ id }) => ({ ...heldAct(kept, id), ...(await proofOf(node, id)) })),
    ),
    setAside: setAside.map(({ id, jws, reason }) => ({ id, jws, reason: reason ?? 'set-aside' })),
    receipts: await receiptsOf(node, dossier),
    checkpoints: await citedCheckpoints(node, folded),
    lists: listsFor(node, folded, setAside),
    packs: await packsFor(node, folded),
  }
  const packed = packDossier(engine, parts, keys.node)
  if (!packed.ok) return packed
  const verdict = verifyDossier(packed.value, {
    engine,
    trust: {
      lists: node
        .directory()
        .all()
        .map(({ bytes }) => bytes),
      roots: {},
    },
    // Our own shelf has read the packs that we hold; a pack is known by the digest of its bytes.
    lawFromPack: (bytes) => lawHeld(node, digestOf(node, bytes)),
  })
  return ok({ bytes: packed.value, verdict, waiting: waitingIn(kept) })
}

function heldAct(kept: ReadonlyMap<ActId, KeptAct>, id: ActId): Pick<KeptAct, 'id' | 'jws' | 'disclosures'> {
  const act = kept.get(id)
  if (!act) throw new Error(`the archive lost the act ${id} while it was exported`)
  const { jws, disclosures } = act
  return { id, jws, disclosures }
}

const waitingIn = (kept: ReadonlyMap<ActId, KeptAct>): readonly ActId[] =>
  [...kept.values()].filter(({ standing }) => standing === 'held').map(({ id }) => id)

/** The proof under the first witnessed checkpoint that includes the act: it gives the narrowest bracket. */
async function proofOf({ ports: { archive, engine } }: Node, act: ActId): Promise<{ readonly proof?: string }> {
  const leaf = await archive.leafOf(act)
  const checkpoint = leaf && (await archive.firstWitnessedFrom(leaf.index + 1))
  if (!leaf || !checkpoint) return {}
  const read = (level: number, index: number) => archive.node(level, index)
  const hashes = expectOk(
    await makeInclusionProof(engine, read, leaf.index, checkpoint.size),
    'the log holds every hash of its own tree',
  )
  const extra = extraOf(leaf.entry, leaf.salt)
  return { proof: formatTlogProof({ extra, index: leaf.index, hashes, checkpoint: checkpoint.note }) }
}

/** Receipts for the messages in which acts of this dossier left. */
async function receiptsOf({ ports: { archive } }: Node, dossier: DossierId): Promise<DossierParts['receipts']> {
  const sent = await archive.outboxOf(dossier)
  const messages = [...new Set(sent.flatMap(({ message }) => message ?? []))]
  const receipts = await Promise.all(messages.map((message) => archive.receiptsFor(message)))
  return receipts.flat().map(({ id, jws }) => ({ id, jws }))
}

/** The witnessed checkpoints that acts cite, as far as they are held: our own log's, and what was heard of others. */
async function citedCheckpoints(node: Node, { acts }: FoldedDossier): Promise<readonly string[]> {
  const { archive } = node.ports
  const own = node.directory().of(node.identity.state)?.log.origin
  const heard = await node.proofs.heard()
  const notes = new Set<string>()
  for (const { payload } of acts) {
    const { seen } = payload
    if (!seen) continue
    const candidates =
      seen.origin === own
        ? [(await archive.firstWitnessedFrom(seen.size))?.note]
        : heard.filter(({ origin, size }) => origin === seen.origin && size === seen.size).map(({ note }) => note)
    for (const note of candidates) if (note !== undefined && isCited(node, note, seen)) notes.add(note)
  }
  return [...notes]
}

function isCited(node: Node, note: string, { origin, size, root }: SeenCheckpoint): boolean {
  const checkpoint = openListedCheckpoint(node.ports.engine, node.directory(), note)?.checkpoint
  return checkpoint?.origin === origin && checkpoint.size === size && toBase64(checkpoint.root) === root
}

/** Every version of the lists of all States that have a part in the dossier: later versions may revoke. */
function listsFor(node: Node, { acts, dossier }: FoldedDossier, aside: readonly KeptAct[]): DossierParts['lists'] {
  const directory = node.directory()
  const parties = dossier.opened ? [dossier.opened.requesting, dossier.opened.requested] : []
  const overseers = dossier.opened ? overseersOf(dossier.opened, directory) : []
  const strands = [...acts.map(({ payload }) => payload.strand), ...aside.map(({ strand }) => strand)]
  const involved = new Set<StateCode>([
    node.identity.state,
    ...parties,
    ...overseers,
    ...strands.flatMap((strand) => (strand.startsWith('counsel/') ? [] : [strand.slice(0, 2) as StateCode])),
    ...acts.flatMap(({ payload }) => directory.byDigestOf(payload.list)?.list.state ?? []),
  ])
  return directory
    .all()
    .filter(({ list }) => involved.has(list.state))
    .map(({ digest, bytes }) => ({ digest, bytes }))
}

/** The packs by which orders are judged: our own, and those that their authors name. */
async function packsFor({ ports: { archive, law } }: Node, { acts }: FoldedDossier): Promise<DossierParts['packs']> {
  const orders = acts.filter(({ act }) => definitionOf(act.kind).class === 'order')
  const needed = new Set([law.own.digest, ...orders.map(({ payload }) => payload.law)])
  const held = await Promise.all([...needed].map(async (digest) => ({ digest, bytes: await archive.object(digest) })))
  return held.flatMap(({ digest, bytes }) => (bytes ? [{ digest, bytes }] : []))
}

const digestOf = ({ ports: { engine } }: Node, bytes: Uint8Array): Digest =>
  `sha256:${toHex(engine.sha256(bytes))}` as Digest

function lawHeld({ ports: { law } }: Node, digest: Digest) {
  const procedure = digest === law.own.digest ? law.own.procedure : law.byDigest(digest)
  return procedure ? ok(procedure) : err('this node cannot read it')
}
