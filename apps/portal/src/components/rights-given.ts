import type { Instant } from '@comity/kernel'
import { type Content, type Html, html } from '../html/html.ts'
import { dayText } from '../messages/time-text.ts'
import { glyph, hidden } from './glyph.ts'
import { linkButton, quoted, section } from './marks.ts'
import { nearMoment } from './moment.ts'
import type { Reader } from './reader.ts'

/** A right as the person reads it: given, not yet, or broken. Never shown as given without an act behind it. */
export type GivenRight = {
  readonly state: 'met' | 'open' | 'breached'
  /** "You were told why", "Not yet: a doctor". */
  readonly title: string
  /** How and when it was given; what the person can do; what was wrong. */
  readonly detail?: Content
  /** Every open right has its own "Ask"; a choice already made has "Change". */
  readonly action?: { readonly kind: 'ask' | 'change'; readonly href: string }
}

const ROLE = { met: 'met', open: 'due', breached: 'stop' } as const

export const rightsGiven = ({ t }: Reader, rights: readonly GivenRight[]): Html =>
  html`<ul class="given">${rights.map(({ state, title, detail, action }) => {
    const button = action
      ? linkButton({ text: t(`own.${action.kind}`), href: action.href, context: title }, 'second')
      : ''
    return html`<li class="${ROLE[state]}">${glyph(ROLE[state])}<div><b>${hidden(`${t(`own.state.${state}`)}: `)}${title}</b>${detail}</div>${button}</li>`
  })}</ul>`

export type Look = { readonly who: string; readonly at: Instant; readonly why?: string }
export type LooksView = {
  readonly id: string
  readonly looks: readonly Look[]
  /** Uses hidden for a time by order of somebody: how many, and until when. */
  readonly sealed?: { readonly count: number; readonly until: Instant }
}

/** Who has looked at the file, when and why. What is hidden is counted, and says until when. */
export function looks(reader: Reader, { id, looks, sealed }: LooksView): Html {
  const { t, place } = reader
  const lines: Content[] = looks.map(
    ({ who, at, why }) =>
      html`${quoted(who)}, ${nearMoment(reader, at)}${why === undefined ? '' : html`: ${quoted(why)}`}`,
  )
  if (sealed)
    lines.push(t.html('own.sealed-looks', { count: sealed.count, when: html`${dayText(t, sealed.until, place.zone)}` }))
  const content =
    lines.length === 0
      ? html`<p>${t('own.nobody-looked')}</p>`
      : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  return section({ id, title: t('own.looked'), content })
}

/** The way to the overseer, past whoever holds the person. */
export const complaintBox = ({ t }: Reader, { id, href }: { readonly id: string; readonly href: string }): Html =>
  html`<section class="box" aria-labelledby="${id}">
    <h2 id="${id}">${t('own.complain')}</h2>
    <p>${t('own.complain-note')}</p>
    <p>${linkButton({ text: t('own.tell-overseer'), href }, 'second')}</p>
  </section>`

export type SlipView = { readonly state: string; readonly fileNumber: Content; readonly code: Content }

/** The paper twin of "Say that I object": only on paper, to tear off and hand to any officer. */
export const tearOffSlip = ({ t }: Reader, { state, fileNumber, code }: SlipView): Html =>
  html`<div class="slip">
    <h2>${t('slip.title')}</h2>
    <p>${t.html('slip.text', { state, id: html`${fileNumber}`, code: html`<b>${code}</b>` })} ${t('slip.give')}</p>
    <p>${t('slip.sign')}</p>
    <p class="line"></p>
  </div>`
