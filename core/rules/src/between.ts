import type { InForce, InstrumentRole } from './assessment.ts'
import { binds, bindsNobody, inForceBetween } from './bound.ts'
import type { RequestKind, Subject } from './codes.ts'
import type { Law } from './law.ts'
import type { Instrument } from './pack.ts'

/** One instrument considered for a pair of States, and the part it plays. */
export type Candidate = {
  readonly id: string
  readonly role: InstrumentRole
  readonly inForceBetween: InForce
  readonly relation: string
  readonly why: string
}

/** Which subject of law a kind of request belongs to. */
export const SUBJECT_OF: Readonly<Record<RequestKind, Subject>> = {
  extradition: 'extradition',
  'provisional-arrest': 'extradition',
  surrender: 'surrender',
  'mutual-legal-assistance': 'evidence',
  'investigation-order': 'evidence',
  'production-order': 'production',
  'preservation-order': 'preservation',
  'freezing-order': 'freezing',
  'joint-investigation-team': 'joint-team',
  'transfer-of-proceedings': 'transfer-of-proceedings',
  'transfer-of-sentenced-person': 'transfer-of-sentenced-person',
  'witness-protection': 'witness-protection',
}

/** What the parties themselves said they act under, and what the request is about, where that narrows the choice. */
export type Invoked = { readonly names: readonly string[]; readonly categories: readonly string[] }

export type Selection = {
  readonly candidates: readonly Candidate[]
  /** Instruments whose provisions govern the request: the basis, and the rights instruments that bind the requested State. */
  readonly governing: readonly {
    readonly instrument: Instrument
    readonly role: 'basis' | 'baseline'
    readonly inForce: InForce
  }[]
  /** Names invoked whose text the pack does not hold. */
  readonly notHeld: readonly string[]
}

/**
 * Which instruments govern a request between two States on a date. What the request invokes counts as the parties' own
 * statement that it binds them, unless the pack knows that it does not. Where nothing is invoked, the most specific
 * instrument in force between the two is the basis; what is only perhaps in force never is.
 */
export function select(
  law: Law,
  requesting: string,
  requested: string,
  subject: Subject,
  on: string,
  invoked: Invoked = { names: [], categories: [] },
): Selection {
  const named = new Set(invoked.names.map((name) => law.resolve(name)).filter((id) => typeof id === 'string'))
  const notHeld = invoked.names.filter((name) => typeof law.resolve(name) !== 'string')
  const serving = law.pack.instruments
    .filter(
      (instrument) => instrument.plays === 'basis' && (instrument.serves.includes(subject) || named.has(instrument.id)),
    )
    .filter((instrument) => named.has(instrument.id) || covers(instrument, invoked.categories))
    .map((instrument) => ({ instrument, inForce: inForceBetween(law, instrument, requesting, requested, on) }))

  const possible = serving.filter(({ inForce }) => inForce !== 'no')
  const invokedNow = possible.filter(({ instrument }) => named.has(instrument.id))
  const sure = possible.filter(
    ({ instrument, inForce }) => inForce === 'yes' && !bindsNobody(instrument) && instrument.kind !== 'custom',
  )
  const best = [...sure].sort(
    (a, b) => b.instrument.rank - a.instrument.rank || (a.instrument.id < b.instrument.id ? -1 : 1),
  )[0]
  const saysNothingBinds = invoked.names.includes('none')
  const chosen = new Map<string, string>()
  for (const { instrument } of invokedNow) chosen.set(instrument.id, 'the request rests on it')
  if (invokedNow.length === 0 && notHeld.length === 0 && best && !saysNothingBinds)
    chosen.set(best.instrument.id, 'the most specific instrument in force between the two States')
  for (const { instrument, inForce } of sure)
    if (
      !chosen.has(instrument.id) &&
      inForce === 'yes' &&
      instrument.relations.some((r) => r.kind === 'supplements' && chosen.has(r.instrument))
    )
      chosen.set(instrument.id, 'it supplements the basis')
  // Nothing that the pack holds governs: the general law of the subject, which needs no treaty, stands in.
  if (chosen.size === 0)
    for (const { instrument } of possible)
      if (instrument.kind === 'custom')
        chosen.set(
          instrument.id,
          notHeld.length > 0 && !saysNothingBinds
            ? 'the text invoked is not held here: the general law of the subject is applied in its place'
            : 'no instrument is known to bind the two States: the general law of the subject applies',
        )

  const replaced = new Set(
    possible
      .filter(({ instrument }) => chosen.has(instrument.id))
      .flatMap(({ instrument }) => instrument.relations.filter((r) => r.kind === 'replaces').map((r) => r.instrument)),
  )
  const candidates = serving.flatMap(({ instrument, inForce }): Candidate[] => {
    const relation = instrument.relations.map((r) => `${r.kind} ${r.instrument}`).join('; ')
    const of = (role: InstrumentRole, why: string): Candidate[] => [
      { id: instrument.id, role, inForceBetween: inForce, relation, why },
    ]
    const reason = chosen.get(instrument.id)
    if (reason !== undefined) return of('basis', sentence(`${reason}${caveat(instrument, inForce)}`))
    if (named.has(instrument.id))
      return of('displaced', 'The request names it, but it is not in force between the two States on this date.')
    if (inForce === 'no' || instrument.kind === 'custom') return []
    if (replaced.has(instrument.id)) return of('displaced', 'Between these two States the basis replaces it.')
    return of('alternative', sentence(`it serves the same subject${caveat(instrument, inForce)}`))
  })
  const rights = law.pack.instruments
    .filter((instrument) => instrument.plays === 'rights')
    .map((instrument) => ({ instrument, inForce: binds(law, instrument, requested, on) }))
    .filter(({ inForce }) => inForce !== 'no')
  const baseline = rights.map(
    ({ instrument, inForce }): Candidate => ({
      id: instrument.id,
      role: 'baseline',
      inForceBetween: inForce,
      relation: '',
      why: sentence(`it protects the person whatever the request rests on${caveat(instrument, inForce)}`),
    }),
  )
  return {
    candidates: [...candidates, ...unread(notHeld), ...baseline].sort(byRole),
    governing: [
      ...possible.filter(({ instrument }) => chosen.has(instrument.id)).map((c) => ({ ...c, role: 'basis' as const })),
      // What only perhaps binds the requested State is shown, and decides nothing: the general principles already protect.
      ...rights.filter(({ inForce }) => inForce === 'yes').map((c) => ({ ...c, role: 'baseline' as const })),
    ],
    notHeld,
  }
}

/** What the request names and the pack cannot show. That nothing binds, or reciprocity alone, is no instrument. */
const unread = (names: readonly string[]): Candidate[] =>
  names
    .filter((name) => name !== 'none' && name !== 'reciprocity')
    .map((id) => ({
      id,
      role: 'basis',
      inForceBetween: 'not-known',
      relation: '',
      why: 'The request rests on it; its text is not held here, so that it could not be read.',
    }))

const covers = (instrument: Instrument, categories: readonly string[]): boolean =>
  !instrument.offences || categories.some((category) => instrument.offences?.includes(category))

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function caveat(instrument: Instrument, inForce: InForce): string {
  if (instrument.kind === 'custom') return '; it has no text of its own'
  if (bindsNobody(instrument)) return '; it is guidance and binds nobody by itself'
  return inForce === 'not-known' ? '; whether it binds is not known to us' : ''
}

const ROLE_ORDER: readonly InstrumentRole[] = ['basis', 'alternative', 'displaced', 'baseline']
const byRole = (a: Candidate, b: Candidate): number =>
  ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || (a.id < b.id ? -1 : 1)

/** The answer of `law between`: every instrument considered, the basis, and what is not known. */
export type Between = {
  readonly requesting: string
  readonly requested: string
  readonly about: Subject
  readonly on: string
  readonly law: { readonly digest: string }
  readonly instruments: readonly Candidate[]
  readonly basis: readonly string[]
  readonly channel: string
  readonly languages: readonly string[]
  readonly form: string
  readonly unknown: readonly string[]
}

/** Which law binds two States on a subject and date. Says `not-known` rather than guess; never refuses. */
export function between(law: Law, requesting: string, requested: string, about: Subject, on: string): Between {
  const { candidates } = select(law, requesting, requested, about, on)
  const basis = candidates.filter((candidate) => candidate.role === 'basis').map((candidate) => candidate.id)
  const known = law.states.get(requested)
  const missing = (value: unknown, what: string): string[] => (value === undefined ? [what] : [])
  return {
    requesting,
    requested,
    about,
    on,
    law: { digest: law.digest },
    instruments: candidates,
    basis,
    channel: known?.channel ?? 'not known to us',
    languages: known?.acceptsLanguages ?? [],
    form: known?.form ?? 'not known to us',
    unknown: [
      ...[requesting, requested]
        .filter((code) => !law.states.has(code))
        .map((code) => `the State ${code} is not in the law pack`),
      ...candidates
        .filter((candidate) => candidate.inForceBetween === 'not-known')
        .map(
          (candidate) =>
            `whether ${candidate.id} binds ${candidate.role === 'baseline' ? requested : 'both States'} on ${on}`,
        ),
      ...missing(known?.channel, `the channel that ${requested} uses`),
      ...missing(known?.acceptsLanguages, `the languages that ${requested} accepts`),
      ...missing(known?.form, `the form that ${requested} asks for`),
      ...missing(known?.declarations, `declarations and reservations of ${requested}`),
    ],
  }
}
