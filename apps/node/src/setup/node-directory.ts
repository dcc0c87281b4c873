import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ed25519SigningKey, readJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { StateList } from '@comity/directory'
import {
  AuthorityId,
  fromBase64Url,
  type Instant,
  instantOf,
  KeyId,
  StateCode,
  toBase64Url,
  ZoneName,
} from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import type { Law } from '@comity/rules'
import { openSqliteArchive, type SqliteArchive } from '@comity/store'
import { httpTransport, httpWitnesses } from '@comity/transport'
import { z } from 'zod'
import { type AuthoritySpec, foundStateList, nodeKeysFrom } from '../founding/found-state.ts'
import { type Node, openNode } from '../node/node.ts'
import { type NodeEvent, SETTINGS } from '../node/ports.ts'
import { lawShelf } from './law-shelf.ts'

/**
 * A node on disk: `node.json` (who it is, whom it pins, where it listens), `keys.json` (machine keys, for its owner's
 * eyes only), `archive.sqlite`, `lists/` (State lists it accepts, signed, one a file).
 */
export const NodeFile = z.strictObject({
  v: z.literal(1),
  state: StateCode,
  registry: AuthorityId.nullable(),
  port: z.int().min(1).max(65_535),
  /** Root keys as they were read aloud: State -> key id. */
  pins: z.record(StateCode, KeyId),
  /** Address of each witness, by its vkey. */
  witnesses: z.record(z.string(), z.url()),
  messageLifeDays: z.int().min(1).max(365).default(30),
  silenceMinutes: z.int().min(1).max(10_000).default(10),
})
export type NodeFile = z.infer<typeof NodeFile>

const KeysFile = z.strictObject({ v: z.literal(1), root: z.string(), seeds: z.record(z.string(), z.string()) })

export type NodeDirectory = {
  readonly node: Node
  readonly archive: SqliteArchive
  readonly file: NodeFile
  readonly law: Law
  readonly close: () => Promise<void>
}

const PURPOSES = ['node', 'registry', 'log', 'identity', 'log-secret'] as const

export const fileOf = {
  node: (folder: string) => join(folder, 'node.json'),
  keys: (folder: string) => join(folder, 'keys.json'),
  archive: (folder: string) => join(folder, 'archive.sqlite'),
  lists: (folder: string) => join(folder, 'lists'),
}

export type InitOptions = {
  readonly state: StateCode
  readonly name: string
  readonly zone: ZoneName
  readonly port: number
  /** Witnesses: vkey and address. Empty: orders will wait until some are added. */
  readonly witnesses: readonly { readonly vkey: string; readonly url: string }[]
}

/** Makes the folder of a new node, its keys and its first State list. Refuses a folder that already holds one. */
export function initNodeDirectory(
  folder: string,
  options: InitOptions,
  now: Instant,
): { readonly root: KeyId; readonly list: string } {
  if (existsSync(fileOf.node(folder)))
    throw new Error(`${folder} already holds a node. Choose another folder; nothing was changed.`)
  const law = lawOf()
  const seeds = Object.fromEntries(PURPOSES.map((purpose) => [purpose, systemRandom(32)]))
  const rootSeed = systemRandom(32)
  const root = ed25519SigningKey(nodeEngine, rootSeed)
  const keys = nodeKeysFrom(nodeEngine, (purpose) => seedIn(seeds, purpose))
  const authorities = defaultAuthorities(options)
  const { jws } = foundStateList(
    nodeEngine,
    {
      state: options.state,
      name: { en: options.name },
      zone: options.zone,
      authorities,
      overseers: [],
      witnesses: options.witnesses.map(({ vkey }) => ({ group: 'civil' as const, vkey })),
      quorum: [{ group: 'civil', atLeast: 1 }],
      endpoints: [`http://127.0.0.1:${options.port}`],
      law: law.digest,
      issued: now,
      until: instantOf(Date.parse(now) + 10 * 365 * 24 * 3_600_000),
    },
    keys,
    root,
    () => root.jwk,
  )
  mkdirSync(fileOf.lists(folder), { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const encode = (seed: Uint8Array) => toBase64Url(seed)
  writeDurably(
    fileOf.keys(folder),
    JSON.stringify(
      {
        v: 1,
        root: encode(rootSeed),
        seeds: Object.fromEntries(Object.entries(seeds).map(([purpose, seed]) => [purpose, encode(seed)])),
      },
      null,
      2,
    ),
    0o600,
  )
  const list = join(fileOf.lists(folder), `${options.state.toLowerCase()}-1.json`)
  writeDurably(list, jws, 0o644)
  const registry = authorities.find(({ role }) => role === 'registry')?.id ?? null
  const file: z.input<typeof NodeFile> = {
    v: 1,
    state: options.state,
    registry,
    port: options.port,
    pins: { [options.state]: root.kid },
    witnesses: Object.fromEntries(options.witnesses.map(({ vkey, url }) => [vkey, url])),
  }
  // Written last: a folder without it is not a node, so an interrupted init leaves nothing that looks like one.
  writeDurably(fileOf.node(folder), `${JSON.stringify(file, null, 2)}\n`, 0o644)
  return { root: root.kid, list }
}

const defaultAuthorities = ({ state, name }: InitOptions): readonly AuthoritySpec[] => [
  { id: `${state}/registry` as AuthorityId, role: 'registry', name: { en: `Registry, ${name}` }, holders: [] },
]

/** Opens a node from its folder, or says what is wrong with it and what to do. */
export async function openNodeDirectory(
  folder: string,
  note: (event: NodeEvent) => void = () => {},
): Promise<NodeDirectory> {
  const file = readNodeFile(folder)
  const keysFile = KeysFile.parse(JSON.parse(readFileSync(fileOf.keys(folder), 'utf8')))
  const seeds = Object.fromEntries(Object.entries(keysFile.seeds).map(([purpose, text]) => [purpose, decodeSeed(text)]))
  const law = lawOf()
  const archive = await openSqliteArchive(fileOf.archive(folder))
  const endpoints = new Map<StateCode, string>()
  const node = await openNode(
    { state: file.state, registry: file.registry ?? undefined },
    {
      archive,
      engine: nodeEngine,
      random: systemRandom,
      clock: { now: () => instantOf(Date.now()) },
      transport: httpTransport({ endpointOf: (state) => endpoints.get(state), timeoutMs: 20_000 }),
      witnesses: httpWitnesses({ urlOf: (vkey) => file.witnesses[vkey], timeoutMs: 10_000 }),
      keys: nodeKeysFrom(nodeEngine, (purpose) => seedIn(seeds, purpose)),
      law: lawShelf(law),
      note,
    },
    file.pins as Record<StateCode, KeyId>,
    { ...SETTINGS, messageLifeMs: file.messageLifeDays * 24 * 3_600_000, silenceMs: file.silenceMinutes * 60_000 },
  )
  for (const jws of listsIn(folder)) await node.admitList(jws)
  for (const list of node.directory().states()) {
    const [endpoint] = list.node.endpoints
    if (endpoint) endpoints.set(list.state, endpoint.replace(/\/$/, ''))
  }
  return { node, archive, file, law, close: () => archive.close() }
}

export function readNodeFile(folder: string): NodeFile {
  if (!existsSync(fileOf.node(folder)))
    throw new Error(
      `${folder} holds no node (there is no node.json). Make one: comity node init ${folder} --state CODE`,
    )
  const parsed = NodeFile.safeParse(JSON.parse(readFileSync(fileOf.node(folder), 'utf8')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(
    `${fileOf.node(folder)}: /${issue?.path.join('/')}: ${issue?.message}. Correct it, or make the node again.`,
  )
}

/** State lists in the folder, earlier versions first. */
function listsIn(folder: string): readonly Uint8Array[] {
  const files = existsSync(fileOf.lists(folder))
    ? readdirSync(fileOf.lists(folder)).filter((name) => name.endsWith('.json'))
    : []
  return files
    .map((name) => readFileSync(join(fileOf.lists(folder), name)))
    .map((bytes) => ({ bytes, version: versionOf(bytes) }))
    .sort((a, b) => a.version - b.version)
    .map(({ bytes }) => bytes)
}

function versionOf(jws: Uint8Array): number {
  const read = readJws(nodeEngine, jws, 'comity-state-list+json')
  const list = read.ok ? StateList.safeParse(read.value.payload) : undefined
  return list?.success ? list.data.version : 0
}

function lawOf(): Law {
  const law = openLaw()
  if (law.ok) return law.value.law
  const [fault] = law.error
  throw new Error(`the law cannot be read: ${fault?.file}${fault?.place}: ${fault?.message} ${fault?.remedy}`)
}

function seedIn(seeds: Readonly<Record<string, Uint8Array>>, purpose: string): Uint8Array {
  const seed = seeds[purpose]
  if (!seed) throw new Error(`keys.json lacks the key "${purpose}". Restore it from the backup of the keys.`)
  return seed
}

function decodeSeed(text: string): Uint8Array {
  const bytes = fromBase64Url(text)
  if (!bytes.ok || bytes.value.length !== 32)
    throw new Error('keys.json holds a key that is not 32 bytes. Restore it from the backup of the keys.')
  return bytes.value
}

/** Whole or not at all, also when the power goes. */
function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  const partial = `${path}.tmp`
  const file = openSync(partial, 'w', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(partial, path)
}
