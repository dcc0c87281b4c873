import type { ActId } from '@comity/kernel'
import type { ActClass } from './kind.ts'

/** What ordering needs of an act: its name, what it names, its class. */
export type CausalNode = { readonly id: ActId; readonly names: readonly ActId[]; readonly class: ActClass }

export type CausalOrder<T extends CausalNode> = {
  /** Parents first; among acts that do not cite each other orders, then neutral and reports, then protective, then by id. */
  readonly order: readonly T[]
  /** Acts that cannot be placed because something they rest on is not here, with what is missing. */
  readonly waiting: readonly { readonly node: T; readonly missing: readonly ActId[] }[]
  /** Whether `ancestor` lies in the causal past of `id`. Both must be placed. */
  readonly isPast: (ancestor: ActId, id: ActId) => boolean
  /** How many acts the causal past of `id` holds. */
  readonly pastSize: (id: ActId) => number
  /** The causal past of `id` in order, without `id`. */
  readonly pastOf: (id: ActId) => readonly T[]
}

// A protective act comes after the orders that it did not know of, and so prevails over them, whatever arrived first.
const RANK: Readonly<Record<ActClass, number>> = { order: 0, neutral: 1, report: 1, protective: 2 }

/** The one order in which every node folds the same acts. Never by clock, never by arrival. */
export function causalOrder<T extends CausalNode>(nodes: readonly T[]): CausalOrder<T> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const children = new Map<ActId, T[]>()
  const open = new Map<ActId, number>()
  for (const node of byId.values()) {
    const present = new Set(node.names.filter((name) => byId.has(name)))
    open.set(node.id, node.names.length === 0 ? 0 : new Set(node.names).size)
    for (const name of present) children.set(name, [...(children.get(name) ?? []), node])
  }
  const ready = new ReadyQueue<T>()
  for (const node of byId.values()) if (open.get(node.id) === 0) ready.add(node)

  const order: T[] = []
  const place = new Map<ActId, number>()
  const pasts: Uint32Array[] = []
  for (let node = ready.take(); node; node = ready.take()) {
    const past = new Uint32Array((byId.size + 31) >>> 5)
    for (const name of node.names) {
      const at = place.get(name) ?? 0
      pasts[at]?.forEach((word, index) => {
        past[index] = (past[index] ?? 0) | word
      })
      past[at >>> 5] = (past[at >>> 5] ?? 0) | (1 << (at & 31))
    }
    place.set(node.id, order.length)
    order.push(node)
    pasts.push(past)
    for (const child of children.get(node.id) ?? []) {
      const left = (open.get(child.id) ?? 0) - 1
      open.set(child.id, left)
      if (left === 0) ready.add(child)
    }
  }

  const has = (past: Uint32Array | undefined, at: number) =>
    past !== undefined && ((past[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
  const pastOf = (id: ActId) => {
    const past = pasts[place.get(id) ?? -1]
    return order.filter((_, at) => has(past, at))
  }
  return {
    order,
    waiting: [...byId.values()]
      .filter(({ id }) => !place.has(id))
      .map((node) => ({ node, missing: node.names.filter((name) => !byId.has(name)) })),
    isPast: (ancestor, id) => has(pasts[place.get(id) ?? -1], place.get(ancestor) ?? -1),
    pastSize: (id) => (pasts[place.get(id) ?? -1] ?? new Uint32Array()).reduce((sum, word) => sum + bits(word), 0),
    pastOf,
  }
}

function bits(word: number): number {
  let [rest, count] = [word >>> 0, 0]
  while (rest !== 0) {
    count += rest & 1
    rest >>>= 1
  }
  return count
}

/** Acts whose parents are all placed, the next one first. Small: as wide as the dossier has concurrent strands. */
class ReadyQueue<T extends CausalNode> {
  private readonly items: T[] = []

  add(node: T): void {
    const at = this.items.findIndex((other) => before(node, other))
    this.items.splice(at === -1 ? this.items.length : at, 0, node)
  }

  take(): T | undefined {
    return this.items.shift()
  }
}

function before(a: CausalNode, b: CausalNode): boolean {
  return RANK[a.class] - RANK[b.class] < 0 || (RANK[a.class] === RANK[b.class] && a.id < b.id)
}
