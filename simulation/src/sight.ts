import type { Change } from '@comity/archive'
import type { StateList } from '@comity/directory'
import type { ActId, DossierId, KeyId, StateCode } from '@comity/kernel'
import type { GuaranteeRecord } from '@comity/rules'
import type { Kept } from './kept.ts'
import type { Answer, Delivery } from './wire.ts'
import type { SignedByHand } from './workload/people.ts'

/** Invariants of this project that a simulated world is held to, by their numbers; what a node must never throw is `defect`. */
export type Invariant =
  | 'I-1'
  | 'I-2'
  | 'I-3'
  | 'I-4'
  | 'I-6'
  | 'I-7'
  | 'I-10'
  | 'I-11'
  | 'I-14'
  | 'I-15'
  | 'I-17'
  | 'I-22'
  | 'I-53'
  | 'defect'

export type Violation = { readonly invariant: Invariant; readonly what: string; readonly step: number }

/** A dossier as a node answers for it. */
export type ToldDossier = {
  readonly order: readonly ActId[]
  readonly effects: ReadonlyMap<ActId, 'effective' | 'none' | 'quarantined'>
  readonly waiting: readonly ActId[]
}

/** chaos: faults happen. healing: they are over, what is owed arrives. replaying: everything is said once more. */
export type Phase = 'founding' | 'chaos' | 'healing' | 'replaying'

/** What a checker can see: disks, lists, the law as data, what people signed. Not the code that it checks. */
export type Sight = {
  readonly states: readonly StateCode[]
  readonly overseer: StateCode
  /** Whether all of a State's officials and machines are honest. */
  readonly isHonest: (state: string) => boolean
  readonly kept: (state: string) => Kept
  readonly lists: ReadonlyMap<StateCode, StateList>
  readonly listDigests: ReadonlyMap<string, StateCode>
  readonly guarantees: readonly GuaranteeRecord[]
  readonly signed: ReadonlyMap<ActId, SignedByHand>
  /** Keys with which nodes sign as registries, by their ids: `x` of the JWK. */
  readonly nodeKeys: ReadonlyMap<KeyId, { readonly state: StateCode; readonly x: string }>
  readonly phase: () => Phase
}

/** What happens in the world, as checkers are told of it. Each says which of these it watches. */
export type Watch = {
  /** Changes are on a node's disk; `kept` has them already. */
  readonly durable?: (state: StateCode, changes: readonly Change[]) => void
  /** A node answered bytes from the wire (`undefined`: it did not). The answer is as it left the node. */
  readonly delivered?: (delivery: Delivery, answer: Answer | undefined) => void
  /** A node told the person who signed that the act is made. */
  readonly made?: (state: StateCode, act: ActId) => void
  /** A node told somebody that a right, or the turn of things, stands in the way. */
  readonly refused?: (state: StateCode, kind: string) => void
  /** The witness put its name under a tree. */
  readonly cosigned?: (origin: string, size: number, root: string) => void
  /** A node was asked for a dossier. */
  readonly told?: (state: StateCode, dossier: DossierId, told: ToldDossier) => void
  /** Faults are over, everything was delivered, nothing moves. */
  readonly atRest?: () => void
}

export type Checker = {
  readonly invariant: Invariant
  readonly watch: (sight: Sight, fail: (what: string) => void, checked: () => void) => Watch
}
