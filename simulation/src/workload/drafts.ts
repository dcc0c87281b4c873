import type { PublicJwk } from '@comity/crypto'
import { type ActId, dateIn, type Instant, instantOf, type KeyId, type StateCode, type ZoneName } from '@comity/kernel'
import { type Act, type ActDraft, definitionOf, type FoldedDossier, type Kind } from '@comity/procedure'
import type { Dice } from '../seed.ts'

const HOUR = 3_600_000

/** What somebody who is about to write has before them. */
export type Desk = {
  readonly dice: Dice
  readonly nowMs: number
  readonly folded: FoldedDossier
  readonly counsel: { readonly kid: KeyId; readonly jwk: PublicJwk }
  /** The authority that writes, or counsel's own strand. */
  readonly strand: string
}

/** The two States of a file, for the act that opens it. */
export type Opening = { readonly requesting: StateCode; readonly requested: StateCode }

type Body = Readonly<Record<string, unknown>>
type Writer = (desk: Desk) => Body | undefined

/** Clear fields of each kind that people make, with what they cite drawn from the file. `undefined`: nothing there to cite. */
const BODIES: Partial<Record<Kind, Writer>> = {
  'request-sent': (desk) => citing(desk, 'request', 'request-authorised'),
  'request-acknowledged': (desk) => citing(desk, 'request', 'request-authorised', 'extradition-requested'),
  'assistance-granted': (desk) => citing(desk, 'request', 'request-authorised', () => ({ conditions: [], proofs: {} })),
  'assistance-refused': (desk) =>
    citing(desk, 'request', 'request-authorised', () => ({
      grounds: [{ ground: 'political-offence', provision: 'ets030:2.a' }],
    })),
  'measure-executed': ({ dice, nowMs }) => ({
    on: dateIn(instantOf(nowMs), 'UTC' as ZoneName),
    measure: 'bank-information',
    documents: dice.below(50),
  }),
  'remedy-notice-given': (desk) => ({ at: recent(desk), until: '2026-12-31', postponedByJudge: desk.dice.chance(0.2) }),
  'privilege-reviewed': ({ dice }) => ({
    result: dice.pick(['nothing-privileged', 'separated']),
    documents: dice.below(50),
  }),
  'result-returned': (desk) =>
    citing(desk, 'request', 'request-authorised', () => ({
      items: [{ sha256: 'a'.repeat(64), bytes: 1 }],
      proofs: {},
    })),
  'request-withdrawn': (desk) => citing(desk, 'request', 'request-authorised', 'arrest-requested'),
  'counsel-appointed': (desk) => ({
    attested: { for: 'person', how: 'paper' },
    bar: `${desk.folded.dossier.opened?.requested ?? 'QN'}/bar`,
    where: 'requested',
  }),
  'counsel-vouched': (desk) =>
    citing(desk, 'appointment', 'counsel-appointed', () => ({ kid: desk.counsel.kid, key: desk.counsel.jwk })),
  'information-asked': () => ({ replyBy: '2026-06-30', about: [] }),
  'information-supplied': (desk) => citing(desk, 'asked', 'information-asked'),
  'deadline-met': (desk) =>
    citing(desk, 'startedBy', 'arrested', (id) => ({ clock: 'ets024:16.4.40', by: desk.folded.acts.at(-1)?.id ?? id })),
  'deadline-missed': (desk) => citing(desk, 'startedBy', 'arrested', () => ({ clock: 'ets024:16.4.40' })),
  'deadline-observed': (desk) =>
    citing(desk, 'startedBy', 'arrested', () => ({
      clock: 'ets024:16.4.40',
      state: desk.dice.pick(['met', 'missed']),
    })),
  'finding-made': ({ dice, folded }) => ({ about: [dice.pick(folded.acts)?.id].filter((id) => id !== undefined) }),
  'objection-filed': () => ({}),
  'matter-closed': ({ dice }) => ({ outcome: dice.pick(['executed', 'refused', 'withdrawn', 'consented']) }),
  'language-assessed': (desk) => ({
    language: 'ar',
    interpreterNeeded: desk.dice.chance(0.5),
    reads: true,
    at: recent(desk),
  }),
  'extradition-requested': (desk) => citing(desk, 'request', 'arrest-requested', () => ({ documents: 12 })),
  'arrest-ordered': (desk) => citing(desk, 'request', 'arrest-requested', () => ({ proofs: {} })),
  arrested: (desk) => ({ arrestedAt: recent(desk) }),
  'reasons-given': (desk) => ({ at: recent(desk), language: 'ar', understood: desk.dice.chance(0.8) }),
  'letter-of-rights-given': (desk) => ({
    at: recent(desk),
    language: 'ar',
    form: desk.dice.pick(['paper', 'read-aloud']),
    understood: desk.dice.chance(0.8),
  }),
  'counsel-advised': (desk) => ({
    at: recent(desk),
    private: desk.dice.chance(0.9),
    interpreted: desk.dice.pick(['yes', 'not-needed', 'no']),
    consequencesExplained: true,
  }),
  'interpreter-engaged': ({ dice }) => ({
    for: dice.pick(['hearing', 'consultation', 'questioning']),
    language: 'ar',
  }),
  'interpretation-confirmed': ({ dice }) => ({
    for: dice.pick(['hearing', 'consultation', 'questioning']),
    understood: dice.chance(0.8),
  }),
  'consulate-information-given': (desk) => ({ at: recent(desk), wish: desk.dice.pick(['notify', 'do-not-notify']) }),
  'third-person-informed': (desk) => ({ at: recent(desk), wish: 'informed' }),
  'doctor-offered': (desk) => ({ at: recent(desk), wish: 'declined' }),
  questioned: (desk) => ({
    from: instantOf(desk.nowMs - 2 * HOUR),
    to: instantOf(desk.nowMs - HOUR),
    counsel: desk.dice.pick(['present', 'waived', 'absent']),
    interpreter: desk.dice.pick(['present', 'not-needed', 'absent']),
    statement: `statement-${desk.dice.below(3)}`,
  }),
  'hearing-set': (desk) => ({ at: recent(desk), before: 'judge' }),
  'brought-before-judge': (desk) => ({ at: recent(desk) }),
  'video-hearing-ordered': (desk) => ({ at: recent(desk), proofs: {} }),
  'video-hearing-accepted': (desk) => attested(desk),
  'consent-recorded': (desk) => ({ at: recent(desk), proofs: {} }),
  'speciality-renounced': (desk) =>
    citing(desk, 'consent', 'consent-recorded', () => ({ at: recent(desk), proofs: {} })),
  'consent-withdrawn': (desk) => citing(desk, 'consent', 'consent-recorded', () => attested(desk)),
  'evidence-challenged': (desk) => aboutStatement(desk, { ground: 'no-counsel', ...attested(desk) }),
  'evidence-excluded': (desk) => aboutStatement(desk, {}),
  'evidence-relied-on': (desk) => aboutStatement(desk, { proofs: {} }),
  released: (desk) => ({ at: recent(desk), ground: desk.dice.pick(['court-order', 'time-limit']) }),
}

/** Kinds that people write; a registry's refusals are the node's own. */
export const KINDS_OF_PEOPLE = Object.keys(BODIES) as Kind[]

/** How often a kind is thought of, where it is not once: what ends a file comes late. */
export const WEIGHTS: Partial<Record<Kind, number>> = {
  'matter-closed': 0.05,
  'request-withdrawn': 0.15,
  released: 0.3,
  'consent-recorded': 3,
  'consent-withdrawn': 2,
  arrested: 2,
  questioned: 2,
  'assistance-granted': 2,
  'request-sent': 3,
  'counsel-appointed': 2,
}

/** A draft of a kind; `insists` are fields that it must have, as a gate asked for them. */
export function draftOf(kind: Kind, desk: Desk, insists: Body = {}): ActDraft | undefined {
  const body = BODIES[kind]?.(desk)
  if (!body) return undefined
  const told = Object.entries(insists).map(([field, asked]) => [field, Array.isArray(asked) ? asked[0] : asked])
  // The kind's own schema reads the body when the act is made; here it is only a wish.
  const act = { kind, body: { ...body, ...Object.fromEntries(told) } } as unknown as Act
  return { act, fields: fieldsOf(kind, desk.dice) }
}

/** The act that opens a file. */
export function openingDraft(
  dice: Dice,
  kind: 'request-authorised' | 'arrest-requested',
  { requesting, requested }: Opening,
): ActDraft {
  const shared = { requesting, requested, offences: ['fraud'], urgent: dice.chance(0.3) }
  const body =
    kind === 'arrest-requested'
      ? { ...shared, basis: ['ets024'], purpose: 'prosecution' }
      : {
          ...shared,
          basis: ['ets030'],
          measures: ['bank-information'],
          necessity: true,
          proportionality: true,
          purpose: true,
          affectedPersonsNamed: true,
          noticePlan: 'given',
          proofs: {},
        }
  return { act: { kind, body } as unknown as Act, fields: fieldsOf(kind, dice) }
}

function fieldsOf(kind: Kind, dice: Dice): Record<string, string> {
  const names = Object.keys(definitionOf(kind).disclosable).filter((name) => name !== 'matter' && dice.chance(0.5))
  return Object.fromEntries(names.map((name) => [name, `${name} ${dice.below(1000)}`]))
}

/** Now and then somebody cites the wrong act, as people do. */
function citing(
  desk: Desk,
  field: string,
  ...kinds: readonly [...string[], string | ((id: ActId) => Body)]
): Body | undefined {
  const more = kinds.at(-1)
  const { dice, folded } = desk
  const fitting = folded.acts.filter(({ act }) => kinds.includes(act.kind))
  const cited = dice.pick(dice.chance(0.04) ? folded.acts : fitting)
  return cited && { [field]: cited.id, ...(typeof more === 'function' ? more(cited.id) : {}) }
}

function aboutStatement(desk: Desk, more: Body): Body | undefined {
  const report = desk.dice.pick(desk.folded.acts.filter(({ act }) => act.kind === 'questioned'))
  return report?.act.kind === 'questioned'
    ? { report: report.id, statement: report.act.body.statement, ...more }
    : undefined
}

/** An authority writes down what the person said; counsel writes in their own name. */
const attested = ({ strand }: Desk): Body =>
  strand.startsWith('counsel/') ? {} : { attested: { for: 'person', how: 'spoken' } }

const recent = ({ dice, nowMs }: Desk): Instant => instantOf(nowMs - dice.below(6 * HOUR))
