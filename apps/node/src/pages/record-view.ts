import {
  type FormError,
  languageName,
  type Option,
  offsetText,
  type RecordField,
  type RecordView,
} from '@comity/portal'
import { definitionOf, type Kind } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { FORMS, type FormField } from './act-forms.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import { matterFrame } from './matter-view.ts'
import type { FormFault, Typed } from './read-form.ts'
import type { Visit } from './site.ts'
import { doWords } from './step-words.ts'

const LANGUAGES = ['ar', 'en', 'es', 'fr', 'pt', 'sw'] as const

export type Filled = {
  readonly typed?: Typed
  readonly faults: readonly FormFault[]
  /** A right stopped this text before; it is shown again. */
  readonly kept: boolean
  readonly key: string
}

/** The form of one step: empty with today's date, or as it was typed with what is wrong. */
export function recordView(here: Visit, loaded: LoadedDossier, kind: Kind, filled: Filled): RecordView {
  const { t } = here.reader
  const { id } = loaded.folded.dossier
  const { typed, faults } = filled
  const frame = matterFrame(here, loaded)
  const form = FORMS[kind]
  const isBar = here.persona?.kind === 'officer' && here.persona.role === 'bar'
  const fields = [
    ...(form?.fields ?? []).flatMap((field) => fieldViews(here, loaded, kind, field, typed)),
    ...saidFields(here, kind, typed),
  ]
  const order = definitionOf(kind).class === 'order'
  return {
    title: doWords(t, kind),
    note: `${t(`form.class.${definitionOf(kind).class}`)}${order ? ` ${t('form.proofs')}` : ''}`,
    ...(filled.kept ? { kept: t('form.kept') } : {}),
    fields: fields.map((field) => withFault(here, field, faults)),
    errors: faults.map((fault): FormError => ({ name: fault.name, text: faultWords(here, fault) })),
    key: filled.key,
    action: `/matters/${id}/record/${kind}`,
    crumbs: isBar
      ? [
          { text: t('access.appointments'), href: '/appointments' },
          { text: id, isFileNumber: true },
          { text: doWords(t, kind) },
        ]
      : [
          { text: frame.desk.text, href: frame.desk.href },
          { text: id, href: `/matters/${id}`, isFileNumber: true },
          { text: doWords(t, kind) },
        ],
    back: isBar
      ? { text: t('access.appointments'), href: '/appointments' }
      : { text: t('refused.back.dossier'), href: `/matters/${id}` },
  }
}

export const faultWords = ({ reader: { t } }: Visit, { name, code }: FormFault): string =>
  t(`form.fault.${code}`, { what: t(`form.field.${name as 'at'}`) })

export function withFault(here: Visit, field: RecordField, faults: readonly FormFault[]): RecordField {
  const fault = faults.find(({ name }) => name === field.name)
  return fault ? { ...field, error: faultWords(here, fault) } : field
}

function fieldViews(
  here: Visit,
  loaded: LoadedDossier,
  kind: Kind,
  field: FormField,
  typed: Typed | undefined,
): readonly RecordField[] {
  const { t } = here.reader
  const label = t(`form.field.${field.name as 'at'}`)
  if (field.kind === 'public-key') return keyFields(here, typed)
  const optional = (field.kind === 'text' && !field.required) || (field.kind === 'act' && field.optional === true)
  const hint = hintOf(here, field)
  return [
    {
      name: field.name,
      label,
      control: controlOf(here, loaded, kind, field, typed),
      ...(hint === undefined ? {} : { hint }),
      ...(optional ? { optional: true } : {}),
    },
  ]
}

function hintOf({ reader: { t, place, now } }: Visit, field: FormField): string | undefined {
  switch (field.kind) {
    case 'moment':
      return t('form.time.hint', { zone: `${place.name}, ${offsetText(now, place.zone)}` })
    case 'label':
      return t('form.hint.statement')
    case 'text':
      return field.short ? undefined : t('form.hint.texts')
    default:
      return undefined
  }
}

/** Whose word it is, and the code of the slip, where an office writes down what the person said. */
function saidFields(here: Visit, kind: Kind, typed: Typed | undefined): readonly RecordField[] {
  const { t } = here.reader
  if (!FORMS[kind]?.attested || here.persona?.kind !== 'officer') return []
  const how: RecordField = {
    name: 'how-said',
    label: t('form.field.how-said'),
    hint: t('form.hint.how-said'),
    control: {
      kind: 'choice',
      value: typed?.['how-said'] ?? 'spoken',
      options: [
        { value: 'spoken', text: t('form.choice.spoken') },
        { value: 'paper', text: t('form.choice.paper') },
      ],
    },
  }
  if (kind !== 'objection-filed') return [how]
  const slip: RecordField = {
    name: 'slip',
    label: t('form.field.slip'),
    hint: t('form.hint.slip'),
    optional: true,
    control: { kind: 'text', value: typed?.['slip'] ?? '' },
  }
  return [how, slip]
}

/** The key of counsel: one of those known here, or pasted. */
function keyFields({ site, reader: { t } }: Visit, typed: Typed | undefined): readonly RecordField[] {
  const known = site.knownCounsel ?? []
  const pasted: RecordField = {
    name: 'key',
    label: t('form.field.key'),
    hint: t('form.hint.key'),
    optional: known.length > 0,
    control: { kind: 'area', value: typed?.['key'] ?? '' },
  }
  if (known.length === 0) return [pasted]
  const choice: RecordField = {
    name: 'known',
    label: t('form.field.known'),
    hint: t('form.hint.known'),
    control: {
      kind: 'choice',
      value: typed?.['known'] ?? '',
      options: [...known.map(({ name }) => ({ value: name, text: name })), { value: '', text: t('form.known.other') }],
    },
  }
  return [choice, pasted]
}

function controlOf(
  here: Visit,
  loaded: LoadedDossier,
  kind: Kind,
  field: Exclude<FormField, { kind: 'public-key' }>,
  typed: Typed | undefined,
): RecordField['control'] {
  const { t } = here.reader
  const value = typed?.[field.name] ?? ''
  switch (field.kind) {
    case 'moment':
      return { kind: 'moment', ...momentTyped(here, kind, field.name, typed) }
    case 'day':
      return { kind: 'day', date: momentTyped(here, kind, field.name, typed).date }
    case 'text':
      return { kind: field.short ? 'text' : 'area', value }
    case 'label':
      return { kind: 'text', value }
    case 'count':
      return { kind: 'count', value }
    case 'yes-no':
      return { kind: 'choice', value, options: choices(here, ['yes', 'no']) }
    case 'choice':
      return { kind: 'choice', value, options: choices(here, field.values) }
    case 'language':
      return { kind: 'select', value, options: LANGUAGES.map((code) => ({ value: code, text: languageName(t, code) })) }
    case 'act':
      return { kind: 'select', value, options: actOptions(here, loaded, field.of) }
  }
}

const choices = ({ reader: { t } }: Visit, values: readonly string[]): readonly Option[] =>
  values.map((value) => ({ value, text: t(`form.choice.${value as 'yes'}`) }))

/** The time at which a step is recorded as it happens is offered; of what happened before, or is to come, nobody guesses. */
const RECORDED_LATER: ReadonlySet<string> = new Set(['arrestedAt', 'from', 'to'])

function momentTyped({ reader: { now, place } }: Visit, kind: Kind, name: string, typed: Typed | undefined) {
  if (typed)
    return {
      date: { day: typed[`${name}-day`] ?? '', month: typed[`${name}-month`] ?? '', year: typed[`${name}-year`] ?? '' },
      time: typed[`${name}-time`] ?? '',
    }
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(place.zone)
  const clock = `${String(today.hour).padStart(2, '0')}:${String(today.minute).padStart(2, '0')}`
  if (FORMS[kind]?.ahead || name === 'until' || name === 'replyBy')
    return { date: { day: '', month: '', year: '' }, time: '' }
  return {
    date: { day: String(today.day), month: String(today.month), year: String(today.year) },
    time: RECORDED_LATER.has(name) ? '' : clock,
  }
}

function actOptions(here: Visit, loaded: LoadedDossier, kinds: readonly Kind[]): readonly Option[] {
  const numbers = numbersOf(loaded)
  return kinds
    .flatMap((kind) => loaded.folded.dossier.byKind.get(kind) ?? [])
    .map((id) => ({ value: id, text: `${numbers.get(id) ?? ''}. ${titleOfAct(here, loaded, id)}` }))
}
