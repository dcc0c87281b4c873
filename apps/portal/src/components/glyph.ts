import { type Html, html } from '../html/html.ts'

/** The rails: the State that asks, the person with counsel, the State that decides. */
export type Rail = 'asks' | 'person' | 'decides'
/** What a thing is, in colour, shape and word together. */
export type Role = Rail | 'met' | 'due' | 'stop'

const SHAPES: Readonly<Record<Role | 'none', Html>> = {
  asks: html`<path class="solid" d="M8 2 14.5 14h-13z"/>`,
  person: html`<circle class="solid" cx="8" cy="8" r="5.5"/>`,
  decides: html`<path class="solid" d="M8 14 1.5 2h13z"/>`,
  met: html`<path d="m2.5 8.5 4 4 7-9" stroke-width="2"/>`,
  due: html`<circle cx="8" cy="8" r="6" stroke-width="1.5"/><path d="M8 4.5V8l2.5 1.75" stroke-width="1.5"/>`,
  stop: html`<path d="m3.5 3.5 9 9m0-9-9 9" stroke-width="2"/>`,
  none: html`<path d="M3 8h10" stroke-width="2"/>`,
}

/** A small shape of its role's colour, drawn and not typed, so that no font lacks it. Words beside it say the same. */
export const glyph = (role: Role | 'none'): Html =>
  html`<svg class="glyph ${role}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[role]}</svg>`

/** Words for those who cannot see the shape. */
export const hidden = (text: string): Html => html`<span class="hidden">${text}</span>`
