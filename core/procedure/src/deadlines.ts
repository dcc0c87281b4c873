import { type ActId, dateIn, type Instant, type StateCode, type ZoneName } from '@comity/kernel'
import {
  type BoundClock,
  type Calendar,
  computeDeadline,
  type Deadline,
  passedAt,
  type ProceduralLaw,
  readEventTime,
  satisfies,
  startsOf,
  valueAt,
} from '@comity/rules'
import type { Dossier, Settled } from './dossier.ts'
import { factsInForce } from './gates.ts'
import { bodyJson } from './turn.ts'

/** Where the civil calendar of a State is read: its zone and its working days. */
export type CivilCalendar = { readonly zone: ZoneName; readonly calendar: Calendar }

/** Between which instants an act was made, as far as somebody can prove it (record, RE-17). An end that is absent is not known. */
export type MadeBetween = { readonly notBefore?: Instant | undefined; readonly notAfter?: Instant | undefined }

export type RunningClock = {
  readonly clock: BoundClock
  readonly startedBy: ActId
  /** The fact stated: an instant, or a date. */
  readonly startedAt: string
  readonly deadline: Deadline
  /** From when on the time is over; absent where no date can be computed. */
  readonly passesAt?: Instant
  readonly state: 'running' | 'met' | 'missed' | 'not-computed'
  /** The act that satisfied it, in time or late. */
  readonly satisfiedBy?: ActId
  readonly owedBy: StateCode | 'person'
  /** Whose zone the date is in. */
  readonly zone: ZoneName
}

/**
 * Every clock of a dossier as of an instant: computed from the acts, the law and the time, by anybody, with the same
 * result. The legal effect follows from this, not from somebody's act. Soonest first; those on liberty before the others.
 * `madeBetween`: the brackets of acts. Without them, what a State did counts at the time it claims.
 */
export function deadlines(
  dossier: Dossier,
  law: ProceduralLaw,
  at: Instant,
  calendars: (state: StateCode) => CivilCalendar,
  madeBetween: (id: ActId) => MadeBetween | undefined = () => undefined,
): readonly RunningClock[] {
  const parties = dossier.opened
  if (!parties) return []
  const ends = { facts: factsInForce(dossier), madeBetween }
  const basis = basisOf(dossier)
  const clocks = [...dossier.settled.values()].flatMap((settled) => {
    const on = dateIn(settled.payload.claimed, 'UTC' as ZoneName)
    const facts = { kind: settled.act.kind, body: bodyJson(settled.act) }
    return startsOf(law, facts, basis, on, parties).flatMap(({ clock, at: from }) => {
      const startedAt = from === 'act' ? settled.payload.claimed : from
      return startedAt === undefined
        ? []
        : [running(dossier, settled, clock, startedAt, at, calendars(parties[clock.zoneOf]), ends)]
    })
  })
  return clocks.sort(
    (a, b) =>
      Number(b.clock.onLiberty) - Number(a.clock.onLiberty) || (a.passesAt ?? '9').localeCompare(b.passesAt ?? '9'),
  )
}

type Ends = {
  readonly facts: ReturnType<typeof factsInForce>
  readonly madeBetween: (id: ActId) => MadeBetween | undefined
}

function running(
  dossier: Dossier,
  settled: Settled,
  clock: BoundClock,
  startedAt: string,
  at: Instant,
  { zone, calendar }: CivilCalendar,
  ends: Ends,
): RunningClock {
  const parties = dossier.opened
  const event = readEventTime(startedAt)
  const statedAs = clock.length.kind === 'stated' ? valueAt(clock.length.at, bodyJson(settled.act)) : undefined
  const stated = typeof statedAs === 'string' ? readEventTime(statedAs) : undefined
  const deadline = computeDeadline({
    clock,
    event: event.ok ? event.value : { kind: 'date', date: Temporal.PlainDate.from(startedAt.slice(0, 10)) },
    zone,
    calendar,
    ...(stated?.ok ? { stated: stated.value } : {}),
  })
  const passesAt = deadline.due === undefined ? undefined : passedAt(deadline.due, zone)
  const satisfied = firstEnd(dossier, settled, clock, startedAt, zone, ends)
  const late = passesAt !== undefined && (satisfied?.at ?? at) > passesAt
  const owedBy = clock.duty === 'person' ? 'person' : (parties?.[clock.duty] ?? 'person')
  return {
    clock,
    startedBy: settled.id,
    startedAt,
    deadline,
    state: late ? 'missed' : satisfied ? 'met' : passesAt === undefined ? 'not-computed' : 'running',
    owedBy,
    zone,
    ...(passesAt ? { passesAt } : {}),
    ...(satisfied ? { satisfiedBy: satisfied.id } : {}),
  }
}

/** The earliest act that ends a clock, with when it counts. What was over before the clock started ends an earlier one. */
function firstEnd(
  dossier: Dossier,
  started: Settled,
  clock: BoundClock,
  startedAt: string,
  zone: ZoneName,
  { facts, madeBetween }: Ends,
): { readonly id: ActId; readonly at: Instant } | undefined {
  const ending = facts.flatMap((fact) => {
    const act = dossier.settled.get(fact.id)
    if (!act || act.id === started.id || !satisfies(clock, fact, started.id)) return []
    const at = countsAt(act, clock.duty === 'person', madeBetween(act.id))
    const isBefore = startedAt.includes('T') ? at < startedAt : dateIn(at, zone) < startedAt
    return isBefore && clock.direction === 'forward' ? [] : [{ id: act.id, at }]
  })
  return ending.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
}

/**
 * When an act counts, with doubt going to the person. What the person files counts when it is claimed, unless the bracket
 * shows that it cannot be so old; what a State owes counts when others had seen it, and never before the fact it states.
 */
function countsAt({ act, payload }: Settled, isPersons: boolean, made: MadeBetween | undefined): Instant {
  const { claimed } = payload
  if (isPersons) {
    const inside = (made?.notBefore ?? claimed) <= claimed && claimed <= (made?.notAfter ?? claimed)
    return inside ? claimed : (made?.notBefore ?? claimed)
  }
  const seen = made?.notAfter ?? claimed
  const stated = bodyJson(act)['at']
  return typeof stated === 'string' && stated > seen ? (stated as Instant) : seen
}

/** Instruments that the opening act invokes. Which of them bind is the assessment's answer; a clock needs one that was invoked. */
function basisOf(dossier: Dossier): readonly string[] {
  const opening = dossier.opened && dossier.settled.get(dossier.opened.by)?.act
  return opening && 'basis' in opening.body ? opening.body.basis : []
}
