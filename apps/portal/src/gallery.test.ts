import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipBytes } from '@comity/tools'
import fc from 'fast-check'
import { page } from './components/page.ts'
import { threeRail } from './components/three-rail.ts'
import { acts } from './gallery/acts.ts'
import { hostilePages } from './gallery/hostile.ts'
import { sceneOf } from './gallery/scene.ts'
import { GALLERY, gallery, galleryPage } from './gallery.ts'
import { portalSheet } from './style/sheet.ts'

const LANGUAGES = ['en', 'ar', 'en-XA'] as const
const VOID = new Set(['meta', 'link', 'input', 'br', 'wbr', 'img', 'hr'])
const VECTORS = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')

/** What is wrong with the nesting of a page: end tags that close nothing, elements that nobody closes. */
function nestingFaults(markup: string): string[] {
  const open: string[] = []
  const faults: string[] = []
  for (const [, end, name = '', closed] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:\s(?:[^">]|"[^"]*")*?)?(\/?)>/gi,
  )) {
    if (end) {
      if (open.pop() !== name) faults.push(`</${name}>`)
    } else if (!closed && !VOID.has(name)) open.push(name)
  }
  return [...faults, ...open]
}

const valuesOf = (markup: string, attribute: string) =>
  Array.from(markup.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g')), ([, value = '']) => value)
const wordsOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')

for (const name of GALLERY)
  test(`every element of the page closes, every reference leads somewhere: ${name}`, () => {
    for (const language of LANGUAGES) {
      const { html: markup = '' } = galleryPage(name, language) ?? {}
      assert.deepEqual(nestingFaults(markup), [], language)
      const ids = valuesOf(markup, 'id')
      assert.equal(
        new Set(ids).size,
        ids.length,
        `${language}: ${ids.filter((id, index) => ids.indexOf(id) !== index)}`,
      )
      const named = ['for', 'aria-labelledby', 'aria-describedby']
        .flatMap((attribute) => valuesOf(markup, attribute))
        .flatMap((value) => value.split(' '))
      const errors = valuesOf(markup, 'href').flatMap((href) => (href.startsWith('#f-') ? [href.slice(1)] : []))
      assert.deepEqual(
        [...named, ...errors].filter((id) => !ids.includes(id)),
        [],
        language,
      )
      assert.doesNotMatch(wordsOf(markup), /undefined|\[object|NaN|\{\w+\}/)
    }
  })

test('[PO-7] what stands around a page comes from the catalogue', () => {
  const { reader, frame } = sceneOf('home', 'en-XA')
  const words = wordsOf(
    page(
      reader,
      { ...frame, station: '', session: { name: '', role: '', leaveAction: '/' }, node: { ...frame.node, state: '' } },
      { title: '', main: '' },
    ).html,
  )
  assert.deepEqual(
    words
      .match(/\b[a-z]{4,}\b/gi)
      ?.filter((word) => !['Comity', 'English', 'Tuesday', 'March', 'February'].includes(word)) ?? [],
    [],
  )
})

test('the gallery answers for its pages and its sheet, and for nothing else', () => {
  const ask = (path: string) => gallery(new Request(`http://localhost${path}`)).status
  assert.deepEqual(
    ['/gallery/dossier', portalSheet.path, '/gallery/toString', '/gallery/', '/'].map(ask),
    [200, 200, 404, 404, 404],
  )
})

/** Tags and attribute names of a page, in order, without any text or value: what a string must not be able to change. */
const skeleton = (markup: string): string =>
  Array.from(markup.matchAll(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g), ([tag]) =>
    tag.replace(/"[^"]*"/g, '""').replace(/ (?:lang|hreflang)=""/g, ''),
  )
    .filter((tag) => tag !== '<wbr>')
    .join('')

const BENIGN = hostilePages('xxxx').map(({ html }) => skeleton(html))
/** Where a string is empty or short, a few parts are left out or split otherwise; then it is padded to be compared. */
const comparable = (text: string) => `${text}xxxx`

function assertHarmless(text: string): void {
  const pages = hostilePages(comparable(text))
  for (const [index, made] of pages.entries()) {
    assert.ok(
      withoutDigest(skeleton(made.html)) === withoutDigest(BENIGN[index] ?? ''),
      `page ${index}, ${JSON.stringify(text)}`,
    )
    for (const href of [...valuesOf(made.html, 'href'), ...valuesOf(made.html, 'action')])
      assert.match(href, /^(#|\/(?!\/)|\?|https:\/\/|http:\/\/([\w-]+\.)*localhost|mailto:|tel:|$)/i)
  }
}

/** A digest has as many groups as it has letters; how many is no matter here. */
const withoutDigest = (tags: string) => tags.replace(/(<bdi class="" dir="" translate="">)(?:<span><\/span>)*/g, '$1')

test('[PO-1] no string changes the tags of a page, wherever it stands', () => {
  for (const text of [
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '</title></textarea></style><svg onload=alert(1)>',
    '<!--',
    '-->',
    '&quot;',
    '&#x27;',
    '`{7}',
    '{name}',
    '<b>',
    'javascript:alert(1)',
    '\u2069\u202e',
    'x'.repeat(4000),
  ])
    assertHarmless(text)
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), assertHarmless), { numRuns: 60 })
})

const naughtyStrings = join(VECTORS, 'naughty-strings/blns.json')
test('[PO-1] the naughty strings change no tag of any page', {
  skip: existsSync(naughtyStrings) ? false : 'vectors naughty-strings are not here',
}, () => {
  const strings: readonly string[] = JSON.parse(readFileSync(naughtyStrings, 'utf8'))
  assert.ok(strings.length > 100)
  for (const text of strings) assertHarmless(text)
})

test('[PO-20] the person’s page is at most 14 kB, in every language', () => {
  for (const language of LANGUAGES) {
    const weight = gzipBytes(galleryPage('person', language)?.html ?? '')
    assert.ok(weight <= 14 * 1024, `${language}: ${weight} bytes`)
  }
})

test('[PO-20] a dossier of 200 acts with its sheet is at most 60 kB', () => {
  const { reader, frame } = sceneOf('dossier', 'en')
  const rounds = Array.from({ length: 14 }, (_, round) =>
    acts(reader).map((act) => ({ ...act, id: `${act.id}-${round}` })),
  )
  const many = rounds.flat().slice(0, 200)
  const heads = {
    asks: { title: 'Arvenia asks' },
    person: { title: 'Idris Al-Najmi' },
    decides: { title: 'Norvale decides' },
  }
  const made = page(reader, frame, {
    title: 'x',
    main: threeRail(reader, { heads, acts: many }),
    desk: true,
  })
  const weight = gzipBytes(made.html) + gzipBytes(portalSheet.css)
  assert.ok(weight <= 60 * 1024, `${weight} bytes`)
})
