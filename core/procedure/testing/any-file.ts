import { sampleKey } from '@comity/directory/testing'
import type { ActId, CalendarDate, GuaranteeId, ProvisionId } from '@comity/kernel'
import type { CheckedAct } from '../src/act.ts'
import { type Act, type BodyOf, type Kind, kinds } from '../src/kinds.ts'
import { minute, Pen } from './pen.ts'
import { ARREST_REQUEST, BANK_RECORDS, QUESTIONED } from './sample-file.ts'
import { COUNSEL } from './sample-states.ts'

/** Every strand of the samples, a stranger's and an overseer's among them. */
export const STRANDS: readonly string[] = [
  'QV/ministry',
  'QV/prosecutor',
  'QV/court',
  'QV/registry',
  'QN/ministry',
  'QN/court',
  'QN/custody',
  'QN/police',
  'QN/registry',
  'QN/bar',
  'QV/bar',
  'QQ/court',
  'XO/overseer',
  COUNSEL,
]

const at = minute(30)
const counsel = sampleKey('counsel')

/** A well-formed body for each kind. `ref` names an act of a kind, `flag` chooses between what is good and what is not. */
const BODIES: { readonly [K in Kind]: (ref: (kind: Kind) => ActId, flag: boolean) => BodyOf<K> } = {
  'request-authorised': (_, flag) => ({ ...BANK_RECORDS, purpose: flag }),
  'arrest-requested': () => ARREST_REQUEST,
  'order-refused': (ref) => ({ act: ref('consent-recorded'), unmet: [], otherwise: [], alarm: true }),
  'supplement-asked': (ref) => ({
    act: ref('consent-recorded'),
    provisions: ['law:1' as ProvisionId],
    guarantees: ['speciality' as GuaranteeId],
  }),
  'counsel-appointed': (_, flag) => ({
    ...(flag ? { attested: { for: 'person', how: 'paper' } as const } : {}),
    bar: 'QN/bar',
    where: 'requested',
  }),
  'counsel-vouched': (ref) => ({ appointment: ref('counsel-appointed'), kid: counsel.kid, key: counsel.jwk }),
  'information-asked': () => ({ replyBy: '2026-03-09' as CalendarDate, about: [] }),
  'information-supplied': (ref) => ({ asked: ref('information-asked') }),
  'request-acknowledged': (ref) => ({ request: ref('request-authorised') }),
  'deadline-met': (ref) => ({ clock: 'law:judge', startedBy: ref('arrested'), by: ref('released') }),
  'deadline-missed': (ref) => ({ clock: 'law:judge', startedBy: ref('arrested') }),
  'deadline-observed': (ref, flag) => ({
    clock: 'law:judge',
    startedBy: ref('arrested'),
    state: flag ? 'met' : 'missed',
  }),
  'finding-made': (ref) => ({ about: [ref('questioned')] }),
  'objection-filed': (_, flag) => (flag ? { attested: { for: 'person', how: 'form' } } : {}),
  'matter-closed': () => ({ outcome: 'executed' }),
  'language-assessed': (_, flag) => ({ language: 'ar', interpreterNeeded: flag, reads: true, at }),
  'request-sent': (ref) => ({ request: ref('request-authorised') }),
  'assistance-granted': (ref) => ({ request: ref('request-authorised'), conditions: [], proofs: {} }),
  'assistance-refused': (ref) => ({
    request: ref('request-authorised'),
    grounds: [{ ground: 'ne-bis-in-idem', provision: 'law:1' as ProvisionId }],
  }),
  'measure-executed': () => ({ on: '2026-03-03' as CalendarDate, measure: 'bank-information', documents: 2 }),
  'remedy-notice-given': (_, flag) => ({ at, until: '2026-04-01' as CalendarDate, postponedByJudge: flag }),
  'privilege-reviewed': () => ({ result: 'nothing-privileged', documents: 2 }),
  'result-returned': (ref) => ({ request: ref('request-authorised'), items: [], proofs: {} }),
  'request-withdrawn': (ref, flag) => ({ request: ref(flag ? 'request-authorised' : 'questioned') }),
  'extradition-requested': (ref) => ({ request: ref('arrest-requested'), documents: 3 }),
  'arrest-ordered': (ref) => ({ request: ref('arrest-requested'), proofs: {} }),
  arrested: () => ({ arrestedAt: minute(10) }),
  'reasons-given': (_, flag) => ({ at, language: 'ar', understood: flag }),
  'letter-of-rights-given': (_, flag) => ({ at, language: 'ar', form: 'paper', understood: flag }),
  'counsel-advised': (_, flag) => ({ at, private: flag, interpreted: 'yes', consequencesExplained: true }),
  'interpreter-engaged': () => ({ for: 'hearing', language: 'ar' }),
  'interpretation-confirmed': (_, flag) => ({ for: 'hearing', understood: flag }),
  'consulate-information-given': () => ({ at, wish: 'undecided' }),
  'third-person-informed': () => ({ at, wish: 'nobody-named' }),
  'doctor-offered': () => ({ at, wish: 'declined' }),
  questioned: (_, flag) => ({ ...QUESTIONED, counsel: flag ? 'waived' : 'absent' }),
  'hearing-set': () => ({ at, before: 'judge' }),
  'brought-before-judge': () => ({ at }),
  'video-hearing-ordered': () => ({ at, proofs: {} }),
  'video-hearing-accepted': (_, flag) => (flag ? { attested: { for: 'person', how: 'spoken' } } : {}),
  'consent-recorded': () => ({ at, proofs: {} }),
  'speciality-renounced': (ref) => ({ at, consent: ref('consent-recorded'), proofs: {} }),
  'consent-withdrawn': (ref, flag) => ({
    consent: ref(flag ? 'consent-recorded' : 'questioned'),
    attested: { for: 'person', how: 'spoken' },
  }),
  'evidence-challenged': (ref, flag) => ({
    report: ref('questioned'),
    statement: 'statement-1',
    ground: 'no-counsel',
    ...(flag ? { attested: { for: 'counsel', how: 'paper' } as const } : {}),
  }),
  'evidence-excluded': (ref) => ({ report: ref('questioned'), statement: 'statement-1' }),
  'evidence-relied-on': (ref) => ({ report: ref('questioned'), statement: 'statement-1', proofs: {} }),
  released: () => ({ at, ground: 'court-order' }),
}

export const KINDS = Object.keys(kinds) as readonly Kind[]

/** A well-formed act of a kind, about acts of the file where there are any. */
export function anyAct(kind: Kind, acts: readonly CheckedAct[], flag: boolean): Act {
  const ref = (wanted: Kind): ActId =>
    acts.findLast(({ act }) => act.kind === wanted)?.id ?? acts.at(-1)?.id ?? ('0'.repeat(64) as ActId)
  return { kind, body: BODIES[kind](ref, flag) } as Act // one kind, and the body made for it
}

/** How one act of a random file is made: numbers that choose, so that a test can shrink them. */
export type Choice = {
  readonly strand: number
  readonly kind: number
  readonly flag: boolean
  /** For each act before, whether the author knew of it; what is not said was known. */
  readonly knows: readonly boolean[]
}

/** A file of random acts by random authors, each with a random causal past, that opens as a file does. */
export function anyFile(opening: 'arrest-requested' | 'request-authorised', choices: readonly Choice[]): Pen {
  const pen = new Pen()
  const first = pen.write('QV/ministry', opening, anyAct(opening, [], true).body as never)
  for (const { strand, kind, flag, knows } of choices) {
    const known = pen.acts.filter((act, index) => act === first || (knows[index] ?? true))
    const act = anyAct(KINDS[kind % KINDS.length] ?? 'arrested', pen.acts, flag)
    pen.acts.push(pen.draft(STRANDS[strand % STRANDS.length] ?? '', act, { knows: known }))
  }
  return pen
}
