import { setTimeout as sleep } from 'node:timers/promises'
import type { Node } from '../node/node.ts'

const ROUND_MS = 1000

export type Rounds = {
  /** Something waits: the next round begins at once, or as soon as the present one ends. */
  readonly wake: () => void
  /** Works until `stop`; a round that fails is reported and the next one tries again. */
  readonly run: () => Promise<void>
}

/** Rounds of a node's work, one after another, a second apart or at once where something waits. */
export function workInRounds(
  node: Pick<Node, 'work' | 'dispatch'>,
  stop: AbortSignal,
  failed: (error: unknown) => void,
): Rounds {
  let again = false
  let resting = new AbortController()
  return {
    wake: () => {
      // What may leave now leaves now; the round that follows has the log witnessed, for orders.
      void node.dispatch().catch(failed)
      again = true
      resting.abort()
    },
    run: async () => {
      while (!stop.aborted) {
        again = false
        resting = new AbortController()
        await node.work().catch(failed)
        if (!again)
          await sleep(ROUND_MS, undefined, { signal: AbortSignal.any([stop, resting.signal]) }).catch(() => {})
      }
    },
  }
}
