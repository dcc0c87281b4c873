import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Defect } from '@comity/kernel'
import fc from 'fast-check'
import { safeAddress } from './address.ts'
import { attributes, between, type Content, html } from './html.ts'
import { cssText, inlineStyle } from './inline-style.ts'

const text = (content: Content) => html`${content}`.toString()

test('[PO-1] text is text wherever it lands, and reads back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hostile) => {
      assert.doesNotMatch(text(hostile), /[<>"'\0]/)
      const [, value = '', inner = ''] =
        /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(html`<p title="${hostile}">${hostile}</p>`.toString()) ?? []
      for (const written of [value, inner])
        assert.equal(unescaped(written), hostile.toWellFormed().replaceAll('\0', '\uFFFD'))
    }),
  )
})

test('[PO-1] markup is kept, lists are joined, empty values leave nothing', () => {
  assert.equal(text([html`<b>a</b>`, '<b>', 7, undefined, null, false, [html`c`]]), '<b>a</b>&lt;b&gt;7c')
  assert.equal(text(between(['a', 'b', 'c'], ' · ')), 'a · b · c')
})

test('[PO-1] what only looks like markup is refused, not printed', () => {
  const lookalikes: readonly unknown[] = [
    { isEscaped: true, toString: () => '<script>' },
    () => '<b>',
    true,
    Symbol.iterator,
    { markup: '<b>' },
  ]
  for (const value of lookalikes) assert.throws(() => text(value as Content), Defect)
  assert.throws(() => html`<p title="${html`<b>`}"></p>`, Defect)
})

test('[PO-1] attributes decided at run time are escaped, left out or bare', () => {
  const marks = attributes({ class: '"><img>', 'aria-current': undefined, hidden: false, checked: true, rows: 5 })
  assert.equal(html`<p${marks}>x</p>`.toString(), '<p class="&quot;&gt;&lt;img&gt;" checked rows="5">x</p>')
  for (const name of ['onclick', 'ONCLICK', 'style', 'srcdoc', 'a b', 'a"', 'x=', ''])
    assert.throws(() => attributes({ [name]: 'x' }), Defect, name)
})

test('[PO-2] a hole stands where it can be escaped for, or the template is a defect', () => {
  const x = 'x'
  const wrong: readonly (() => unknown)[] = [
    () => html`<${x}>`,
    () => html`<p ${x}></p>`,
    () => html`<p ${x}="1"></p>`,
    () => html`<p title=${x}></p>`,
    () => html`<p title='${x}'></p>`,
    () => html`<!-- ${x} -->`,
    () => html`<p title="${x}`,
    () => html`<a href="https://${x}"></a>`,
    () => html`<a href="//${x}"></a>`,
    () => html`<a href="desk/${x}"></a>`,
    () => html`<a href="javascript:${x}"></a>`,
    () => html`<a href="/desk/${x}" class=${x}></a>`,
    () => html`<a href="${x}/rights"></a>`,
    () => html`<a href="${x}${x}"></a>`,
    () => html`<p`,
    () => html`<script>${x}</script>`,
    () => html`<SCRIPT src="/a.js"></SCRIPT>`,
    () => html`<style>p{}</style>`,
    () => html`<p style="color:red">${x}</p>`,
    () => html`<p onclick="go()">${x}</p>`,
  ]
  for (const make of wrong) assert.throws(make, Defect, make.toString())
})

test('[PO-3] an address leads here, or openly elsewhere', () => {
  const good = [
    '/',
    '/desk/m/QV-2026-00417',
    '#a7',
    '?language=ar',
    'https://example.org/a',
    'mailto:a@example.org',
    'tel:+000',
    'http://arvenia.localhost:8312/desk',
    'http://localhost/',
  ]
  for (const address of good) assert.equal(safeAddress(address), address)
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'http://evil.example',
    'http://localhost.evil.example/',
    'https:evil',
    'desk.html',
    '',
    'blob:x',
  ]
  for (const address of bad) {
    assert.equal(safeAddress(address), '#', address)
    assert.equal(html`<a href="${address}">x</a>`.toString(), '<a href="#">x</a>')
    assert.equal(html`<form${attributes({ action: address })}></form>`.toString(), '<form action="#"></form>')
  }
})

test('[PO-3] a part of an address stays the part it is', () => {
  const id = 'QV-2026-00417'
  assert.equal(
    html`<a href="/matters/${id}/acts/${7}#a${7}">x</a>`.toString(),
    '<a href="/matters/QV-2026-00417/acts/7#a7">x</a>',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hostile) => {
      const links = [
        html`<a href="/${hostile}"></a>`,
        html`<a href="/a/${hostile}/b"></a>`,
        html`<a href="?to=${hostile}"></a>`,
        html`<a href="#${hostile}"></a>`,
      ]
      for (const link of links) {
        const [, address = ''] = /^<a href="([^"]*)"><\/a>$/.exec(link.toString()) ?? []
        const { origin, search, hash } = new URL(unescaped(address), 'https://here.example/')
        assert.equal(origin, 'https://here.example')
        if (!address.startsWith('?')) assert.equal(search, '')
        if (!address.startsWith('#')) assert.equal(hash, '')
      }
    }),
  )
})

test('layout of the source is not sent, and joins neither words nor attributes', () => {
  const made = html`
    <p class="a"
      id="b">
      two
      words ${'and'}
      <b>more</b>
    </p>
  `
  assert.equal(made.toString(), '<p class="a" id="b">two words and<b>more</b></p>')
})

test('[PO-3] whatever follows a path, a browser stays on this origin', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '/', '#', '?', '//', '/\\', 'javascript:', 'data:'), (rest, start) => {
      const address = safeAddress(start + rest)
      if (/^(https?|mailto|tel):/i.test(address)) return
      assert.equal(new URL(address, 'https://here.example/desk').origin, 'https://here.example')
    }),
  )
})

test('[PO-6] text in a style element ends neither its string nor its element', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hostile) => {
      const written = cssText(hostile)
      assert.match(written, /^"[^"<\n]*"$/)
      assert.equal(readCss(written), hostile.toWellFormed())
    }),
  )
  assert.throws(() => inlineStyle('</style><script>'), Defect)
  assert.match(inlineStyle('p{}').source, /^'sha256-[A-Za-z0-9+/]{43}='$/)
})

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#13': '\r' }
const unescaped = (written: string): string =>
  written.replace(/&([#\w]+);/g, (_, name: string) => ENTITIES[name] ?? '?')
const readCss = (written: string): string =>
  written.slice(1, -1).replace(/\\([0-9a-f]+) /g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
