import { createHash } from 'node:crypto'
import type { Change, InboxEntry, KeptAct, KeptCheckpoint, KeptReceipt, OutboxEntry, TreeNode } from '@comity/archive'
import { ActId, Digest, DossierId, type Instant, instantOf, StateCode, StrandId } from '@comity/kernel'

/** Sample values. What the formats of other packages ask of these bytes does not matter to an archive. */
export const DOSSIERS = ['QN-2026-00001', 'QV-2026-00417'].map((id) => DossierId.parse(id))
export const STRANDS = ['QN/saltmere-court', 'QQ/ministry'].map((id) => StrandId.parse(id))
export const [DOSSIER = DossierId.parse('QN-2026-00001'), OTHER_DOSSIER = DOSSIER] = DOSSIERS
export const [STRAND = StrandId.parse('QN/saltmere-court'), OTHER_STRAND = STRAND] = STRANDS
export const PEER = StateCode.parse('QQ')

export const at = (second: number): Instant => instantOf(Date.UTC(2026, 2, 3, 7, 40, second))

export const digestOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest())
const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export const publicDigest = (text: string): Digest => Digest.parse(`sha256:${hexOf(text)}`)

/** An act whose id follows from its place and `variant`, as that of a real one follows from its payload. */
export function anAct(given: Partial<KeptAct> & { readonly variant?: string } = {}): KeptAct {
  const { variant = 'a', ...rest } = given
  const { dossier = DOSSIER, strand = STRAND, seq = 1, standing = 'in-strand' } = rest
  const place = `${dossier} ${strand} ${seq} ${variant}`
  const bytes = { jws: digestOf(`jws ${place}`), salt: digestOf(`salt ${place}`) }
  return {
    id: ActId.parse(hexOf(place)),
    dossier,
    strand,
    seq,
    standing,
    disclosures: [],
    storedAt: at(0),
    ...bytes,
    ...rest,
  }
}

export const putAct = (given: Partial<KeptAct> & { readonly variant?: string } = {}): Change => ({
  do: 'put-act',
  act: anAct(given),
})

/** The leaf at `index` with the nodes that it completes. The first of every four commits to a public object, without salt. */
export function appendLeaf(index: number, object = hexOf(`object ${index}`)): Extract<Change, { do: 'append-leaf' }> {
  const nodes: TreeNode[] = []
  for (let [level, size] = [1, index + 1]; size % 2 === 0; level += 1) {
    size /= 2
    nodes.push({ level, index: size - 1, hash: digestOf(`node ${level} ${size - 1}`) })
  }
  const entry = new Uint8Array(128).fill(index)
  const salt = index % 4 === 0 ? new Uint8Array() : digestOf(`salt ${index}`)
  return { do: 'append-leaf', leaf: { index, entry, hash: digestOf(`leaf ${index}`), object, salt }, nodes }
}

export const putCheckpoint = (size: number, after: number, given: Partial<KeptCheckpoint> = {}): Change => ({
  do: 'put-checkpoint',
  checkpoint: {
    size,
    root: digestOf(`root ${size}`),
    note: `note ${size}\n`,
    witnessed: false,
    at: at(size),
    ...given,
  },
  after,
})

export const outboxEntry = (given: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: 'm1',
  to: PEER,
  dossier: DOSSIER,
  acts: [anAct().id],
  rank: 1,
  state: 'waiting',
  queuedAt: at(1),
  expires: at(59),
  attempts: 0,
  nextAt: at(1),
  ...given,
})
export const putOutbox = (given: Partial<OutboxEntry> = {}): Change => ({ do: 'put-outbox', entry: outboxEntry(given) })

export const putInbox = (given: Partial<InboxEntry> = {}): Change => ({
  do: 'put-inbox',
  entry: { message: 'i1', from: PEER, channelSeq: 1, receivedAt: at(2), outcome: 'taken', acts: [], ...given },
})

export const putReceipt = (given: Partial<KeptReceipt> = {}): Change => ({
  do: 'put-receipt',
  receipt: { id: 'r1', message: 'm1', rung: 'taken', by: PEER, jws: digestOf('receipt'), keptAt: at(3), ...given },
})

export const putDocument = (
  key: string,
  expect: number,
  text = `${key} ${expect}`,
  collection = 'drafts',
): Extract<Change, { do: 'put-document' }> => ({
  do: 'put-document',
  collection,
  key,
  expect,
  value: digestOf(text),
})

export const putObject = (
  text: string,
  kind: 'state-list' | 'law-pack' = 'law-pack',
  bytes = digestOf(text),
): Change => ({
  do: 'put-object',
  digest: publicDigest(text),
  kind,
  bytes,
})
