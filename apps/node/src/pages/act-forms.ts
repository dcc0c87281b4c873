import type { JsonObject } from '@comity/kernel'
import { definitionOf, inCustody, type Kind, kindsOf } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Persona } from './persona.ts'
import type { Visit } from './site.ts'

/** How one field of an act is asked for. */
export type FormField =
  | { readonly name: string; readonly kind: 'moment' | 'day' }
  | { readonly name: string; readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: 'yes-no' }
  | { readonly name: string; readonly kind: 'language' | 'label' | 'count' }
  /** An act of the dossier of one of these kinds. */
  | { readonly name: string; readonly kind: 'act'; readonly of: readonly Kind[]; readonly optional?: true }
  /** A text that can later be withheld. */
  | { readonly name: string; readonly kind: 'text'; readonly required?: true; readonly short?: true }
  /** Counsel's public key: of somebody known here, or pasted. */
  | { readonly name: string; readonly kind: 'public-key' }

export type FormOf = {
  readonly fields: readonly FormField[]
  readonly fixed?: JsonObject
  /** The act records the person's own word where an office writes it down. */
  readonly attested?: true
  /** It is about what is still to come; everything else has happened when it is recorded. */
  readonly ahead?: true
}

const at = (name = 'at') => ({ name, kind: 'moment' }) as const
const text = (name: string) => ({ name, kind: 'text' }) as const
const line = (name: string) => ({ name, kind: 'text', short: true }) as const
const needed = (name: string) => ({ name, kind: 'text', required: true }) as const
const choice = (name: string, ...values: readonly string[]) => ({ name, kind: 'choice', values }) as const
const yesNo = (name: string) => ({ name, kind: 'yes-no' }) as const
const act = (name: string, ...of: readonly Kind[]) => ({ name, kind: 'act', of }) as const
const actIfAny = (name: string, ...of: readonly Kind[]) => ({ name, kind: 'act', of, optional: true }) as const

/** Orders and decisions that somebody may object to, or an overseer may find fault with. */
const DECISIONS: readonly Kind[] = [
  'arrest-ordered',
  'video-hearing-ordered',
  'consent-recorded',
  'speciality-renounced',
  'evidence-relied-on',
  'assistance-granted',
  'result-returned',
]

/**
 * The form of each act that is made on a matter's page. What an order must prove is not asked here: the node looks it up,
 * and says what is missing.
 */
export const FORMS: Partial<Readonly<Record<Kind, FormOf>>> = {
  'reasons-given': { fields: [at(), { name: 'language', kind: 'language' }, yesNo('understood'), line('how')] },
  arrested: { fields: [at('arrestedAt'), line('place')] },
  'letter-of-rights-given': {
    fields: [at(), { name: 'language', kind: 'language' }, choice('form', 'paper', 'read-aloud'), yesNo('understood')],
  },
  'language-assessed': {
    fields: [at(), { name: 'language', kind: 'language' }, yesNo('interpreterNeeded'), yesNo('reads')],
  },
  questioned: {
    fields: [
      at('from'),
      at('to'),
      choice('counsel', 'present', 'waived', 'absent'),
      choice('interpreter', 'present', 'not-needed', 'absent'),
      { name: 'statement', kind: 'label' },
      text('note'),
    ],
  },
  'counsel-appointed': {
    fields: [
      { name: 'counselName', kind: 'text', required: true, short: true },
      choice('where', 'requested', 'requesting'),
    ],
    attested: true,
  },
  'counsel-vouched': {
    fields: [act('appointment', 'counsel-appointed'), { name: 'key', kind: 'public-key' }, line('counselName')],
  },
  'consulate-information-given': { fields: [at(), choice('wish', 'notify', 'do-not-notify', 'undecided')] },
  'third-person-informed': { fields: [at(), choice('wish', 'informed', 'nobody-named'), line('who')] },
  'doctor-offered': { fields: [at(), choice('wish', 'accepted', 'declined')] },
  'interpreter-engaged': {
    fields: [
      choice('for', 'hearing', 'consultation', 'questioning'),
      { name: 'language', kind: 'language' },
      line('interpreter'),
    ],
    ahead: true,
  },
  'interpretation-confirmed': {
    fields: [choice('for', 'hearing', 'consultation', 'questioning'), yesNo('understood')],
  },
  'counsel-advised': {
    fields: [at(), yesNo('private'), choice('interpreted', 'yes', 'not-needed', 'no'), yesNo('consequencesExplained')],
  },
  'hearing-set': { fields: [at(), line('room')], fixed: { before: 'judge' }, ahead: true },
  'brought-before-judge': { fields: [at(), text('note')] },
  'consent-recorded': { fields: [at(), text('words')], fixed: { proofs: {} }, attested: true },
  'speciality-renounced': { fields: [at(), act('consent', 'consent-recorded'), text('words')], fixed: { proofs: {} } },
  'consent-withdrawn': { fields: [act('consent', 'consent-recorded')], attested: true },
  'video-hearing-ordered': { fields: [at(), text('about')], fixed: { proofs: {} }, ahead: true },
  'video-hearing-accepted': { fields: [], attested: true },
  'evidence-challenged': {
    fields: [
      act('report', 'questioned'),
      choice('ground', 'no-counsel', 'no-interpreter', 'coercion', 'unlawful', 'broken-custody', 'beyond-purpose'),
      text('reasons'),
    ],
    attested: true,
  },
  'evidence-excluded': { fields: [act('report', 'questioned'), text('reasons')] },
  'evidence-relied-on': { fields: [act('report', 'questioned'), text('purpose')], fixed: { proofs: {} } },
  'objection-filed': { fields: [text('reasons'), actIfAny('against', ...DECISIONS)], attested: true },
  released: {
    fields: [at(), choice('ground', 'court-order', 'time-limit', 'request-withdrawn', 'wrong-person', 'refused')],
  },
  'arrest-ordered': { fields: [act('request', 'arrest-requested'), text('reasons')], fixed: { proofs: {} } },
  'extradition-requested': {
    fields: [act('request', 'arrest-requested'), { name: 'documents', kind: 'count' }, text('inventory')],
  },
  'request-acknowledged': { fields: [act('request', 'request-authorised', 'extradition-requested'), line('contact')] },
  'information-asked': { fields: [{ name: 'replyBy', kind: 'day' }, needed('question')], fixed: { about: [] } },
  'information-supplied': { fields: [act('asked', 'information-asked'), needed('answer')] },
  'assistance-granted': {
    fields: [act('request', 'request-authorised'), text('reasons')],
    fixed: { conditions: ['speciality-of-use'], proofs: {} },
  },
  'measure-executed': {
    fields: [{ name: 'on', kind: 'day' }, { name: 'documents', kind: 'count' }, text('account')],
    fixed: { measure: 'bank-information' },
  },
  'remedy-notice-given': { fields: [at(), { name: 'until', kind: 'day' }, yesNo('postponedByJudge'), text('to')] },
  'privilege-reviewed': {
    fields: [choice('result', 'nothing-privileged', 'separated'), { name: 'documents', kind: 'count' }],
  },
  'result-returned': {
    fields: [act('request', 'request-authorised'), text('inventory')],
    fixed: { items: [], proofs: {} },
  },
  'request-withdrawn': { fields: [act('request', 'request-authorised'), text('reason')] },
  'matter-closed': { fields: [choice('outcome', 'executed', 'refused', 'withdrawn', 'person-released', 'consented')] },
  'finding-made': { fields: [needed('finding'), actIfAny('aboutAct', ...DECISIONS, 'questioned')] },
}

/** Steps that the reader's office may record in this matter, as the procedure table has it. */
export function mayMake({ site, persona }: Visit, loaded: LoadedDossier): readonly Kind[] {
  const { opened } = loaded.folded.dossier
  if (!opened || !persona || persona.kind === 'person') return []
  const state = site.node.identity.state
  const side = state === opened.requesting ? 'requesting' : state === opened.requested ? 'requested' : undefined
  return kindsOf(opened.procedure).filter(
    (kind) =>
      FORMS[kind] !== undefined &&
      definitionOf(kind).opens === undefined &&
      definitionOf(kind).by.some((maker) => isMaker(maker, persona, side)) &&
      isApt(kind, loaded),
  )
}

function isMaker(
  maker: ReturnType<typeof definitionOf>['by'][number],
  persona: Persona,
  side: string | undefined,
): boolean {
  if (maker.side === 'counsel') return persona.kind === 'counsel'
  if (maker.side === 'oversight') return persona.kind === 'overseer'
  return (
    persona.kind === 'officer' &&
    (maker.side === 'either' || maker.side === side) &&
    maker.roles.some((role) => role === persona.role)
  )
}

/** Steps that cannot mean anything yet are not offered; orders always are, because their page says what is missing. */
function isApt(kind: Kind, { folded: { dossier } }: LoadedDossier): boolean {
  if (kind === 'arrested') return !inCustody(dossier)
  const form = FORMS[kind]
  return (form?.fields ?? []).every(
    (field) => field.kind !== 'act' || field.optional === true || field.of.some((of) => dossier.byKind.has(of)),
  )
}
