import type { ActId, CalendarDate, GuaranteeId, Instant, JsonObject } from '@comity/kernel'
import { dateIn, type ZoneName } from '@comity/kernel'
import { type Breach, definitionOf, gateStates, isKind, type Kind, type RunningClock } from '@comity/procedure'
import type { BoundGate, CitedProvision, GateRole } from '@comity/rules'
import type { LoadedDossier } from '../node/dossiers.ts'
import { clocksOf } from './desk-view.ts'
import type { Site } from './site.ts'

/** Something that is still to be done for a guarantee: by which acts, by whom. */
export type Owed = {
  /** Acts that would do it, any one of them. */
  readonly kinds: readonly Kind[]
  readonly mustAct: GateRole
  /** The gate that waits for it, where one does; else it is a clock that runs. */
  readonly gate?: BoundGate
  readonly barredBy?: ActId
  readonly clock?: RunningClock
}

/** How one right of the person stands. Never `met` without the act that met it. */
export type RightState = {
  readonly guarantee: GuaranteeId
  readonly state: 'met' | 'open' | 'overdue' | 'breached'
  /** Acts that met it, in the order of the dossier. */
  readonly proofs: readonly ActId[]
  readonly owed: readonly Owed[]
  /** The report that shows it broken, and the remedy where one has followed: a wrong that was put right was a wrong. */
  readonly breach?: Breach
  /** By when, where the law names a time. */
  readonly due?: Instant
  readonly sources: readonly CitedProvision[]
}

/** The order in which these things happen to a person, and in which a page lists them. */
const IN_ORDER: readonly string[] = [
  'detention-necessity',
  'reasons-at-arrest',
  'charge-information',
  'written-letter-of-rights',
  'language-need-assessed',
  'counsel-information',
  'access-to-counsel',
  'counsel-confidential',
  'consular-information',
  'third-person-informed',
  'medical-examination',
  'interpreter-free',
  'present-at-trial',
  'prompt-judge',
  'informed-consent-to-surrender',
  'speciality',
]

/** In which order acts come by which rights are met: a letter before counsel, counsel before advice, advice before a judge. */
export const ACTS_IN_ORDER: readonly Kind[] = [
  'reasons-given',
  'letter-of-rights-given',
  'language-assessed',
  'counsel-appointed',
  'counsel-vouched',
  'consulate-information-given',
  'third-person-informed',
  'doctor-offered',
  'interpreter-engaged',
  'interpretation-confirmed',
  'counsel-advised',
  'video-hearing-accepted',
  'hearing-set',
  'brought-before-judge',
  'consent-recorded',
]

const rank = (order: readonly string[], id: string | undefined): number => {
  const at = id === undefined ? -1 : order.indexOf(id)
  return at === -1 ? order.length : at
}

/** The order towards which a matter moves: consent in extradition, the return of the result in assistance. */
export const aimOf = ({ folded: { dossier } }: LoadedDossier): Kind =>
  dossier.opened?.procedure === 'extradition' ? 'consent-recorded' : 'result-returned'

/** Gates of an order in their natural order, whatever order the pack lists them in. */
export function gatesInOrder(site: Site, { folded: { dossier } }: LoadedDossier, kind: Kind, body: JsonObject = {}) {
  const on: CalendarDate = dateIn(site.node.ports.clock.now(), 'UTC' as ZoneName)
  const states = gateStates(dossier, { kind, body }, site.node.ports.law.own.procedure, on)
  return states.toSorted(
    (a, b) =>
      rank(ACTS_IN_ORDER, a.gate.provedBy[0]?.act) - rank(ACTS_IN_ORDER, b.gate.provedBy[0]?.act) ||
      rank(IN_ORDER, a.gate.guarantee) - rank(IN_ORDER, b.gate.guarantee),
  )
}

/** Clocks that a State runs down, not somebody's right: the other State's papers, the report on consent. */
const NO_RIGHT: ReadonlySet<string> = new Set(['release-on-expiry', 'informed-consent-to-surrender', 'speedy-trial'])

/** Every right that the matter's next order waits for, or whose clock an arrest has started, and every right broken. */
export function rightsOf(site: Site, loaded: LoadedDossier): readonly RightState[] {
  const { dossier } = loaded.folded
  const gates = Map.groupBy(gatesInOrder(site, loaded, aimOf(loaded)), ({ gate }) => gate.guarantee)
  const clocks = Map.groupBy(
    clocksOf(site, loaded.folded).filter(
      ({ clock, owedBy }) => isRight(clock.guarantee) && owedBy === dossier.opened?.requested,
    ),
    ({ clock }) => clock.guarantee as GuaranteeId, // `isRight` asked for one
  )
  const names = [...new Set([...gates.keys(), ...clocks.keys()])].toSorted(
    (a, b) => rank(IN_ORDER, a) - rank(IN_ORDER, b),
  )
  const rights = names.map((guarantee) =>
    rightOf(loaded, guarantee, gates.get(guarantee) ?? [], clocks.get(guarantee) ?? []),
  )
  const broken = dossier.breaches.map((breach): RightState => {
    const sources = site.node.ports.law.own.procedure.guarantee(breach.guarantee)?.sources ?? []
    return {
      guarantee: breach.guarantee,
      state: 'breached',
      proofs: breach.remediedBy === undefined ? [] : [breach.remediedBy],
      owed: [],
      breach,
      sources,
    }
  })
  return rights
    .flatMap((right) => [...broken.filter(({ guarantee }) => guarantee === right.guarantee), right])
    .concat(broken.filter(({ guarantee }) => !names.includes(guarantee)))
}

const isRight = (guarantee: GuaranteeId | undefined): boolean => guarantee !== undefined && !NO_RIGHT.has(guarantee)

function rightOf(
  loaded: LoadedDossier,
  guarantee: GuaranteeId,
  gates: ReturnType<typeof gatesInOrder>,
  clocks: readonly RunningClock[],
): RightState {
  const owedByGates = gates.flatMap((state): Owed[] =>
    state.state === 'met'
      ? []
      : [
          {
            kinds: kindsIn(state.gate.provedBy),
            mustAct: state.gate.mustAct,
            gate: state.gate,
            ...(state.state === 'barred' ? { barredBy: state.by } : {}),
          },
        ],
  )
  const owedByClocks = clocks
    .filter(({ satisfiedBy }) => satisfiedBy === undefined)
    .map((clock): Owed => {
      const kinds = kindsIn(clock.clock.satisfiedBy).filter((kind) => kind !== 'released')
      return { kinds, mustAct: firstMaker(kinds), clock }
    })
  // Where orders wait for the right, its gates say whether it is met; its clock says by when, and whether that is over.
  const owed = gates.length > 0 ? owedByGates : owedByClocks
  const proofs = [
    ...gates.flatMap((state) => (state.state === 'met' && state.by !== 'stated-in-the-order' ? [state.by] : [])),
    ...clocks.flatMap(({ satisfiedBy }) => satisfiedBy ?? []),
  ]
  const [due] = clocks
    .flatMap(({ passesAt, satisfiedBy }) => (passesAt !== undefined && satisfiedBy === undefined ? [passesAt] : []))
    .sort()
  const overdue = clocks.some(({ state, satisfiedBy }) => state === 'missed' && satisfiedBy === undefined)
  return {
    guarantee,
    state: overdue ? 'overdue' : owed.length > 0 ? 'open' : 'met',
    proofs: inDossierOrder(loaded, proofs),
    owed,
    ...(due === undefined ? {} : { due }),
    sources: gates[0]?.gate.sources ?? clocks[0]?.clock.sources ?? [],
  }
}

const kindsIn = (acts: readonly { readonly act: string }[]): readonly Kind[] => [
  ...new Set(acts.map(({ act }) => act).filter(isKind)),
]

/** Whoever may do it first by the procedure table: the office that holds the person, in the usual case. */
function firstMaker(kinds: readonly Kind[]): GateRole {
  for (const kind of kinds)
    for (const maker of definitionOf(kind).by) {
      if (maker.side === 'counsel') return 'counsel'
      if (maker.side !== 'oversight' && maker.roles[0]) return maker.roles[0]
    }
  return 'court'
}

function inDossierOrder({ folded }: LoadedDossier, ids: readonly ActId[]): readonly ActId[] {
  const wanted = new Set(ids)
  return folded.acts.flatMap(({ id }) => (wanted.has(id) ? [id] : []))
}
