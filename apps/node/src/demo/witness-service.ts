import { join } from 'node:path'
import { nodeEngine } from '@comity/crypto-node'
import type { StateList } from '@comity/directory'
import { utf8 } from '@comity/kernel'
import { COSIGNATURE, formatVerifierKey, type LogIdentity, parseVerifierKey, seedNoteSigner } from '@comity/record'
import { createWitness, openWitnessStore } from '@comity/witness'
import { HOST, listenOnLoopback } from '../http/node-app.ts'
import type { Clock } from '../node/ports.ts'

export type RunningWitness = {
  readonly vkey: string
  readonly url: string
  /** Logs it cosigns from now on: those that these State lists name. */
  readonly trust: (lists: readonly StateList[]) => void
  readonly close: () => Promise<void>
}

export type WitnessOptions = {
  readonly port: number
  readonly folder: string
  readonly clock: Clock
  readonly seed: string
}

/** The overseer's witness, in this process for the demonstration and on an address of its own. */
export async function startWitness({ port, folder, clock, seed }: WitnessOptions): Promise<RunningWitness> {
  const signer = seedNoteSigner(
    nodeEngine,
    'witness.overseer.comity.example',
    COSIGNATURE,
    nodeEngine.sha256(utf8(`${seed}/witness`)),
  )
  const store = openWitnessStore(join(folder, 'witness.sqlite'))
  let witness = createWitness({ engine: nodeEngine, store, signer, clock: clock.now, logs: [] })
  const { server, port: got } = await listenOnLoopback((request) => witness.fetch(request), port)
  return {
    vkey: formatVerifierKey(signer.key),
    url: `http://${HOST}:${got}`,
    trust: (lists) => {
      const logs = lists.flatMap(({ log }): LogIdentity[] => {
        const key = parseVerifierKey(nodeEngine, log.vkey)
        return key.ok ? [{ origin: log.origin, key: key.value }] : []
      })
      witness = createWitness({ engine: nodeEngine, store, signer, clock: clock.now, logs })
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close()
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
