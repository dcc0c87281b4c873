import {
  type ActId,
  type CalendarDate,
  dateIn,
  epochMsOf,
  type Instant,
  type StateCode,
  type ZoneName,
} from '@comity/kernel'
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
 */
export function deadlines(
  dossier: Dossier,
  law: ProceduralLaw,
  at: Instant,
  calendars: (state: StateCode) => CivilCalendar,
): readonly RunningClock[] {
  const parties = dossier.opened
  if (!parties) return []
  const basis = basisOf(dossier)
  const clocks = [...dossier.settled.values()].flatMap((settled) => {
    const on = dateIn(settled.payload.claimed, 'UTC' as ZoneName)
    const facts = { kind: settled.act.kind, body: bodyJson(settled.act) }
    return startsOf(law, facts, basis, on as CalendarDate, parties).flatMap(({ clock, at: from }) => {
      const startedAt = from === 'act' ? settled.payload.claimed : from
      return startedAt === undefined
        ? []
        : [running(dossier, settled, clock, startedAt, at, calendars(parties[clock.zoneOf]))]
    })
  })
  return clocks.sort(
    (a, b) =>
      Number(b.clock.onLiberty) - Number(a.clock.onLiberty) || (a.passesAt ?? '9').localeCompare(b.passesAt ?? '9'),
  )
}

function running(
  dossier: Dossier,
  settled: Settled,
  clock: BoundClock,
  startedAt: string,
  at: Instant,
  { zone, calendar }: CivilCalendar,
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
  const satisfied = factsInForce(dossier).find((act) => act.id !== settled.id && satisfies(clock, act, settled.id))
  const satisfiedAt = satisfied && whenDone(dossier, satisfied.id)
  const late = passesAt !== undefined && (satisfiedAt ?? at) > passesAt
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

/** When a step was done: the fact it states where it states one, else the time its author claims. */
function whenDone(dossier: Dossier, id: ActId): Instant | undefined {
  const settled = dossier.settled.get(id)
  if (!settled) return undefined
  const stated = bodyJson(settled.act)['at']
  return typeof stated === 'string' && Number.isFinite(epochMsOf(stated as Instant))
    ? (stated as Instant)
    : settled.payload.claimed
}

/** Instruments that the opening act invokes. Which of them bind is the assessment's answer; a clock needs one that was invoked. */
function basisOf(dossier: Dossier): readonly string[] {
  const opening = dossier.opened && dossier.settled.get(dossier.opened.by)?.act
  return opening && 'basis' in opening.body ? opening.body.basis : []
}
