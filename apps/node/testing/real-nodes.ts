import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ed25519SigningKey, type SigningKey } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { type StateCode, toHex, utf8 } from '@comity/kernel'
import { COSIGNATURE, formatVerifierKey, seedNoteSigner } from '@comity/record'
import { main } from '../src/cli/main.ts'
import { freePort, type Running, start } from './child-processes.ts'
import { paperTerminal } from './paper-terminal.ts'

export const COMITY = join(import.meta.dirname, '../bin/comity.mjs')
const WITNESS = join(import.meta.dirname, '../../witness/src/main.ts')
const WITNESS_NAME = 'witness.comity.example'

/** A State set up on disk with the commands that an administrator uses, and one person who signs for it. */
export type SetUpState = {
  readonly state: StateCode
  readonly folder: string
  readonly port: number
  readonly url: string
  readonly vkey: string
  readonly authority: string
  readonly key: SigningKey
  readonly start: () => Promise<Running>
}

export type SetUp = { readonly states: readonly SetUpState[]; readonly startWitness: () => Promise<Running> }

/** Sets up States that know each other, and a witness of all their logs, below `folder`. Nothing runs yet. */
export async function setUpStates(
  folder: string,
  names: Readonly<Record<string, string>>,
  options: { readonly retryFirstMs?: number } = {},
): Promise<SetUp> {
  const seed = nodeEngine.sha256(utf8('witness of the tests'))
  const witnessKey = formatVerifierKey(seedNoteSigner(nodeEngine, WITNESS_NAME, COSIGNATURE, seed).key)
  const witnessPort = await freePort()
  const made = []
  for (const [state, name] of Object.entries(names)) {
    const at = join(folder, state.toLowerCase())
    const port = await freePort()
    const witness = `${witnessKey}=http://127.0.0.1:${witnessPort}`
    const initialised = JSON.parse(
      await comity(
        'node',
        'init',
        at,
        `--state=${state}`,
        `--name=${name}`,
        `--port=${port}`,
        `--witness=${witness}`,
        '--json',
      ),
    )
    const key = ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8(`clerk of ${state}`)))
    const jwk = join(folder, `${state}.jwk`)
    writeFileSync(jwk, JSON.stringify(key.jwk))
    const authority = `${state}/central`
    const person = [`--authority=${authority}`, '--role=central-authority', '--name=Central', '--holder=Clerk']
    const enrolled = JSON.parse(await comity('node', 'enroll', at, ...person, `--key=${jwk}`, '--json'))
    if (options.retryFirstMs !== undefined) writeRetry(at, options.retryFirstMs)
    made.push({ state: state as StateCode, folder: at, port, authority, key, initialised, enrolled })
  }
  for (const self of made)
    for (const { initialised, enrolled } of made.filter((other) => other !== self)) {
      await comity('node', 'accept', self.folder, initialised.list, `--root=${initialised.root}`)
      await comity('node', 'accept', self.folder, enrolled.list)
    }
  const config = join(folder, 'witness.json')
  writeFileSync(join(folder, 'witness.key'), `${toHex(seed)}\n`, { mode: 0o600 })
  const logs = made.map(({ initialised }) => initialised.log)
  writeFileSync(
    config,
    JSON.stringify({ name: WITNESS_NAME, keyFile: 'witness.key', store: 'witness.sqlite', port: witnessPort, logs }),
  )
  return {
    states: made.map(({ initialised, enrolled, ...state }) => ({
      ...state,
      url: `http://127.0.0.1:${state.port}`,
      vkey: initialised.log.vkey,
      start: () => start(COMITY, ['node', 'start', state.folder], /is ready/),
    })),
    startWitness: () => start(WITNESS, [config], /is ready/),
  }
}

/** Runs a command line within this process; throws what it said where it did not succeed. */
export async function comity(...args: readonly string[]): Promise<string> {
  const terminal = paperTerminal()
  const code = await main(args, terminal)
  if (code !== 0) throw new Error(`comity ${args.join(' ')} ended with ${code}: ${terminal.said.err}`)
  return terminal.said.out
}

function writeRetry(folder: string, retryFirstMs: number): void {
  const path = join(folder, 'node.json')
  const file = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...file, retryFirstMs }))
}
