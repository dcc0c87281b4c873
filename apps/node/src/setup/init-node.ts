import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { type AuthorityId, type Instant, instantOf, type KeyId, type StateCode, type ZoneName } from '@comity/kernel'
import { type AuthoritySpec, foundStateList } from '../founding/found-state.ts'
import { fileOf, makeKeyFiles, writeDurably, writeNodeFile } from './node-files.ts'
import { lawOfProgram } from './program-law.ts'

export type InitOptions = {
  readonly state: StateCode
  readonly name: string
  readonly zone: ZoneName
  readonly port: number
  /** Witnesses: vkey and address. Empty: orders will wait until some are added. */
  readonly witnesses: readonly { readonly vkey: string; readonly url: string }[]
  /** States whose overseers are on the roster of every dossier of this State. */
  readonly overseers: readonly StateCode[]
  /** Whether this is an overseer's node, which has no registry: it neither refuses nor attests. */
  readonly oversees: boolean
}

export type NewNode = {
  /** Root key's id, to be read aloud. */
  readonly root: KeyId
  /** The first list's file, to be handed to other States. */
  readonly list: string
  /** Key of the log, for whoever runs a witness. */
  readonly log: { readonly origin: string; readonly vkey: string }
}

const LIST_LIFE_MS = 10 * 365 * 24 * 3_600_000

/** Makes the folder of a new node, its keys and its first State list. Refuses a folder that already holds one. */
export function initNode(folder: string, options: InitOptions, now: Instant): NewNode {
  if (existsSync(fileOf.node(folder)) || existsSync(fileOf.keys(folder)))
    throw new Error(`${folder} already holds a node. Choose another folder; nothing was changed.`)
  const law = lawOfProgram()
  mkdirSync(fileOf.lists(folder), { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const { keys, root } = makeKeyFiles(folder, systemRandom)
  const { state, name, zone, port, witnesses, overseers } = options
  const authorities = options.oversees ? [] : [registryOf(options)]
  const { list, jws } = foundStateList(
    nodeEngine,
    {
      state,
      name: { en: name },
      zone,
      authorities,
      overseers,
      witnesses: witnesses.map(({ vkey }) => ({ group: 'civil' as const, vkey })),
      quorum: [{ group: 'civil', atLeast: 1 }],
      endpoints: [`http://127.0.0.1:${port}`],
      law: law.digest,
      issued: now,
      until: instantOf(Date.parse(now) + LIST_LIFE_MS),
    },
    keys,
    root,
    () => root.jwk,
  )
  const path = fileOf.list(folder, state, 1)
  writeDurably(path, jws, 0o644)
  // Written last: a folder without it is not a node, so an interrupted init leaves nothing that looks like one.
  writeNodeFile(folder, {
    v: 1,
    state,
    registry: authorities[0]?.id ?? null,
    port,
    pins: { [state]: root.kid },
    witnesses: Object.fromEntries(witnesses.map(({ vkey, url }) => [vkey, url])),
  })
  return { root: root.kid, list: path, log: list.log }
}

const registryOf = ({ state, name }: InitOptions): AuthoritySpec => ({
  id: `${state}/registry` as AuthorityId,
  role: 'registry',
  name: { en: `Registry, ${name}` },
  holders: [],
})
