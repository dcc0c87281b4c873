import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { instantOf, type KeyId, type StateCode } from '@comity/kernel'
import type { Law } from '@comity/rules'
import { openSqliteArchive, type SqliteArchive } from '@comity/store'
import { httpTransport, httpWitnesses } from '@comity/transport'
import { type Node, openNode } from '../node/node.ts'
import { type NodeEvent, SETTINGS } from '../node/ports.ts'
import { lawShelf } from './law-shelf.ts'
import { fileOf, listsIn, type NodeFile, readKeys, readList, readNodeFile } from './node-files.ts'
import { openProgramLaw } from './program-law.ts'

export type NodeDirectory = {
  readonly node: Node
  readonly archive: SqliteArchive
  readonly file: NodeFile
  readonly law: Law
  readonly close: () => Promise<void>
}

export type OpenDirectoryOptions = {
  readonly note?: (event: NodeEvent) => void
  /** Ends every wait for a peer or a witness: a node that stops does not sit out their silence. */
  readonly signal?: AbortSignal
}

const TRANSPORT_MS = 20_000
const WITNESS_MS = 10_000

/** Opens a node from its folder (docs/reference/files.md), or throws what is wrong with it and what to do. */
export async function openNodeDirectory(
  folder: string,
  { note = () => {}, signal }: OpenDirectoryOptions = {},
): Promise<NodeDirectory> {
  const file = readNodeFile(folder)
  const keys = readKeys(folder)
  const { law, bytes: pack } = openProgramLaw()
  const archive = await openSqliteArchive(fileOf.archive(folder))
  const endpoints = new Map<StateCode, string>()
  const until = signal ? { signal } : {}
  try {
    const node = await openNode(
      { state: file.state, registry: file.registry ?? undefined },
      {
        archive,
        engine: nodeEngine,
        random: systemRandom,
        clock: { now: () => instantOf(Date.now()) },
        transport: httpTransport({ endpointOf: (state) => endpoints.get(state), timeoutMs: TRANSPORT_MS, ...until }),
        witnesses: httpWitnesses({ urlOf: (vkey) => file.witnesses[vkey], timeoutMs: WITNESS_MS, ...until }),
        keys,
        law: lawShelf(law),
        note,
      },
      file.pins as Record<StateCode, KeyId>,
      {
        messageLifeMs: file.messageLifeDays * 24 * 3_600_000,
        silenceMs: file.silenceMinutes * 60_000,
        retry: { ...SETTINGS.retry, firstMs: file.retryFirstMs, capMs: file.retryCapMs },
      },
    )
    for (const jws of listsIn(folder))
      if (!(await node.admitList(jws)))
        note({ event: 'list-not-accepted', level: 'alarm', peer: readList(jws)?.state ?? 'unreadable' })
    for (const list of node.directory().states()) {
      const [endpoint] = list.node.endpoints
      if (endpoint) endpoints.set(list.state, endpoint.replace(/\/$/, ''))
    }
    await node.holdPack(pack)
    return { node, archive, file, law, close: () => archive.close() }
  } catch (error) {
    await archive.close()
    throw error
  }
}
