import type { InForce } from './assessment.ts'
import { memberOf } from './bound.ts'
import { type Law, stateOf } from './law.ts'
import type { Matter } from './matter.ts'
import type { StateRecord } from './pack.ts'

/** What a test of a ground may look at: the facts, the date, and what the pack knows of the States. */
export type Scene = {
  readonly matter: Matter
  readonly asOf: string
  /** A person is to be moved to the requesting State, under whatever name. */
  readonly removal: boolean
  /** A warrant between courts that trust each other, under a closed list of grounds. */
  readonly warrant: boolean
  /** Evidence, data or assets are to be moved, not a person. */
  readonly assistance: boolean
  readonly requesting: string
  readonly requested: string
  state(code: string): StateRecord
  member(group: string, code: string): InForce
}

const REMOVALS: readonly string[] = ['extradition', 'surrender', 'provisional-arrest']

export function sceneOf(law: Law, matter: Matter, asOf: string): Scene {
  const { kind, requesting, requested } = matter.request
  const removal = REMOVALS.includes(kind)
  return {
    matter,
    asOf,
    removal,
    warrant: kind === 'surrender',
    assistance: !removal && kind !== 'transfer-of-sentenced-person' && kind !== 'transfer-of-proceedings',
    requesting,
    requested,
    state: (code) => stateOf(law, code),
    member: (group, code) => memberOf(law, group, code, asOf),
  }
}
