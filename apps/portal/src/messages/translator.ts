import { Defect } from '@comity/kernel'
import { IntlMessageFormat } from 'intl-messageformat'
import { isolated, words } from '../html/bidi.ts'
import { type Content, type Html, html } from '../html/html.ts'
import ar from './ar.json' with { type: 'json' }
import type { MessageArguments } from './arguments.ts'
import en from './en.json' with { type: 'json' }
import { type Direction, directionOf, type Language, localeOf } from './language.ts'
import { argumentsOf } from './message-tree.ts'
import { lengthened } from './pseudo.ts'

/** Every key stands in `en.json`; a test holds that each other catalogue has the same keys with the same arguments. */
export type MessageKey = keyof typeof en

/** What a message must be given: nothing, or exactly its arguments. `Text` is what may stand for a word. */
export type MessageValues<K extends MessageKey, Text> = K extends keyof MessageArguments<Text>
  ? [MessageArguments<Text>[K]]
  : []

/** Turns message keys into the words of one language. */
export interface Translator {
  /** Plain text. Words put into it are set apart by direction marks, so that a name cannot reorder the sentence. */
  <K extends MessageKey>(key: K, ...values: MessageValues<K, string>): string
  /** Markup: `<b>` in the message becomes strong words, text put into it is isolated by `<bdi>`, markup is kept. */
  html<K extends MessageKey>(key: K, ...values: MessageValues<K, string | Html>): Html
  readonly language: Language
  readonly direction: Direction
  /** For `Intl`. */
  readonly locale: string
}

type Value = string | number | Html
type Values = Readonly<Record<string, Value>>
type Message = { readonly format: IntlMessageFormat; readonly texts: ReadonlySet<string> }

const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, ar, 'en-XA': en }
const translators = new Map<Language, Translator>()

/** One translator serves all requests in its language: messages are read once. */
export function createTranslator(language: Language): Translator {
  const made = translators.get(language) ?? newTranslator(language)
  translators.set(language, made)
  return made
}

function newTranslator(language: Language): Translator {
  const messages = new Map<string, Message>()
  const messageOf = (key: string): Message => {
    const known = messages.get(key) ?? readMessage(language, key)
    messages.set(key, known)
    return known
  }
  const text = (key: string, values: Values = {}): string => {
    const { format, texts } = messageOf(key)
    const set = mapValues(values, (name, value) => (texts.has(name) ? isolated(String(value)) : value))
    return String(format.format({ ...set, b: (inner) => inner.join('') }))
  }
  const markup = (key: string, values: Values = {}): Html => {
    const { format, texts } = messageOf(key)
    const set = mapValues(values, (name, value) =>
      texts.has(name) && typeof value === 'string' ? words(value) : value,
    )
    const parts = format.formatToParts<Html>({ ...set, b: (inner) => html`<b>${inner}</b>` })
    return html`${parts.map((part): Content => part.value)}`
  }
  return Object.assign(text, { html: markup, language, direction: directionOf(language), locale: localeOf(language) })
}

const mapValues = (values: Values, change: (name: string, value: Value) => Value): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(name, value)]))

function readMessage(language: Language, key: string): Message {
  const source = CATALOGUES[language][key]
  if (source === undefined) throw new Defect(`no message ${key} in ${language}`)
  const written = new IntlMessageFormat(source, localeOf(language))
  const format =
    language === 'en-XA' ? new IntlMessageFormat(lengthened(written.getAst()), localeOf(language)) : written
  const uses = [...argumentsOf(format.getAst())]
  return {
    format,
    texts: new Set(uses.filter(([, use]) => use.some(({ kind }) => kind === 'text')).map(([name]) => name)),
  }
}
