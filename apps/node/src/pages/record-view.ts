import type { FormError, Option, RecordField, RecordView } from '@comity/portal'
import { languageName } from '@comity/portal'
import { definitionOf, type Kind } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { FORMS, type FormFault, type FormField, type Typed } from './act-forms.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import type { Visit } from './site.ts'

const LANGUAGES = ['ar', 'en', 'es', 'fr', 'pt', 'sw'] as const

/** The form of one step: empty with today's date, or as it was typed with what is wrong. */
export function recordView(
  here: Visit,
  loaded: LoadedDossier,
  kind: Kind,
  typed: Typed | undefined,
  faults: readonly FormFault[],
  key: string,
): RecordView {
  const { t } = here.reader
  const words = (fault: FormFault) => t(`form.fault.${fault.code}`, { what: t(`form.field.${fault.name as 'at'}`) })
  const form = FORMS[kind]
  const fields = (form?.fields ?? []).map((field): RecordField => {
    const fault = faults.find(({ name }) => name === field.name)
    return {
      name: field.name,
      label: t(`form.field.${field.name as 'at'}`),
      control: controlOf(here, loaded, field, typed),
      ...(fault ? { error: words(fault) } : {}),
      ...(field.kind === 'text' && !field.required ? { optional: true } : {}),
    }
  })
  const said: readonly RecordField[] =
    form?.attested && here.persona?.kind === 'officer'
      ? [
          {
            name: 'how-said',
            label: t('form.field.how-said'),
            control: {
              kind: 'choice',
              value: typed?.['how-said'] ?? 'spoken',
              options: [
                { value: 'spoken', text: t('form.choice.spoken') },
                { value: 'paper', text: t('form.choice.paper') },
              ],
            },
          },
        ]
      : []
  return {
    id: loaded.folded.dossier.id,
    kind,
    title: t(`form.kind.${kind as 'arrested'}`),
    note: t(`form.class.${definitionOf(kind).class}`),
    fields: [...fields, ...said],
    errors: faults.map((fault): FormError => ({ name: fault.name, text: words(fault) })),
    key,
  }
}

function controlOf(
  here: Visit,
  loaded: LoadedDossier,
  field: FormField,
  typed: Typed | undefined,
): RecordField['control'] {
  const { t, now, place } = here.reader
  const value = typed?.[field.name] ?? ''
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(place.zone)
  const date = typed
    ? {
        day: typed[`${field.name}-day`] ?? '',
        month: typed[`${field.name}-month`] ?? '',
        year: typed[`${field.name}-year`] ?? '',
      }
    : { day: String(today.day), month: String(today.month), year: String(today.year) }
  switch (field.kind) {
    case 'moment': {
      const clock = `${String(today.hour).padStart(2, '0')}:${String(today.minute).padStart(2, '0')}`
      return {
        kind: 'moment',
        date,
        time: typed ? (typed[`${field.name}-time`] ?? '') : clock,
        zone: `${place.name}, UTC${today.offset}`,
      }
    }
    case 'day':
      return { kind: 'day', date }
    case 'text':
      return { kind: 'area', value }
    case 'label':
      return { kind: 'text', value }
    case 'count':
      return { kind: 'count', value }
    case 'yes-no':
      return {
        kind: 'choice',
        value,
        options: ['yes', 'no'].map((option) => ({ value: option, text: t(`form.choice.${option as 'yes'}`) })),
      }
    case 'choice':
      return {
        kind: 'choice',
        value,
        options: field.values.map((option) => ({ value: option, text: t(`form.choice.${option as 'yes'}`) })),
      }
    case 'language':
      return { kind: 'select', value, options: LANGUAGES.map((code) => ({ value: code, text: languageName(t, code) })) }
    case 'act':
      return { kind: 'select', value, options: actOptions(here, loaded, field.of) }
  }
}

function actOptions(here: Visit, loaded: LoadedDossier, kinds: readonly Kind[]): readonly Option[] {
  const numbers = numbersOf(loaded)
  return kinds
    .flatMap((kind) => loaded.folded.dossier.byKind.get(kind) ?? [])
    .map((id) => ({ value: id, text: `${numbers.get(id) ?? ''}. ${titleOfAct(here, loaded, id)}` }))
}
