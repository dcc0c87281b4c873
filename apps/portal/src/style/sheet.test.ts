import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ownPageSheet, packed, portalSheet } from './sheet.ts'
import { sheetResponse } from './sheet-response.ts'

/** Colours of a theme as the sheet has them: the block for light is the root's first, the one for dark is by choice. */
function coloursOf(css: string, block: RegExp): ReadonlyMap<string, string> {
  const [, body = ''] = block.exec(css) ?? []
  return new Map(
    Array.from(body.matchAll(/--([\w-]+):(#[0-9a-f]{6})/g), ([, name = '', colour = '']) => [name, colour]),
  )
}

const THEMES = {
  light: coloursOf(portalSheet.css, /^:root\{([^}]*)\}/),
  dark: coloursOf(portalSheet.css, /data-theme=dark\]\{([^}]*)\}/),
  'dark by the system': coloursOf(portalSheet.css, /prefers-color-scheme:dark\)\{:root[^{]*\{([^}]*)\}/),
}

/** WCAG 2 contrast of two colours. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const GROUNDS = ['paper', 'surface'] as const
const TINTS = ['asks-t', 'person-t', 'decides-t', 'met-t', 'due-t', 'stop-t'] as const
const ROLES = ['asks', 'person', 'decides', 'met', 'due', 'stop'] as const

/** Foreground, ground and the least contrast they must have. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...GROUNDS.flatMap((ground) =>
    (['ink', 'ink-2', 'link', 'visited'] as const).map((text) => [text, ground, 7] as const),
  ),
  ...TINTS.flatMap(
    (tint) =>
      [
        ['ink', tint, 7],
        ['ink-2', tint, 4.5],
        ['link', tint, 4.5],
        ['visited', tint, 4.5],
      ] as const,
  ),
  ...ROLES.flatMap((role) =>
    [...GROUNDS, `${role}-t`, 'person-t', 'stop-t'].map((ground) => [role, ground, 4.5] as const),
  ),
  ['ink-2', 'sunk', 4.5],
  ['on-seal', 'seal', 7],
  ['on-focus', 'focus', 7],
  ...GROUNDS.map((ground) => ['control', ground, 3] as const),
]

for (const [theme, colours] of Object.entries(THEMES))
  test(`[PO-17] every text stands out from its ground: ${theme}`, () => {
    assert.equal(colours.size, THEMES.light.size)
    const weak = PAIRS.map(([text, ground, least]) => ({
      text,
      ground,
      least,
      is: contrast(colours.get(text) ?? '#000000', colours.get(ground) ?? '#000000'),
    }))
    assert.deepEqual(
      weak.filter(({ is, least }) => is < least),
      [],
    )
  })

test('[PO-17] both ways to the dark theme have the same colours', () => {
  assert.deepEqual(THEMES['dark by the system'], THEMES.dark)
})

test('[PO-18] no rule names a side', () => {
  const sided =
    /(?:^|[^-\w])(?:left|right|margin-(?:left|right|top|bottom)|padding-(?:left|right|top|bottom)|border-(?:left|right|top|bottom)|width|height|top|bottom)\s*:/
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.css'))
  assert.ok(files.length > 10)
  for (const file of files)
    for (const line of readFileSync(join(import.meta.dirname, file), 'utf8').split('\n'))
      assert.doesNotMatch(line.replace(/^\s*@.*/, ''), sided, file)
})

test('[PO-18] the address of the sheet is that of its content, and nothing else is served', async () => {
  assert.match(portalSheet.path, /^\/style\/comity-[0-9a-f]{16}\.css$/)
  const answer = sheetResponse(portalSheet.path)
  assert.equal(await answer?.text(), portalSheet.css)
  assert.match(answer?.headers.get('cache-control') ?? '', /immutable/)
  for (const path of ['/style/comity-0000000000000000.css', '/style/', '/style/../sheet.ts'])
    assert.equal(sheetResponse(path), undefined)
})

test('packing leaves the rules as they were', () => {
  const css = `/* why */\na,\nb > c {\n  color: red;\n  margin: 0 1rem;\n  grid-template-columns:\n    1fr\n    2fr;\n}\n@media (min-width: 40rem) {\n  a::before {\n    content: "/ : {";\n  }\n}\n`
  assert.equal(
    packed(css),
    'a,b > c{color:red;margin:0 1rem;grid-template-columns: 1fr 2fr}@media (min-width: 40rem){a::before{content:"/ : {"}}',
  )
  assert.doesNotMatch(portalSheet.css + ownPageSheet, /\/\*|\n|\{\}/)
})
