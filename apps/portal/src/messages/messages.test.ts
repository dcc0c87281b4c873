import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { html } from '../html/html.ts'
import { type ActTitle, actTitle } from './act-title.ts'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { GUARANTEES, guaranteeText } from './guarantee-text.ts'
import { directionOf, localeOf } from './language.ts'
import { type ArgumentUse, argumentsOf, tagsOf } from './message-tree.ts'
import { languageName, stateName } from './state-name.ts'
import { createTranslator, type MessageKey } from './translator.ts'
import { argumentsSource } from './write-arguments.ts'

const KEYS = Object.keys(en).filter((key): key is MessageKey => key in en)
const treeOf = (message: string, locale: string) => new IntlMessageFormat(message, locale).getAst()
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '')

test('[PO-7] every key stands in both catalogues, in the same order, and says something', () => {
  assert.deepEqual(Object.keys(ar), Object.keys(en))
  for (const message of [...Object.values(en), ...Object.values(ar)]) assert.notEqual(message.trim(), '')
})

test('[PO-7] every message has the same arguments and tags in both languages', () => {
  const usesOf = (message: string, locale: string) => {
    const tree = treeOf(message, locale)
    return { arguments: Object.fromEntries([...argumentsOf(tree)].toSorted()), tags: tagsOf(tree) }
  }
  for (const key of KEYS) assert.deepEqual(usesOf(ar[key], 'ar'), usesOf(en[key], 'en'), key)
})

test('[PO-7] no argument is used in two ways, and none is named like a tag', () => {
  for (const key of KEYS)
    for (const [name, uses] of argumentsOf(treeOf(en[key], 'en'))) {
      assert.equal(uses.length, 1, `${key}: ${name}`)
      assert.notEqual(name, 'b', key)
    }
})

test('[PO-7] a plural has every form that its language counts with', () => {
  const categories = new Intl.PluralRules('ar').resolvedOptions().pluralCategories
  const forms = (key: MessageKey) =>
    Array.from(ar[key].matchAll(/\{(?<argument>\w+), plural, (?<first>=0|\w+) \{/g), ({ groups }) => groups?.['first'])
  for (const key of KEYS) {
    const counted = forms(key)
    const spelled = categories.filter((category) => new RegExp(`\\b${category} \\{`).test(ar[key]))
    // A plural that only asks whether there is any at all (=0) needs no forms; every other needs all six.
    if (counted.some((first) => first !== '=0')) assert.deepEqual(spelled.toSorted(), categories.toSorted(), key)
  }
})

test('[PO-7] what the compiler holds callers to is what the messages ask for', () => {
  assert.equal(readFileSync(join(import.meta.dirname, 'arguments.ts'), 'utf8'), argumentsSource(en))
})

test('[PO-7] every message can be said in every language, with the values it asks for', () => {
  const sample = (use: ArgumentUse | undefined, number: number) =>
    use?.kind === 'number' ? number : use?.kind === 'choice' ? (use.options[0] ?? 'other') : 'Idris'
  for (const language of ['en', 'ar', 'en-XA'] as const) {
    const say = createTranslator(language) as (key: MessageKey, values: Readonly<Record<string, unknown>>) => string
    for (const key of KEYS)
      for (const number of [0, 1, 2, 3, 11, 100]) {
        const values = Object.fromEntries(
          [...argumentsOf(treeOf(en[key], 'en'))].map(([name, [use]]) => [name, sample(use, number)]),
        )
        assert.doesNotMatch(say(key, values), /[{}#]|undefined/, `${language} ${key}`)
      }
  }
})

test('[PO-7] Arabic counts with all its forms', () => {
  const t = createTranslator('ar')
  const days = (count: number) => plain(t('span.days', { days: count }))
  assert.deepEqual([1, 2, 3, 11, 100].map(days), ['يوم واحد', 'يومان', '3 أيام', '11 يومًا', '100 يوم'])
})

test('[PO-4] words put into a message are set apart, as text and as markup', () => {
  const t = createTranslator('en')
  assert.equal(t('matter.holder', { name: 'إدريس' }), 'Held by \u2068إدريس\u2069')
  assert.equal(t('matter.holder', { name: 'x\u2069' }), 'Held by \u2068x\uFFFD\u2069')
  assert.equal(t.html('matter.holder', { name: '<b>' }).toString(), 'Held by <bdi>&lt;b&gt;</bdi>')
  assert.equal(t.html('matter.holder', { name: html`<i>x</i>` }).toString(), 'Held by <i>x</i>')
  assert.equal(
    t.html('gate.count', { met: 5, all: 10, open: 4, overdue: 0, breached: 1 }).toString(),
    '<b>5 of 10 met</b>, 4 open, 1 breached',
  )
})

test('[PO-7] the long language is a third longer than English and loses no argument', () => {
  const long = createTranslator('en-XA')
  const english = createTranslator('en')
  const lengths = KEYS.filter((key) => argumentsOf(treeOf(en[key], 'en')).size === 0).map((key) => {
    const say = (t: typeof long) => (t as (key: MessageKey) => string)(key)
    return { long: say(long).length, english: say(english).length }
  })
  const sum = (name: 'long' | 'english') => lengths.reduce((total, each) => total + each[name], 0)
  assert.ok(sum('long') > 1.3 * sum('english'))
  assert.match(long('matter.holder', { name: 'Edda' }), /Edda/)
})

test('every act of the story has a title in both languages', () => {
  const titles: readonly ActTitle[] = [
    { kind: 'arrest-ordered' },
    { kind: 'questioned', minutes: 45, counsel: 'absent' },
    { kind: 'questioned', minutes: 1, counsel: 'other' },
    { kind: 'request-sent', about: 'records' },
    { kind: 'order-refused', number: 10 },
  ]
  const said = (language: 'en' | 'ar') => titles.map((title) => plain(actTitle(createTranslator(language), title)))
  assert.deepEqual(said('en'), [
    'Orders provisional arrest',
    'Questioned for 45 minutes without counsel',
    'Questioned for 1 minute',
    'Asks for bank records',
    'Refuses act 10',
  ])
  assert.deepEqual(said('ar'), [
    'الأمر بالتوقيف المؤقت',
    'استجواب لمدة 45 دقيقة من دون محامٍ',
    'استجواب لمدة دقيقة واحدة',
    'طلب سجلات مصرفية',
    'رفض الإجراء 10',
  ])
})

test('[PO-11] what the catalogues do not know is shown by its id', () => {
  const t = createTranslator('ar')
  assert.deepEqual(guaranteeText(t, 'sign-language').met, 'sign-language')
  for (const id of GUARANTEES) assert.notEqual(guaranteeText(t, id).met, id)
  assert.equal(stateName(t, 'QN'), 'نورفال')
  assert.equal(stateName(createTranslator('en'), 'AT'), 'Austria')
  assert.equal(stateName(t, 'nowhere'), 'nowhere')
  assert.equal(languageName(createTranslator('en'), 'sw'), 'Swahili')
  assert.equal(languageName(t, 'not a tag'), 'not a tag')
})

test('directions and locales', () => {
  assert.deepEqual(['ar', 'fa-IR', 'he', 'uz-Arab', 'az-Latn', 'en', 'ar-Latn', ''].map(directionOf), [
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
    'ltr',
  ])
  assert.equal(new Intl.NumberFormat(localeOf('ar')).format(20431), '20,431')
})
