import { keyIdOf, PublicJwk } from '@comity/crypto'
import {
  type ActId,
  type CalendarDate,
  epochMsOf,
  type Instant,
  parseJson,
  type StateCode,
  utf8,
  type ZoneName,
} from '@comity/kernel'
import { type ActDraft, definitionOf, type Kind } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { FORMS, type FormField } from './act-forms.ts'
import type { Visit } from './site.ts'
import { isSlipOf } from './slip.ts'

/** What somebody typed, by field; nothing in it is changed. */
export type Typed = Readonly<Record<string, string>>

export type FormFault = {
  readonly name: string
  readonly code:
    | 'missing'
    | 'not-a-time'
    | 'not-a-day'
    | 'not-a-number'
    | 'too-long'
    | 'in-future'
    | 'before-start'
    | 'not-a-key'
    | 'not-a-label'
    | 'not-the-slip'
    | 'unusable'
}

export type ReadForm =
  | { readonly ok: true; readonly value: ActDraft }
  | { readonly ok: false; readonly error: readonly FormFault[] }

/** A minute for clocks that differ: what is recorded as it happens is not in the future. */
const NOW_TOLERANCE_MS = 60_000

type Reading = {
  readonly body: Record<string, unknown>
  readonly fields: Record<string, string>
  readonly faults: FormFault[]
}

/** The draft of an act from what was typed, or everything that is wrong with it at once. */
export function readForm(here: Visit, loaded: LoadedDossier, kind: Kind, typed: Typed): ReadForm {
  const form = FORMS[kind]
  const reading: Reading = { body: { ...form?.fixed }, fields: {}, faults: [] }
  for (const field of form?.fields ?? []) readField(here, kind, field, typed, reading)
  checkTimes(here, kind, reading)
  const { body, fields, faults } = reading
  const draft = {
    kind,
    body: { ...body, ...attestedOf(here, kind, typed, faults), ...derivedFrom(here, loaded, kind, body) },
  }
  const { aboutAct, ...clearBody } = draft.body as Record<string, unknown>
  if (kind === 'finding-made') clearBody['about'] = aboutAct === undefined ? [] : [aboutAct]
  if (faults.length === 0) {
    const clear = definitionOf(kind).clear.safeParse(clearBody)
    for (const issue of clear.success ? [] : clear.error.issues)
      faults.push({ name: String(issue.path[0] ?? form?.fields[0]?.name ?? 'at'), code: 'unusable' })
  }
  if (faults.length > 0) return { ok: false, error: faults }
  // The kind's own schema has just read this body.
  return { ok: true, value: { act: { kind, body: clearBody } as ActDraft['act'], fields } }
}

function readField(here: Visit, kind: Kind, field: FormField, typed: Typed, { body, fields, faults }: Reading): void {
  const { name } = field
  const value = (typed[name] ?? '').trim()
  if (field.kind === 'text') {
    const known = definitionOf(kind).disclosable[name]
    if (value === '' && field.required) faults.push({ name, code: 'missing' })
    if (value !== '' && known && !known.schema.safeParse(value).success) faults.push({ name, code: 'too-long' })
    if (value !== '') fields[name] = value.replaceAll('\r\n', '\n')
    return
  }
  const read = readValue(here, field, value, typed)
  if ('fault' in read) faults.push({ name, code: read.fault })
  else Object.assign(body, read.members)
}

type Value = { readonly members: Readonly<Record<string, unknown>> } | { readonly fault: FormFault['code'] }

/** What a field adds to the body of the act, or what is wrong with what was typed. */
function readValue(here: Visit, field: Exclude<FormField, { kind: 'text' }>, value: string, typed: Typed): Value {
  const { name } = field
  const is = (read: unknown, fault: FormFault['code']): Value =>
    read === undefined ? { fault } : { members: { [name]: read } }
  switch (field.kind) {
    case 'moment':
      return is(readMoment(typed, name, here.reader.place.zone), 'not-a-time')
    case 'day':
      return is(readDay(typed, name), 'not-a-day')
    case 'count':
      return is(/^\d{1,6}$/.test(value) ? Number(value) : undefined, 'not-a-number')
    case 'label':
      return is(/^[a-z0-9-]{1,60}$/.test(value) ? value : undefined, value === '' ? 'missing' : 'not-a-label')
    case 'yes-no':
      return is(value === 'yes' ? true : value === 'no' ? false : undefined, 'missing')
    case 'public-key': {
      const key = keyFrom(here, typed)
      if (key) return { members: { key, kid: keyIdOf(here.site.node.ports.engine, key) } }
      return { fault: value === '' && (typed['known'] ?? '') === '' ? 'missing' : 'not-a-key' }
    }
    case 'act':
      return value === '' && field.optional ? { members: {} } : is(value === '' ? undefined : value, 'missing')
    case 'choice':
    case 'language':
      return is(value === '' ? undefined : value, 'missing')
  }
}

/** The key of somebody whom this node's people know, or the pasted one. */
function keyFrom({ site }: Visit, typed: Typed): PublicJwk | undefined {
  const known = site.knownCounsel?.find(({ name }) => name === typed['known'])
  if (known) return known.key
  const json = parseJson(utf8((typed['key'] ?? '').trim()))
  const jwk = json.ok ? PublicJwk.safeParse(json.value) : undefined
  return jwk?.success ? jwk.data : undefined
}

/** Nothing has happened before its time, and nothing ends before it begins. */
function checkTimes({ reader }: Visit, kind: Kind, { body, faults }: Reading): void {
  const form = FORMS[kind]
  for (const field of form?.fields ?? []) {
    const value = field.kind === 'moment' ? body[field.name] : undefined
    if (typeof value !== 'string' || form?.ahead) continue
    if (epochMsOf(value as Instant) > epochMsOf(reader.now) + NOW_TOLERANCE_MS)
      faults.push({ name: field.name, code: 'in-future' })
  }
  const { from, to } = body
  if (typeof from === 'string' && typeof to === 'string' && to < from) faults.push({ name: 'to', code: 'before-start' })
}

/** Whose word it is, where an office writes down what the person said. The slip that they tore off proves its own file. */
function attestedOf(here: Visit, kind: Kind, typed: Typed, faults: FormFault[]): object {
  if (!FORMS[kind]?.attested || here.persona?.kind !== 'officer') return {}
  const slip = (typed['slip'] ?? '').trim()
  const dossier = here.context.req.param('dossier') ?? ''
  if (slip !== '' && !isSlipOf(here.site, dossier, slip)) faults.push({ name: 'slip', code: 'not-the-slip' })
  return { attested: { for: 'person', how: typed['how-said'] === 'paper' ? 'paper' : 'spoken' } }
}

/** What follows from the rest: the label of the statement that a report names, the bar of the State that was chosen. */
function derivedFrom(
  { site }: Visit,
  { folded: { dossier } }: LoadedDossier,
  kind: Kind,
  body: Readonly<Record<string, unknown>>,
): object {
  if (kind === 'counsel-appointed') {
    const state: StateCode | undefined =
      body['where'] === 'requesting' ? dossier.opened?.requesting : dossier.opened?.requested
    const list = state && site.node.directory().of(state)
    return { bar: list?.authorities.find(({ role }) => role === 'bar')?.id ?? '' }
  }
  const report = typeof body['report'] === 'string' ? dossier.settled.get(body['report'] as ActId)?.act : undefined
  return report?.kind === 'questioned' && kind !== 'questioned' ? { statement: report.body.statement } : {}
}

const two = (text: string | undefined): string => (text ?? '').trim().padStart(2, '0')

export function readDay(typed: Typed, name: string): CalendarDate | undefined {
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
