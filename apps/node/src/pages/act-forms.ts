import type { CalendarDate, Instant, JsonObject, ZoneName } from '@comity/kernel'
import { type ActDraft, definitionOf, inCustody, type Kind, kindsOf } from '@comity/procedure'
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
  | { readonly name: string; readonly kind: 'act'; readonly of: readonly Kind[] }
  /** A text that can later be withheld. */
  | { readonly name: string; readonly kind: 'text'; readonly required?: true }

export type FormOf = { readonly fields: readonly FormField[]; readonly fixed?: JsonObject; readonly attested?: true }

const at = (name = 'at') => ({ name, kind: 'moment' }) as const
const text = (name: string) => ({ name, kind: 'text' }) as const
const needed = (name: string) => ({ name, kind: 'text', required: true }) as const
const choice = (name: string, ...values: readonly string[]) => ({ name, kind: 'choice', values }) as const
const yesNo = (name: string) => ({ name, kind: 'yes-no' }) as const
const act = (name: string, ...of: readonly Kind[]) => ({ name, kind: 'act', of }) as const

/**
 * The form of each act that is made on a matter's page. What an order must prove is not asked here: the node looks it up,
 * and says what is missing.
 */
export const FORMS: Partial<Readonly<Record<Kind, FormOf>>> = {
  'reasons-given': { fields: [at(), { name: 'language', kind: 'language' }, yesNo('understood'), text('how')] },
  arrested: { fields: [at('arrestedAt'), text('place')] },
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
  'counsel-appointed': { fields: [needed('counselName')], fixed: { bar: '', where: 'requested' }, attested: true },
  'consulate-information-given': { fields: [at(), choice('wish', 'notify', 'do-not-notify', 'undecided')] },
  'third-person-informed': { fields: [at(), choice('wish', 'informed', 'nobody-named'), text('who')] },
  'doctor-offered': { fields: [at(), choice('wish', 'accepted', 'declined')] },
  'interpreter-engaged': {
    fields: [
      choice('for', 'hearing', 'consultation', 'questioning'),
      { name: 'language', kind: 'language' },
      text('interpreter'),
    ],
  },
  'interpretation-confirmed': {
    fields: [choice('for', 'hearing', 'consultation', 'questioning'), yesNo('understood')],
  },
  'counsel-advised': {
    fields: [at(), yesNo('private'), choice('interpreted', 'yes', 'not-needed', 'no'), yesNo('consequencesExplained')],
  },
  'hearing-set': { fields: [at(), text('room')], fixed: { before: 'judge' } },
  'brought-before-judge': { fields: [at(), text('note')] },
  'consent-recorded': { fields: [at(), text('words')], fixed: { proofs: {} }, attested: true },
  'speciality-renounced': { fields: [at(), act('consent', 'consent-recorded'), text('words')], fixed: { proofs: {} } },
  'consent-withdrawn': { fields: [act('consent', 'consent-recorded')], attested: true },
  'video-hearing-ordered': { fields: [at(), text('about')], fixed: { proofs: {} } },
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
  'objection-filed': { fields: [text('reasons')], attested: true },
  released: {
    fields: [at(), choice('ground', 'court-order', 'time-limit', 'request-withdrawn', 'wrong-person', 'refused')],
  },
  'arrest-ordered': { fields: [act('request', 'arrest-requested'), text('reasons')], fixed: { proofs: {} } },
  'extradition-requested': {
    fields: [act('request', 'arrest-requested'), { name: 'documents', kind: 'count' }, text('inventory')],
  },
  'request-acknowledged': { fields: [act('request', 'request-authorised', 'extradition-requested'), text('contact')] },
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
  'finding-made': { fields: [needed('finding')], fixed: { about: [] } },
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
  return (form?.fields ?? []).every((field) => field.kind !== 'act' || field.of.some((of) => dossier.byKind.has(of)))
}

export type Typed = Readonly<Record<string, string>>
export type FormFault = {
  readonly name: string
  readonly code: 'missing' | 'not-a-time' | 'not-a-day' | 'not-a-number'
}

/** What somebody typed, as the draft of an act, or what is wrong with it. Nothing typed is changed. */
export function readForm(
  here: Visit,
  loaded: LoadedDossier,
  kind: Kind,
  typed: Typed,
): { readonly ok: true; readonly value: ActDraft } | { readonly ok: false; readonly error: readonly FormFault[] } {
  const form = FORMS[kind]
  const faults: FormFault[] = []
  const body: Record<string, unknown> = { ...form?.fixed }
  const fields: Record<string, string> = {}
  for (const field of form?.fields ?? []) {
    const value = (typed[field.name] ?? '').trim()
    switch (field.kind) {
      case 'text':
        if (value !== '') fields[field.name] = value
        else if (field.required) faults.push({ name: field.name, code: 'missing' })
        break
      case 'moment': {
        const instant = readMoment(typed, field.name, here.reader.place.zone)
        if (instant) body[field.name] = instant
        else faults.push({ name: field.name, code: 'not-a-time' })
        break
      }
      case 'day': {
        const day = readDay(typed, field.name)
        if (day) body[field.name] = day
        else faults.push({ name: field.name, code: 'not-a-day' })
        break
      }
      case 'count':
        if (/^\d{1,6}$/.test(value)) body[field.name] = Number(value)
        else faults.push({ name: field.name, code: 'not-a-number' })
        break
      case 'yes-no':
        if (value === 'yes' || value === 'no') body[field.name] = value === 'yes'
        else faults.push({ name: field.name, code: 'missing' })
        break
      default:
        if (value !== '') body[field.name] = value
        else faults.push({ name: field.name, code: 'missing' })
    }
  }
  if (faults.length > 0) return { ok: false, error: faults }
  const attested =
    form?.attested && here.persona?.kind === 'officer'
      ? { attested: { for: 'person', how: typed['how-said'] === 'paper' ? 'paper' : 'spoken' } }
      : {}
  // The kind's own schema reads this body when the act is made.
  return {
    ok: true,
    value: { act: { kind, body: { ...body, ...attested, ...statementOf(loaded, body) } } as ActDraft['act'], fields },
  }
}

/** A statement is named by the report that it comes from. */
function statementOf(
  { folded: { dossier } }: LoadedDossier,
  body: Readonly<Record<string, unknown>>,
): { readonly statement?: string } {
  const report = body['report'] === undefined ? undefined : dossier.settled.get(body['report'] as never)?.act
  return report?.kind === 'questioned' ? { statement: report.body.statement } : {}
}

const two = (text_: string | undefined): string => (text_ ?? '').trim().padStart(2, '0')

function readDay(typed: Typed, name: string): CalendarDate | undefined {
  const day = `${(typed[`${name}-year`] ?? '').trim()}-${two(typed[`${name}-month`])}-${two(typed[`${name}-day`])}`
  try {
    return Temporal.PlainDate.from(day).toString() === day ? (day as CalendarDate) : undefined
  } catch {
    return undefined
  }
}

/** A day and a time as the clocks of this place show them. */
function readMoment(typed: Typed, name: string, zone: ZoneName): Instant | undefined {
  const day = readDay(typed, name)
  const time = (typed[`${name}-time`] ?? '').trim()
  if (!day || !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time)) return undefined
  const instant = Temporal.PlainDateTime.from(`${day}T${time.padStart(5, '0')}`)
    .toZonedDateTime(zone)
    .toInstant()
  return instant.toString({ fractionalSecondDigits: 3 }) as Instant
}
