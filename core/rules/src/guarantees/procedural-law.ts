import type { CalendarDate, GuaranteeId, JsonObject, ProvisionId, StateCode } from '@comity/kernel'
import { Defect } from '@comity/kernel'
import type {
  Bar,
  Breach,
  ClockId,
  ClockRecord,
  ClockStart,
  Gate,
  GuaranteeRecord,
  ProfileRecord,
  Proof,
  GateRole,
} from './schema.ts'
import { type Baseline, join, weakeningsIn } from './strengthen.ts'
import { evaluateWhere } from './where.ts'

/** A provision as a reader sees it beside a gate, a breach or a clock. `not-held`: this pack cites it without holding its text. */
export type CitedProvision = {
  readonly id: ProvisionId
  readonly instrument: string
  readonly text: string
  readonly status: 'checked' | 'unchecked' | 'not-held'
}

/** How the pack answers for a provision; `undefined` where it does not hold it. */
export type ResolveProvision = (
  id: ProvisionId,
) => { readonly instrument: string; readonly text: string; readonly status: 'checked' | 'unchecked' } | undefined

export type BoundGuarantee = Omit<GuaranteeRecord, 'sources' | 'gates' | 'breachedBy' | 'clocks'> & {
  readonly sources: readonly CitedProvision[]
  readonly gates: readonly BoundGate[]
  readonly breaches: readonly BoundBreach[]
  readonly clocks: readonly BoundClock[]
}

/** What an order waits for, with the guarantee it serves. `index` tells the gates of one guarantee on one order apart. */
export type BoundGate = {
  readonly guarantee: GuaranteeId
  readonly title: string
  readonly index: number
  readonly order: string
  /** Alternatives: one suffices. Empty: nothing to prove, only bars. */
  readonly provedBy: readonly Proof[]
  readonly barredBy: readonly Bar[]
  readonly mustAct: GateRole
  readonly how: string
  readonly sources: readonly CitedProvision[]
}

/** What a report of this kind opens. It is a breach unless the causal past holds one of `unless`. */
export type BoundBreach = {
  readonly guarantee: GuaranteeId
  readonly title: string
  readonly act: string
  readonly where: Breach['where']
  readonly taints: boolean
  readonly unless: readonly Proof[]
  readonly remedy: string
  readonly sources: readonly CitedProvision[]
}

export type BoundClock = Omit<ClockRecord, 'sources'> & {
  readonly sources: readonly CitedProvision[]
  /** The guarantee it serves, where it serves one. */
  readonly guarantee?: GuaranteeId
}

export type StartedClock = { readonly clock: BoundClock; readonly start: ClockStart }

export type StatePair = { readonly requesting: StateCode; readonly requested: StateCode }

/**
 * The procedural half of a law pack: what orders wait for, what reports break, which clocks run. Answers hold for a pair
 * of States as of a date; without them they are the baseline's, which every profile contains.
 */
export type ProceduralLaw = {
  readonly gatesOf: (order: string, on?: CalendarDate, states?: StatePair) => readonly BoundGate[]
  readonly breachesOf: (kind: string, body: JsonObject, on?: CalendarDate, states?: StatePair) => readonly BoundBreach[]
  /** Every clock an act of this kind may start; `startsOf` keeps those that its body and the binding instruments do start. */
  readonly clocksStartedBy: (kind: string, on?: CalendarDate, states?: StatePair) => readonly StartedClock[]
  readonly guarantee: (id: string, on?: CalendarDate, states?: StatePair) => BoundGuarantee | undefined
  readonly clock: (id: string, on?: CalendarDate, states?: StatePair) => BoundClock | undefined
  readonly guarantees: (on?: CalendarDate, states?: StatePair) => readonly BoundGuarantee[]
  /** Provisions cited but not held by the pack. */
  readonly notHeld: readonly ProvisionId[]
}

export type ProceduralRecords = {
  readonly guarantees: readonly GuaranteeRecord[]
  readonly clocks: readonly ClockRecord[]
  readonly profiles?: readonly ProfileRecord[]
}

/** Builds the indexes once; every question after that is a look-up. The records must have passed `proceduralFaults`. */
export function buildProceduralLaw(records: ProceduralRecords, resolve: ResolveProvision): ProceduralLaw {
  const profiles = records.profiles ?? []
  const notHeld = new Set<ProvisionId>()
  const source = (id: ProvisionId): CitedProvision => {
    const held = resolve(id)
    if (!held) notHeld.add(id)
    return {
      id,
      instrument: held?.instrument ?? id.slice(0, id.indexOf(':')),
      text: held?.text ?? '',
      status: held?.status ?? 'not-held',
    }
  }
  const weak = profiles.flatMap((profile) => weakeningsIn(records, profile))
  if (weak.length > 0)
    throw new Defect(
      `a profile weakens ${weak.map(({ where }) => where).join(', ')}: proceduralFaults lets no such pack in`,
    )
  const indexes = new Map<string, Index>()
  const indexFor = (binding: readonly ProfileRecord[]): Index => {
    const key = binding.map((profile) => profile.id).join(' ')
    const known = indexes.get(key)
    if (known) return known
    const made = buildIndex(binding.reduce<Baseline>(join, records), source)
    indexes.set(key, made)
    return made
  }
  const baseline = indexFor([])
  const lookUp = (on?: CalendarDate, states?: StatePair): Index => {
    if (on === undefined || states === undefined || profiles.length === 0) return baseline
    return indexFor(profiles.filter((profile) => profile.from <= on && bindsOneOf(profile, states)))
  }
  return {
    gatesOf: (order, on, states) => lookUp(on, states).gates.get(order) ?? [],
    breachesOf: (kind, body, on, states) =>
      (lookUp(on, states).breaches.get(kind) ?? []).filter((breach) => evaluateWhere(breach.where, body)),
    clocksStartedBy: (kind, on, states) => lookUp(on, states).starts.get(kind) ?? [],
    guarantee: (id, on, states) => lookUp(on, states).guarantees.get(id),
    clock: (id, on, states) => lookUp(on, states).clocks.get(id),
    guarantees: (on, states) => [...lookUp(on, states).guarantees.values()],
    notHeld: [...notHeld],
  }
}

function bindsOneOf(profile: ProfileRecord, { requesting, requested }: StatePair): boolean {
  return profile.states.includes(requesting) || profile.states.includes(requested)
}

type Index = {
  readonly guarantees: ReadonlyMap<string, BoundGuarantee>
  readonly clocks: ReadonlyMap<string, BoundClock>
  readonly gates: ReadonlyMap<string, readonly BoundGate[]>
  readonly breaches: ReadonlyMap<string, readonly BoundBreach[]>
  readonly starts: ReadonlyMap<string, readonly StartedClock[]>
}

function buildIndex(layer: Baseline, source: (id: ProvisionId) => CitedProvision): Index {
  const servedBy = new Map<ClockId, GuaranteeId>()
  for (const guarantee of layer.guarantees) {
    for (const clock of guarantee.clocks) if (!servedBy.has(clock)) servedBy.set(clock, guarantee.id)
  }
  const clocks = new Map(
    layer.clocks.map((record) => [record.id as string, bindClock(record, servedBy.get(record.id), source)]),
  )
  const guarantees = new Map(
    layer.guarantees.map((record) => [record.id as string, bindGuarantee(record, clocks, source)]),
  )
  const all = [...guarantees.values()]
  return {
    guarantees,
    clocks,
    gates: Map.groupBy(
      all.flatMap((guarantee) => guarantee.gates),
      (gate) => gate.order,
    ),
    breaches: Map.groupBy(
      all.flatMap((guarantee) => guarantee.breaches),
      (breach) => breach.act,
    ),
    starts: Map.groupBy(
      [...clocks.values()].flatMap((clock) => clock.startedBy.map((start) => ({ clock, start }))),
      ({ start }) => start.act,
    ),
  }
}

function bindClock(
  record: ClockRecord,
  guarantee: GuaranteeId | undefined,
  source: (id: ProvisionId) => CitedProvision,
): BoundClock {
  const sources = record.sources.map(source)
  return guarantee === undefined ? { ...record, sources } : { ...record, sources, guarantee }
}

function bindGuarantee(
  record: GuaranteeRecord,
  clocks: ReadonlyMap<string, BoundClock>,
  source: (id: ProvisionId) => CitedProvision,
): BoundGuarantee {
  const sources = record.sources.map(source)
  const { gates, breachedBy, ...rest } = record
  return {
    ...rest,
    sources,
    gates: gates.map((gate: Gate, index) => ({ ...gate, guarantee: record.id, title: record.title, index, sources })),
    breaches: breachedBy.map(({ act, where, taints, unless }) => ({
      guarantee: record.id,
      title: record.title,
      act,
      where,
      taints,
      unless,
      remedy: record.remedy,
      sources,
    })),
    clocks: record.clocks.flatMap((id) => clocks.get(id) ?? []),
  }
}
