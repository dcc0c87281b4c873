import { nodeEngine } from '@comity/crypto-node'
import type { StateList } from '@comity/directory'
import { utf8 } from '@comity/kernel'
import {
  COSIGNATURE,
  cosign,
  decideAddCheckpoint,
  formatSignatureLine,
  formatVerifierKey,
  type LogIdentity,
  parseVerifierKey,
  readAddCheckpoint,
  seedNoteSigner,
  type TreeHead,
} from '@comity/record'
import { HOST, listenOnLoopback } from '../http/node-app.ts'
import type { Clock } from '../node/ports.ts'

export type RunningWitness = {
  readonly vkey: string
  readonly url: string
  /** Logs it cosigns from now on: those that these State lists name. */
  readonly trust: (lists: readonly StateList[]) => void
  readonly close: () => Promise<void>
}

export async function startWitness({
  port,
  clock,
  seed,
}: {
  port: number
  folder: string
  clock: Clock
  seed: string
}): Promise<RunningWitness> {
  const signer = seedNoteSigner(
    nodeEngine,
    'witness.overseer.comity.example',
    COSIGNATURE,
    nodeEngine.sha256(utf8(`${seed}/witness`)),
  )
  let logs: readonly LogIdentity[] = []
  const heads = new Map<string, TreeHead>()
  const { server, port: got } = await listenOnLoopback(async (request) => {
    const read = readAddCheckpoint(nodeEngine, logs, new Uint8Array(await request.arrayBuffer()))
    if (!read.ok) return new Response('', { status: read.error.status })
    const decided = decideAddCheckpoint(nodeEngine, heads.get(read.value.checkpoint.origin), read.value)
    if (!decided.ok)
      return new Response(decided.error.status === 409 ? `${decided.error.size}\n` : '', {
        status: decided.error.status,
      })
    heads.set(read.value.checkpoint.origin, decided.value)
    return new Response(formatSignatureLine(cosign(read.value.text, signer, clock.now())))
  }, port)
  return {
    vkey: formatVerifierKey(signer.key),
    url: `http://${HOST}:${got}`,
    trust: (lists) => {
      logs = lists.flatMap(({ log }) => {
        const key = parseVerifierKey(nodeEngine, log.vkey)
        return key.ok ? [{ origin: log.origin, key: key.value }] : []
      })
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
