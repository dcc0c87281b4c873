import { between, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { hidden } from './glyph.ts'

export type CiteView = {
  /** As lawyers write it: "ICCPR art. 9(3)". */
  readonly label: string
  /** Where the provision can be read. */
  readonly href: string
  /** False where nobody has compared the pack's words with the text: a conclusion that rests on it says so. */
  readonly checked: boolean
}

/** One provision. */
export function cite(t: Translator, { label, href, checked }: CiteView): Html {
  const why = hidden(` ${t('cite.unchecked-why')}`)
  const mark = checked ? '' : html` <em class="unchecked">(${t('cite.unchecked')}${why})</em>`
  return html`<a class="cite" href="${href}"><bdi>${label}</bdi></a>${mark}`
}

/** Provisions one after the other, within a sentence. */
export const citeList = (t: Translator, views: readonly CiteView[]): Html =>
  html`${between(
    views.map((view) => cite(t, view)),
    ' · ',
  )}`

/** Provisions on a line of their own; nothing where there is none. */
export const cites = (t: Translator, views: readonly CiteView[]): Html =>
  views.length === 0 ? html`` : html`<p class="cites">${citeList(t, views)}</p>`
