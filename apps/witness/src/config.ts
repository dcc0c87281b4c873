import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { nodeEngine } from '@comity/crypto-node'
import { fromHex } from '@comity/kernel'
import {
  COSIGNATURE,
  isKeyName,
  type LogIdentity,
  NOTE_SIGNATURE,
  type NoteSigner,
  parseVerifierKey,
  seedNoteSigner,
} from '@comity/record'
import { z } from 'zod'

/** What the configuration file of a witness holds, as JSON. Paths are read from where the file lies. */
export const WitnessConfig = z.strictObject({
  /** Name of the witness in its cosignatures, like `overseer.comity.example/witness`. */
  name: z.string().refine(isKeyName, 'a name without spaces and plus'),
  /** A file with the 32-byte Ed25519 seed as 64 hexadecimal digits, readable by its owner alone. */
  keyFile: z.string().min(1),
  store: z.string().min(1),
  /** On 127.0.0.1; 0 takes a free one. What faces the network is a proxy with TLS. */
  port: z.int().min(0).max(65_535),
  logs: z.array(z.strictObject({ origin: z.string().min(1), vkey: z.string().min(1) })).min(1),
})
export type WitnessConfig = z.infer<typeof WitnessConfig>

export type LoadedConfig = {
  readonly signer: NoteSigner
  readonly storePath: string
  readonly port: number
  readonly logs: readonly LogIdentity[]
}

/** A configuration that cannot be used, and what to do about it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export function loadConfig(path: string): LoadedConfig {
  const config = WitnessConfig.safeParse(parsedJson(path))
  if (!config.success) throw new ConfigError(`${path}: ${z.prettifyError(config.error)}`)
  const { name, keyFile, store, port } = config.data
  const beside = (file: string) => resolve(dirname(path), file)
  const logs = config.data.logs.map(({ origin, vkey }) => {
    const key = parseVerifierKey(nodeEngine, vkey)
    if (!key.ok || key.value.type !== NOTE_SIGNATURE)
      throw new ConfigError(`${path}: the vkey of ${origin} is not a log's Ed25519 key. Copy it from the State list.`)
    return { origin, key: key.value }
  })
  const signer = seedNoteSigner(nodeEngine, name, COSIGNATURE, readSeed(beside(keyFile)))
  return { signer, storePath: beside(store), port, logs }
}

function parsedJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`)
  }
}

function readSeed(path: string): Uint8Array {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode
  if (mode === undefined)
    throw new ConfigError(`${path} does not exist. Make one: (umask 077; openssl rand -hex 32 > FILE)`)
  // Windows has no such bits, and reports every file as open to all.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new ConfigError(`${path} can be read by others. Close it: chmod 600 FILE, and make a new key if it was open.`)
  const seed = fromHex(readFileSync(path, 'utf8').trim())
  if (!seed.ok || seed.value.length !== 32)
    throw new ConfigError(`${path} does not hold 64 lower-case hexadecimal digits.`)
  return seed.value
}
