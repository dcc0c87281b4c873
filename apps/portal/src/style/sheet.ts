import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenSheet } from './tokens.ts'

/** In the order of the cascade: what is more particular comes later, other media last. */
const PORTAL = [
  'base',
  'frame',
  'clock',
  'rights',
  'rails',
  'forms',
  'tables',
  'charts',
  'home',
  'person',
  'media',
  'print',
]
/** What the page of the person needs. It is sent within the page, so that the page is one request. */
const OWN_PAGE = ['base', 'clock', 'own-frame', 'person', 'own-media']

/** The style sheet of the portal, under an address that changes with its content and may be cached for ever. */
export const portalSheet: { readonly css: string; readonly path: string } = named(sheetOf(PORTAL))

/** The part of the sheet that the person's page carries in itself. */
export const ownPageSheet: string = sheetOf(OWN_PAGE)

function sheetOf(parts: readonly string[]): string {
  const read = (part: string) => readFileSync(join(import.meta.dirname, `${part}.css`), 'utf8')
  return tokenSheet() + parts.map((part) => packed(read(part))).join('')
}

function named(css: string): { readonly css: string; readonly path: string } {
  const digest = createHash('sha256').update(css, 'utf8').digest('hex').slice(0, 16)
  return { css, path: `/style/comity-${digest}.css` }
}

/**
 * The same rules without comments and layout. It relies on the formatter's layout of our own files (one declaration a
 * line, a space after the colon) and is no reader of CSS at large.
 */
export function packed(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/^([\w-]+): /gm, '$1:')
    .replace(/ \{$/gm, '{')
    .replace(/([{};,])\n+/g, '$1')
    .replace(/\n+/g, ' ')
    .replace(/;\}/g, '}')
    .trim()
}
