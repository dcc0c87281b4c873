import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sceneOf } from '../gallery/scene.ts'
import { html } from '../html/html.ts'
import { ownPage, page } from './page.ts'
import { pageResponse } from './page-response.ts'

const { reader, frame } = sceneOf('home', 'en')
const sourcesOf = (policy: string) => Array.from(policy.matchAll(/'(sha256-[^']+)'/g), ([, source]) => source)
const stylesOf = (markup: string) =>
  Array.from(
    markup.matchAll(/<style>([^<]*)<\/style>/g),
    ([, css = '']) => `sha256-${createHash('sha256').update(css).digest('base64')}`,
  )

test('[PO-6] the policy names every style in the page, and nothing else may run or load', () => {
  const own = ownPage(reader, { languageHref: frame.languageHref, demo: true }, { title: 'Yours', main: 'x' })
  const printed = page(reader, frame, { title: 'x', main: 'x', runningHead: 'QV-2026-00417 "Arvenia" </style>' })
  for (const { html: markup, contentSecurityPolicy } of [own, printed]) {
    assert.equal(stylesOf(markup).length, 1)
    assert.deepEqual(sourcesOf(contentSecurityPolicy), stylesOf(markup))
    assert.match(
      contentSecurityPolicy,
      /^default-src 'none'; style-src 'self' 'sha256-[^;]+; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'/,
    )
    assert.doesNotMatch(contentSecurityPolicy, /unsafe|\*|http/)
    assert.doesNotMatch(markup, /<script|\son\w+=|\sstyle=/)
  }
  assert.doesNotMatch(own.html, /<link/)
})

test('[PO-6] a page is kept by nobody and guessed at by nobody', async () => {
  const made = page(reader, frame, { title: 'Refused', main: html`<h1>Refused</h1>` })
  const response = pageResponse(made, 409)
  assert.equal(response.status, 409)
  assert.equal(response.headers.get('content-security-policy'), made.contentSecurityPolicy)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(await response.text(), made.html)
})

test('a page names its language, direction and theme, and the same page in the others', () => {
  const arabic = sceneOf('home', 'ar', 'dark')
  const { html: markup } = page(arabic.reader, arabic.frame, { title: 'x', main: 'x' })
  assert.match(markup, /^<!doctype html><html lang="ar" dir="rtl" data-theme="dark">/)
  assert.match(markup, /<a href="\/gallery\/home\?language=en&amp;theme=dark" lang="en" hreflang="en">English<\/a>/)
  assert.match(markup, /lang="ar" hreflang="ar" aria-current="true">العربية/)
})

test('the footer says what a printed page is checked against', () => {
  const { html: markup } = page(reader, frame, { title: 'x', main: 'x' })
  const foot = markup
    .slice(markup.indexOf('<footer'))
    .replace(/<[^>]+>/g, '')
    .replace(/[\u2068\u2069]/g, '')
  assert.match(foot, /Node of Norvale, version 1\.4\.0 · law pack of 24 February 2026, 9c41e07b/)
  assert.match(foot, /Log head 20,431, last witnessed 10:51 \(UTC\+3\)/)
  const { log: _none, ...node } = frame.node
  assert.doesNotMatch(page(reader, { ...frame, node }, { title: 'x', main: 'x' }).html, /Log head/)
})
