import type { Transport } from '@comity/exchange'
import { err, type StateCode } from '@comity/kernel'

/** The lines between the demo's States, some of which may be down. */
export class Links {
  private readonly down = new Set<StateCode>()

  cut(state: StateCode): void {
    this.down.add(state)
  }

  restore(state: StateCode): void {
    this.down.delete(state)
  }

  isDown(state: StateCode): boolean {
    return this.down.has(state)
  }

  /** A transport that fails like a dead line where one end has none. */
  over(transport: Transport, from: StateCode): Transport {
    return {
      post: (to, path, body) => {
        if (this.down.has(to) || this.down.has(from))
          return Promise.resolve(err({ kind: 'unreachable', why: 'the line is down' }))
        return transport.post(to, path, body)
      },
    }
  }
}
