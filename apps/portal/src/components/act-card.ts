import type { Instant } from '@comity/kernel'
import { type Content, type Html, html } from '../html/html.ts'
import { type CiteView, cites } from './cite.ts'
import { type DeliveryView, deliveryState } from './delivery-state.ts'
import { glyph, hidden, type Rail } from './glyph.ts'
import { quoted } from './marks.ts'
import { moment } from './moment.ts'
import type { Reader } from './reader.ts'
import { type LangBadgeView, langBadge, type SealedView, sealed } from './text-status.ts'

/** What an act is. Orders, breaches, refusals and drafts have a box; nothing else does, so that they are found. */
export type ActKind =
  | 'request'
  | 'question'
  | 'answer'
  | 'order'
  | 'decision'
  | 'report'
  | 'breach'
  | 'refusal'
  | 'protective'
  | 'challenge'
  | 'choice'
  | 'notice'
  | 'result'
  | 'finding'
  | 'deadline'
  | 'draft'

export type ActCardView = {
  /** Anchor on the page, e.g. `a7`. */
  readonly id: string
  /** Place in the dossier; a draft has none. */
  readonly number?: number
  /** The rail of whoever wrote it, never of whom it is about; an overseer's act stands across all three. */
  readonly rail: Rail | 'oversight'
  readonly kind: ActKind
  readonly at: Instant
  /** A verb phrase: "Questioned for 45 minutes without counsel". */
  readonly title: string
  readonly href?: string
  /** Role and name of who wrote it. */
  readonly by: Content
  /** Paragraphs. Text of a stranger goes through `quoted`. */
  readonly body?: readonly Content[]
  /** What the law makes of it, where that is not what its author wanted. */
  readonly verdict?: string
  /** An order without effect is kept, struck through and explained. */
  readonly withoutEffect?: boolean
  /** It touches the person: a tie reaches into the person's rail. */
  readonly touches?: boolean
  readonly sealed?: readonly SealedView[]
  readonly language?: LangBadgeView
  readonly cites?: readonly CiteView[]
  /** One line for each state of delivery: recipients that are equally far share it. */
  readonly deliveries?: readonly DeliveryView[]
  /** When it was made, as far as somebody other than its author shows it. */
  readonly bracket?: Content
}

/** Which classes a kind needs; the look of every other kind is that of an act without a box. */
const BOXED: ReadonlySet<ActKind> = new Set(['order', 'breach', 'refusal', 'draft'])

/** One act. `railName` is what its rail is called where the three columns are not to be seen. */
export function actCard(reader: Reader, view: ActCardView, railName: string): Html {
  const { t } = reader
  const classes = [
    view.rail,
    BOXED.has(view.kind) && view.kind,
    view.withoutEffect && 'order no-effect',
    view.touches && 'touches',
  ]
  return html`<li class="act-card ${classes.filter(Boolean).join(' ')}" id="${view.id}">
    <article aria-labelledby="${view.id}-t">
      ${meta(reader, view, railName)}
      <h3 id="${view.id}-t">${title(view)}</h3>
      <p class="by">${typeof view.by === 'string' ? quoted(view.by) : view.by}</p>
      ${verdict(reader, view)}
      ${view.body?.map((paragraph) => html`<p>${paragraph}</p>`)}
      ${view.sealed?.map((field) => sealed(reader, field))}
      ${view.language && html`<p>${langBadge(t, view.language)}</p>`}
      ${cites(t, view.cites ?? [])}
      ${view.bracket && html`<p class="by">${view.bracket}</p>`}
      ${view.deliveries?.map((delivery) => html`<p class="sent">${deliveryState(reader, delivery)}</p>`)}
    </article>
  </li>`
}

const title = ({ title, href }: ActCardView): Html =>
  href === undefined ? html`${title}` : html`<a href="${href}">${title}</a>`

function meta(reader: Reader, { rail, number, at, kind, touches }: ActCardView, railName: string): Html {
  const { t } = reader
  return html`<p class="act-meta">
    <span class="rail-name">${rail !== 'oversight' && glyph(rail)} ${railName}</span>
    ${number !== undefined && html`<span class="no">${hidden(`${t('card.act')} `)}${number}</span>`}
    ${moment(reader, at)}
    <span class="kind">${t(`kind.${kind}`)}</span>
    ${touches && html`<span class="touch">${glyph('person')} ${t('rail.touches')}</span>`}
  </p>`
}

function verdict({ t }: Reader, { verdict, withoutEffect }: ActCardView): Html {
  const words = verdict ?? (withoutEffect ? t('card.without-effect') : undefined)
  return words === undefined ? html`` : html`<p class="verdict">${glyph('stop')}${words}</p>`
}
