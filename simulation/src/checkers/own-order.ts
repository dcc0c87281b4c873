import type { ActId } from '@comity/kernel'
import { kinds } from '@comity/procedure'
import { type Clear, namesOf } from './reading.ts'

/** The class of a kind, as the procedure table states it. */
export const classOf = (kind: string): string =>
  Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds].class : 'unknown'

const TURN: Readonly<Record<string, number>> = { order: 0, neutral: 1, report: 1, protective: 2 }

const comesFirst = (a: Clear, b: Clear): boolean => {
  const [first, second] = [TURN[classOf(a.kind)] ?? 1, TURN[classOf(b.kind)] ?? 1]
  return first < second || (first === second && a.id < b.id)
}

/**
 * The order of a dossier by its definition: again and again, of all acts whose named acts stand already, the one that
 * comes first by class, then by id. What is left rests on something that is not here.
 */
export function ownOrder(acts: readonly Clear[]): {
  readonly order: readonly ActId[]
  readonly left: readonly ActId[]
} {
  const stands = new Set<ActId>()
  const left = new Map(acts.map((act) => [act.id, act]))
  while (true) {
    let first: Clear | undefined
    for (const act of left.values())
      if (namesOf(act).every((id) => stands.has(id)) && (!first || comesFirst(act, first))) first = act
    if (!first) return { order: [...stands], left: [...left.keys()] }
    stands.add(first.id)
    left.delete(first.id)
  }
}
