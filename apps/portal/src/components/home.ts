import { type Content, type Html, html } from '../html/html.ts'
import { glyph, type Rail } from './glyph.ts'
import type { LinkView } from './marks.ts'

export type IdeaStep = { readonly rail: Rail; readonly title: string; readonly text: string }
export type HeroView = {
  readonly title: string
  readonly lead: Content
  readonly label: string
  readonly steps: readonly IdeaStep[]
}

/** The idea of the whole in a sentence and three columns. */
export const hero = ({ title, lead, label, steps }: HeroView): Html =>
  html`<div class="hero cols even"><div><h1>${title}</h1><p class="lead">${lead}</p></div><ol class="steps" aria-label="${label}">${steps.map(
    ({ rail, title, text }) => html`<li class="${rail}">${glyph(rail)}<b>${title}</b>${text}</li>`,
  )}</ol></div>`

export type Door = LinkView & { readonly note: Content }
export type DoorGroupView = {
  readonly id: string
  readonly title: string
  readonly rails: readonly Rail[]
  readonly doors: readonly Door[]
}

/** Doors for one kind of reader. The person's door stands on the person's paper. */
export function doorGroup({ id, title, rails, doors }: DoorGroupView): Html {
  const tint = rails.length === 1 && rails[0] === 'person' ? ' person' : ''
  return html`<section class="door-group${tint}" aria-labelledby="${id}">
    <h2 id="${id}">${rails.map(glyph)} ${title}</h2>
    <ul class="doors">${doors.map(({ text, href, note }) => html`<li><a href="${href}">${text}</a><p>${note}</p></li>`)}</ul>
  </section>`
}
