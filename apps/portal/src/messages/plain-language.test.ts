import assert from 'node:assert/strict'
import { test } from 'node:test'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

/** Messages that speak to the person. The name of a guarantee speaks to officials. */
const FOR_THE_PERSON = /^(own|slip|left)\.|^guarantee\..+\.(plain|met|open|breached)$/

/** The words a reader meets: choices are read as their longest form, arguments as one word. */
function wordsOf(message: string, language: string): number[] {
  const flat = message
    .replace(/\{(\w+), plural,.*?other \{([^{}]*(?:\{\w+\}[^{}]*)*)\}\}/g, '$2')
    .replace(/\{\w+\}/g, 'x')
  const sentences = Array.from(
    new Intl.Segmenter(language, { granularity: 'sentence' }).segment(flat),
    ({ segment }) => segment,
  )
  return sentences.map(
    (sentence) =>
      Array.from(new Intl.Segmenter(language, { granularity: 'word' }).segment(sentence)).filter(
        ({ isWordLike }) => isWordLike,
      ).length,
  )
}

for (const [language, catalogue] of Object.entries({ en, ar }))
  test(`[PO-8] what speaks to the person is short: ${language}`, () => {
    const counts = Object.entries(catalogue)
      .filter(([key]) => FOR_THE_PERSON.test(key))
      .flatMap(([key, message]) => wordsOf(message, language).map((words) => ({ key, words })))
    assert.ok(counts.length > 100)
    assert.deepEqual(
      counts.filter(({ words }) => words > 15),
      [],
    )
    const mean = counts.reduce((sum, { words }) => sum + words, 0) / counts.length
    assert.ok(mean <= 12, `${mean} words a sentence`)
  })
