import { words } from '../html/bidi.ts'
import { attributes, type Content, type Html, html } from '../html/html.ts'
import { glyph, type Role } from './glyph.ts'

/** A file number or code: never mirrored, never translated. */
export const fileNumber = (id: string): Html => html`<bdi class="id" dir="ltr" translate="no">${id}</bdi>`

/** A digest in groups of four; the gaps are drawn, so that a copy holds the digest and nothing else. */
export function digest(hex: string, shown = 16): Html {
  const groups = hex.slice(0, shown).match(/.{1,4}/gu) ?? []
  return html`<bdi class="id digest" dir="ltr" translate="no">${groups.map((group) => html`<span>${group}</span>`)}</bdi>`
}

/** Words of one language within a page of another: a name, a title, a quotation. */
export const quoted = (text: string, lang?: string): Html => words(text, lang)

/** A state in a word, with its shape. */
export const tag = (text: Content, role?: Role): Html =>
  html`<span class="tag${role ? ` ${role}` : ''}">${role ? glyph(role) : ''}<span>${text}</span></span>`

/** A remark beside the text, marked by a line. */
export const inset = (content: Content, role?: Role): Html =>
  html`<div class="inset${role ? ` ${role}` : ''}">${content}</div>`

export type PanelView = {
  readonly id: string
  readonly title: Content
  readonly content: Content
  readonly about?: 'person'
}

/** A box beside the main column. Boxes are rare: orders, breaches and refusals must stand out. */
export const panel = ({ id, title, content, about }: PanelView): Html =>
  html`<section class="panel${about ? ` ${about}` : ''}" aria-labelledby="${id}"><h2 id="${id}">${about ? glyph(about) : ''} ${title}</h2>${content}</section>`

export type SectionView = {
  readonly id: string
  readonly title: Content
  readonly aside?: Content
  readonly content: Content
}

/** A titled part of a page. */
export const section = ({ id, title, aside, content }: SectionView): Html =>
  html`<section aria-labelledby="${id}"><div class="section-head"><h2 id="${id}">${title}</h2>${aside}</div>${content}</section>`

export type LinkView = {
  readonly text: string
  readonly href: string
  /** What the words alone leave open, for those who hear links one by one: "Change" what? */
  readonly context?: string
  readonly lang?: string
}

export const link = ({ text, href, context, lang }: LinkView): Html =>
  html`<a${attributes({ href, lang, hreflang: lang })}>${text}${context ? html`<span class="hidden"> ${context}</span>` : ''}</a>`

/** `primary` stands once a page; everything else is `second` or a plain link. `wide` is for the person's page. */
export type ButtonWeight = 'primary' | 'second' | 'wide'

const buttonClass = (weight: ButtonWeight): string =>
  ({ primary: 'button', second: 'button second', wide: 'button wide' })[weight]

/** A link that looks like the action it leads to. Never disabled: what it leads to explains what is missing. */
export const linkButton = ({ text, href, context, lang }: LinkView, weight: ButtonWeight = 'primary'): Html =>
  html`<a${attributes({ class: buttonClass(weight), href, lang })}>${text}${context ? html`<span class="hidden"> ${context}</span>` : ''}</a>`

export type ButtonView = {
  readonly text: string
  readonly name?: string
  readonly value?: string
  readonly context?: string
}

/** Sends the form it stands in. */
export const button = ({ text, name, value, context }: ButtonView, weight: ButtonWeight = 'primary'): Html =>
  html`<button${attributes({ class: buttonClass(weight), name, value })}>${text}${context ? html`<span class="hidden"> ${context}</span>` : ''}</button>`

export type FormView = {
  readonly action: string
  readonly method?: 'get' | 'post'
  /** Values the reader does not see: the form's token, what it is about. */
  readonly hidden?: Readonly<Record<string, string>>
  readonly content: Content
}

/** A form that works without script. The browser checks nothing: the server's words say what to do. */
export const form = ({ action, method = 'post', hidden = {}, content }: FormView): Html =>
  html`<form action="${action}" method="${method}" novalidate>${Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${content}</form>`
