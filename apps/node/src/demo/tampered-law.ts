import type { StateCode } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'
import type { LawShelf } from '../node/ports.ts'

/**
 * A shelf from which somebody can take the gates, and what opens a breach: what a dishonest administrator would do. The node goes on naming the
 * true pack's digest, so its acts look lawful until another node checks them.
 */
export class TamperableLaw {
  private readonly shelf: LawShelf
  private readonly without = new Set<StateCode>()
  private readonly gateless: ProceduralLaw

  constructor(shelf: LawShelf) {
    this.shelf = shelf
    this.gateless = { ...shelf.own.procedure, gatesOf: () => [], breachesOf: () => [] }
  }

  shelfFor(state: StateCode): LawShelf {
    const { shelf, without, gateless } = this
    return {
      get own() {
        return without.has(state) ? { ...shelf.own, procedure: gateless } : shelf.own
      },
      byDigest: (digest) => shelf.byDigest(digest),
    }
  }

  async during<T>(state: StateCode, work: () => Promise<T>): Promise<T> {
    this.without.add(state)
    try {
      return await work()
    } finally {
      this.without.delete(state)
    }
  }
}
