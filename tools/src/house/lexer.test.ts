import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { importsOf } from './imports.ts'
import { tokensOf } from './lexer.ts'

const names = (source: string) =>
  tokensOf(source)
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text)

test('words in comments, strings, templates and regular expressions are not code', () => {
  assert.deepEqual(names('a // fetch\n/* fetch\n fetch */ b'), ['a', 'b'])
  assert.deepEqual(names(`a = 'fetch \\' fetch' + "fetch"`), ['a'])
  assert.deepEqual(names(`a = \`fetch \\\` \${b + \`fetch \${c}\`} fetch\` + d`), ['a', 'b', 'c', 'd'])
  assert.deepEqual(names('a = /fetch[/"]fetch/gu.test(b)'), ['a', 'test', 'b'])
  assert.deepEqual(names('return /fetch`/'), ['return'])
  assert.deepEqual(names('#!/usr/bin/env node\na'), ['a'])
})

test('a division is not a regular expression', () => {
  assert.deepEqual(names('a / b / c'), ['a', 'b', 'c'])
  assert.deepEqual(names('(a + b) / c / d[0] / e'), ['a', 'b', 'c', 'd', 'e'])
})

test('braces inside a template expression do not end it', () => {
  assert.deepEqual(names(`\`x \${f({ a: { b } })} fetch\` + c`), ['f', 'a', 'b', 'c'])
})

test('every token knows its line', () => {
  const lines = tokensOf(`a\n/* one\ntwo */ b\n\`x\n\${c}\n\` + d`).flatMap(({ kind, text, line }) =>
    kind === 'name' ? [[text, line]] : [],
  )
  assert.deepEqual(lines, [
    ['a', 1],
    ['b', 3],
    ['c', 5],
    ['d', 6],
  ])
})

test('whatever the text, reading it ends and never throws', () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    '`',
    '${',
    '}',
    '/',
    '*',
    '\\',
    '\n',
    '[',
    ']',
    'a',
    ' ',
    '1',
    '//',
    '/*',
    '{',
    '😀',
    '\ud800',
  )
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      (source) => void tokensOf(source),
    ),
  )
})

test('on our own sources the braces balance, so that no string or template swallowed code', () => {
  const root = join(import.meta.dirname, '../../..')
  for (const path of globSync('{core,adapters,apps,simulation,tools}/**/*.{ts,mjs}', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  })) {
    const tokens = tokensOf(readFileSync(join(root, path), 'utf8'))
    const count = (text: string) => tokens.filter((token) => token.kind === 'punctuator' && token.text === text).length
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
    ] as const)
      assert.equal(count(open), count(close), `${path} ${open}${close}`)
  }
})

test('every way to name a module is found, and nothing else', () => {
  const source = `
    import a, { b as c, type D } from 'one'
    import type { E } from 'two'
    import * as all from 'three'
    import 'four'
    export { f } from 'five'
    export * from 'six'
    export type { G } from 'seven'
    const h = await import('eight')
    type I = import('nine').I
    const j = require('ten')
    // import 'not'
    const text = "import 'not'"
    export const from = 'not'
    export { k }
    const meta = import.meta.dirname + { import: 'not' }.import
  `
  assert.deepEqual(
    importsOf(tokensOf(source)).map(({ specifier }) => specifier),
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  )
  assert.deepEqual(importsOf(tokensOf(source))[0]?.names, ['a', 'b', 'D'])
})
