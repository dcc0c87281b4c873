import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { nodeEngine } from '@comity/crypto-node'
import { instantOf } from '@comity/kernel'
import type { LoadedConfig } from './config.ts'
import { openWitnessStore } from './sqlite-store.ts'
import { createWitness, type WitnessEvent } from './witness.ts'

/** A log sends a few kilobytes: whoever takes longer than this holds a connection and sends nothing. */
const REQUEST_TIMEOUT_MS = 10_000
const CLOSE_WITHIN_MS = 3_000

export type RunningWitness = { readonly url: string; close(): Promise<void> }

/** Opens the store and listens on 127.0.0.1. Rejects where the port or the file is not to be had. */
export async function startWitness(
  { signer, storePath, port, logs }: LoadedConfig,
  report: (event: WitnessEvent) => void,
): Promise<RunningWitness> {
  const store = openWitnessStore(storePath)
  const clock = () => instantOf(Date.now())
  const { fetch } = createWitness({ engine: nodeEngine, store, signer, clock, logs, report })
  const serverOptions = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS }
  const listening = Promise.withResolvers<AddressInfo>()
  const options = { fetch, hostname: '127.0.0.1', port, serverOptions, overrideGlobalObjects: false }
  const server = serve(options, listening.resolve)
  server.once('error', listening.reject)
  try {
    const address = await listening.promise
    return {
      url: `http://127.0.0.1:${address.port}/`,
      async close() {
        // Answers under way are finished, within bounds; the store closes last.
        const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), CLOSE_WITHIN_MS)
        await new Promise((resolve) => server.close(resolve))
        clearTimeout(late)
        store.close()
      },
    }
  } catch (error) {
    store.close()
    throw error
  }
}
