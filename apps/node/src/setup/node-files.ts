import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ed25519SigningKey, readJws, type SigningKey } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { Directory, StateList } from '@comity/directory'
import { AuthorityId, fromBase64Url, KeyId, StateCode, toBase64Url } from '@comity/kernel'
import { z } from 'zod'
import { nodeKeysFrom } from '../founding/found-state.ts'
import type { NodeKeys } from '../node/ports.ts'

/** `node.json`: who a node is, whom it pins, where it listens (docs/reference/configuration.md). */
export const NodeFile = z.strictObject({
  v: z.literal(1),
  state: StateCode,
  /** In whose name the node refuses and attests; null for an overseer's node. */
  registry: AuthorityId.nullable(),
  port: z.int().min(1).max(65_535),
  /** Root keys as they were read aloud: State -> key id. */
  pins: z.record(StateCode, KeyId),
  /** Address of each witness, by its vkey. */
  witnesses: z.record(z.string(), z.url()),
  messageLifeDays: z.int().min(1).max(365).default(30),
  silenceMinutes: z.int().min(1).max(10_000).default(10),
  retryFirstMs: z.int().min(50).max(60_000).default(1_000),
  retryCapMs: z.int().min(1_000).max(86_400_000).default(300_000),
})
export type NodeFile = z.infer<typeof NodeFile>

/** 32 secret bytes as base64url. */
const Secret = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

/** What the node's process signs, opens and derives with. No person's key, and not the State's root key. */
const PURPOSES = ['node', 'registry', 'log', 'identity', 'log-secret'] as const
const KeysFile = z.strictObject({ v: z.literal(1), seeds: z.record(z.enum(PURPOSES), Secret) })
const RootFile = z.strictObject({ v: z.literal(1), seed: Secret })

/** Where everything of a node lies (docs/reference/files.md). */
export const fileOf = {
  node: (folder: string) => join(folder, 'node.json'),
  keys: (folder: string) => join(folder, 'keys.json'),
  root: (folder: string) => join(folder, 'root.json'),
  apiKey: (folder: string) => join(folder, 'api.key'),
  archive: (folder: string) => join(folder, 'archive.sqlite'),
  lists: (folder: string) => join(folder, 'lists'),
  list: (folder: string, state: StateCode, version: number) =>
    join(folder, 'lists', `${state.toLowerCase()}-${version}.json`),
}

export function readNodeFile(folder: string): NodeFile {
  const path = fileOf.node(folder)
  if (!existsSync(path))
    throw new Error(
      `${folder} holds no node (there is no node.json). Make one: comity node init ${folder} --state CODE`,
    )
  const parsed = NodeFile.safeParse(readJson(path, 'Correct it, or restore it from a backup.'))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${path}: /${issue?.path.join('/')}: ${issue?.message}. Correct it, or restore it from a backup.`)
}

export const writeNodeFile = (folder: string, file: z.input<typeof NodeFile>): void =>
  writeDurably(fileOf.node(folder), `${JSON.stringify(file, null, 2)}\n`, 0o644)

/** New secrets for a node and its State's root, written for their owner alone. */
export function makeKeyFiles(
  folder: string,
  random: (bytes: number) => Uint8Array,
): { readonly keys: NodeKeys; readonly root: SigningKey } {
  const secret = () => toBase64Url(random(32))
  const seeds = Object.fromEntries(PURPOSES.map((purpose) => [purpose, secret()])) as Record<
    (typeof PURPOSES)[number],
    string
  >
  writeDurably(fileOf.root(folder), `${JSON.stringify({ v: 1, seed: secret() }, null, 2)}\n`, 0o600)
  writeDurably(fileOf.apiKey(folder), `${secret()}\n`, 0o600)
  writeDurably(fileOf.keys(folder), `${JSON.stringify({ v: 1, seeds }, null, 2)}\n`, 0o600)
  return { keys: readKeys(folder), root: readRootKey(fileOf.root(folder)) }
}

export function readKeys(folder: string): NodeKeys {
  const path = fileOf.keys(folder)
  const remedy = 'Put back the copy of the keys that is kept apart from the backups.'
  if (!existsSync(path)) throw new Error(`${path} is missing: without its keys the node cannot sign or open. ${remedy}`)
  const { seeds } = parseSecret(path, KeysFile, remedy)
  return nodeKeysFrom(nodeEngine, (purpose) => decode(seeds[purpose as keyof typeof seeds]))
}

/** The State's root key, which signs its lists. The running node never needs it. */
export function readRootKey(path: string): SigningKey {
  if (!existsSync(path)) throw new Error(`${path} is missing. Name the file with the State's root key: --root-key FILE`)
  const { seed } = parseSecret(path, RootFile, "Name the file with the State's root key: --root-key FILE")
  return ed25519SigningKey(nodeEngine, decode(seed))
}

/** What programs of this State show to prepare acts; `undefined` where the file is absent, and then nothing opens. */
export function readApiKey(folder: string): string | undefined {
  const path = fileOf.apiKey(folder)
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  return Secret.safeParse(text).data
}

/** A file of secrets is never quoted, not even where it cannot be read. */
function parseSecret<T>(path: string, schema: z.ZodType<T>, remedy: string): T {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error(`${path} cannot be read as JSON. ${remedy}`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${path}: /${issue?.path.join('/')} is missing or is not a key of 32 bytes. ${remedy}`)
}

function readJson(path: string, remedy: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error(`${path} cannot be read as JSON. ${remedy}`)
  }
}

function decode(text: string): Uint8Array {
  const bytes = fromBase64Url(text)
  if (!bytes.ok) throw new Error('a key file holds a key that is not 32 bytes')
  return bytes.value
}

/** Signed State lists in the folder, earlier versions first. */
export function listsIn(folder: string): readonly Uint8Array[] {
  const files = existsSync(fileOf.lists(folder))
    ? readdirSync(fileOf.lists(folder)).filter((name) => name.endsWith('.json'))
    : []
  return files
    .map((name) => readFileSync(join(fileOf.lists(folder), name)))
    .map((bytes) => ({ bytes, version: readList(bytes)?.version ?? 0 }))
    .sort((a, b) => a.version - b.version)
    .map(({ bytes }) => bytes)
}

/** What a signed list says of itself; nothing in it is proved. */
export function readList(jws: Uint8Array): StateList | undefined {
  const read = readJws(nodeEngine, jws, 'comity-state-list+json')
  return read.ok ? StateList.safeParse(read.value.payload).data : undefined
}

/** The lists in the folder that follow from the root keys pinned in `node.json`. */
export function directoryOf(folder: string, pins: NodeFile['pins']): Directory {
  return listsIn(folder).reduce((directory, jws) => {
    const state = readList(jws)?.state
    const admitted = directory.admit(jws, state === undefined ? undefined : pins[state])
    return admitted.ok ? admitted.value : directory
  }, Directory.empty(nodeEngine))
}

/** Whole or not at all, also when the power goes. */
export function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  const partial = `${path}.tmp`
  const file = openSync(partial, 'w', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(partial, path)
  syncFolder(dirname(path))
}

/** A new name is durable once its folder is; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
