import { ActId, CalendarDate, Instant } from '@comity/kernel'
import {
  type ActLine,
  between,
  type Content,
  citeList,
  dateText,
  guaranteeText,
  html,
  languageName,
  type MessageKey,
  quoted,
  zonedMoment,
} from '@comity/portal'
import type { ReadAct } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { numbersOf } from './act-words.ts'
import { citesFor } from './cites.ts'
import { clockWords } from './clock-words.ts'
import { named } from './provisions-of-act.ts'
import { nameIn, stateName, type Visit } from './site.ts'

/** Every field of an act with its name and its value in words; nothing that was signed is left out. */
export function fieldLines(here: Visit, loaded: LoadedDossier, { act, shown }: ReadAct): readonly ActLine[] {
  const clear = Object.entries(act.body).map(
    ([name, value]): ActLine => ({ label: fieldName(here, name), value: valueWords(here, loaded, name, value) }),
  )
  const texts = Object.entries(shown).map(
    ([name, text]): ActLine => ({ label: fieldName(here, name), value: quoted(text) }),
  )
  return [...texts, ...clear]
}

type FieldKey = Extract<MessageKey, `form.field.${string}`>

/** The name of a field in the reader's language; as it was signed where the catalogues have none. */
export function fieldName({ reader: { t } }: Visit, name: string): Content {
  const key = `form.field.${name}`
  return FIELD_KEYS.has(key) ? t(key as FieldKey) : html`<code dir="ltr">${name}</code>`
}

const FIELDS = [
  'act',
  'about',
  'account',
  'affectedPersonsNamed',
  'alarm',
  'against',
  'answer',
  'answerBy',
  'appointment',
  'arrestedAt',
  'asked',
  'at',
  'attested',
  'bar',
  'basis',
  'before',
  'by',
  'clock',
  'conditions',
  'consent',
  'consequencesExplained',
  'contact',
  'counsel',
  'counselName',
  'documents',
  'expected',
  'facts',
  'finding',
  'for',
  'form',
  'from',
  'ground',
  'grounds',
  'guarantees',
  'how',
  'interpreted',
  'interpreter',
  'interpreterNeeded',
  'inventory',
  'items',
  'key',
  'kid',
  'language',
  'matter',
  'measure',
  'measures',
  'necessity',
  'note',
  'noticePlan',
  'offenceAndPenalty',
  'offences',
  'on',
  'otherAffected',
  'otherwise',
  'outcome',
  'person',
  'place',
  'postponedByJudge',
  'private',
  'proofs',
  'proportionality',
  'provisions',
  'purpose',
  'question',
  'reads',
  'reason',
  'reasons',
  'replyBy',
  'report',
  'request',
  'requested',
  'requesting',
  'result',
  'room',
  'startedBy',
  'state',
  'statement',
  'summary',
  'to',
  'understood',
  'unmet',
  'until',
  'urgent',
  'use',
  'where',
  'whyNotLess',
  'who',
  'wish',
  'words',
] as const satisfies readonly (FieldKey extends `form.field.${infer Name}` ? Name : never)[]
const FIELD_KEYS: ReadonlySet<string> = new Set(FIELDS.map((name) => `form.field.${name}`))

function valueWords(here: Visit, loaded: LoadedDossier, name: string, value: unknown): Content {
  const { t } = here.reader
  if (typeof value === 'boolean') return t(value ? 'form.choice.yes' : 'form.choice.no')
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return stringWords(here, loaded, name, value)
  if (name === 'attested') return attestedWords(here, value)
  if (name === 'proofs') return proofsWords(here, loaded, value)
  if (name === 'unmet' && Array.isArray(value))
    return list(value.map(({ guarantee }: { readonly guarantee: string }) => guaranteeText(t, guarantee).name))
  if (
    (name === 'provisions' || name === 'about') &&
    Array.isArray(value) &&
    value.every((id) => String(id).includes(':'))
  )
    return value.length === 0 ? '–' : citeList(t, citesFor(here.site.law, named(here.site.law, value), [], 20))
  if (Array.isArray(value))
    return value.length === 0 ? '–' : list(value.map((item) => valueWords(here, loaded, name, item)))
  return html`<code dir="ltr">${JSON.stringify(value)}</code>`
}

function stringWords(here: Visit, loaded: LoadedDossier, name: string, value: string): Content {
  const { reader, site } = here
  const { t } = reader
  if (Instant.safeParse(value).success) return zonedMoment(reader, value as Instant)
  if (CalendarDate.safeParse(value).success) return dateText(t, value as CalendarDate)
  if (ActId.safeParse(value).success) {
    const number = numbersOf(loaded).get(value)
    return number === undefined
      ? html`<code dir="ltr">${value.slice(0, 16)}</code>`
      : html`<a href="/matters/${loaded.folded.dossier.id}/acts/${value}">${t('gate.act', { number })}</a>`
  }
  if (name === 'language') return languageName(t, value)
  if (name === 'requesting' || name === 'requested') return stateName(here, value as never)
  if (name === 'clock') return clockWords(here, value)
  if (name === 'basis') return site.law.instruments.get(value)?.title ?? value
  if (name === 'guarantees') return guaranteeText(t, value).name
  const authority = /^[A-Z]{2}\//.test(value) ? site.node.directory().authority(value as never) : undefined
  if (authority) return nameIn(authority.name, t.language)
  return CHOICES.has(value) ? t(`form.choice.${value as 'yes'}`) : html`<bdi>${value}</bdi>`
}

/** Values of choices for which the catalogues have words. */
const CHOICES: ReadonlySet<string> = new Set([
  'yes',
  'no',
  'paper',
  'read-aloud',
  'spoken',
  'present',
  'waived',
  'absent',
  'not-needed',
  'notify',
  'do-not-notify',
  'undecided',
  'informed',
  'nobody-named',
  'accepted',
  'declined',
  'hearing',
  'consultation',
  'questioning',
  'no-counsel',
  'no-interpreter',
  'coercion',
  'unlawful',
  'broken-custody',
  'beyond-purpose',
  'court-order',
  'time-limit',
  'request-withdrawn',
  'wrong-person',
  'refused',
  'nothing-privileged',
  'separated',
  'executed',
  'withdrawn',
  'person-released',
  'consented',
  'judge',
  'requesting',
  'requested',
  'prosecution',
  'execution-of-sentence',
])

function attestedWords({ reader: { t } }: Visit, value: unknown): Content {
  const how = typeof value === 'object' && value !== null && 'how' in value ? value.how : undefined
  return how === 'paper' || how === 'spoken' || how === 'form' ? t(`matter.attested.${how}`) : '–'
}

/** Which act met which guarantee of an order. */
function proofsWords(here: Visit, loaded: LoadedDossier, value: unknown): Content {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (entries.length === 0) return '–'
  return list(
    entries.map(([gate, act]) => {
      const [guarantee = gate] = gate.split('/')
      return html`${guaranteeText(here.reader.t, guarantee).name}: ${stringWords(here, loaded, 'act', String(act))}`
    }),
  )
}

const list = (items: readonly Content[]): Content =>
  items.length === 1 ? items[0] : html`${between(items, html`<br>`)}`
