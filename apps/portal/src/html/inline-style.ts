import { createHash } from 'node:crypto'
import { Defect } from '@comity/kernel'
import { Html } from './html.ts'

/** A style element and the source expression that a content security policy must name for it to be used. */
export type InlineStyle = { readonly element: Html; readonly source: string }

/** Only for style that we wrote: it is not escaped, because a style element cannot be. Text in it comes from `cssText`. */
export function inlineStyle(css: string): InlineStyle {
  if (css.includes('<')) throw new Defect('style that holds "<" could end its own element')
  const digest = createHash('sha256').update(css, 'utf8').digest('base64')
  return { element: Html.trusted(`<style>${css}</style>`), source: `'sha256-${digest}'` }
}

/** Any text as a CSS string: whatever is not a letter, a digit or a space is written as its code point. */
export function cssText(text: string): string {
  const spelled = Array.from(text.toWellFormed(), (character) =>
    /^[\p{L}\p{N} ]$/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `,
  )
  return `"${spelled.join('')}"`
}
