import { type Instant, unreachable } from '@comity/kernel'
import { attributes, type Content, type Html, html } from '../html/html.ts'
import { momentText } from '../messages/time-text.ts'
import type { Translator } from '../messages/translator.ts'
import type { Role } from './glyph.ts'
import type { Reader } from './reader.ts'

/** How far a message has come. The words are fixed: "sending" is not one of them, because nobody knows when it ends. */
export type Delivery =
  | { readonly state: 'draft' | 'waiting' | 'left' | 'received' | 'available' | 'taken' | 'refused' }
  | { readonly state: 'no-answer'; readonly by: Instant }

export type DeliveryView = Delivery & {
  /** Age, next try, receipt, duty officer: whatever the word alone leaves open. */
  readonly detail?: Content
}

type Steps = { readonly done: 1 | 2 | 3 | 4; readonly role?: Role }
const STEPS: Readonly<Record<Delivery['state'], Steps>> = {
  draft: { done: 1 },
  waiting: { done: 2, role: 'due' },
  left: { done: 3, role: 'due' },
  'no-answer': { done: 3, role: 'stop' },
  received: { done: 4, role: 'met' },
  available: { done: 4, role: 'met' },
  taken: { done: 4, role: 'met' },
  refused: { done: 4, role: 'stop' },
}

/** The word for a delivery state. */
export function deliveryWord({ t, place, now }: Reader, delivery: Delivery): string {
  switch (delivery.state) {
    case 'no-answer':
      return t('delivery.no-answer', { when: momentText(t, delivery.by, place.zone, now) })
    case 'draft':
    case 'waiting':
    case 'left':
    case 'received':
    case 'available':
    case 'taken':
    case 'refused':
      return simpleWord(t, delivery.state)
    default:
      return unreachable(delivery)
  }
}

const simpleWord = (t: Translator, state: Exclude<Delivery['state'], 'no-answer'>): string => t(`delivery.${state}`)

const squares = (done: number): Html =>
  html`<svg class="steps-taken" viewBox="0 0 40 10" aria-hidden="true" focusable="false">${[0, 1, 2, 3].map(
    (step) =>
      html`<path${attributes({ class: step < done ? 'done' : undefined })} d="M${step * 10 + 0.5} .5h7v8h-7z"/>`,
  )}</svg>`

/** The word, how far that is, and what the reader needs to know beside it. Stands in a line of text or in a table cell. */
export function deliveryState(reader: Reader, view: DeliveryView): Html {
  const { done, role } = STEPS[view.state]
  return html`<span class="delivery ${role ?? 'neutral'}">
    ${squares(done)}<b>${deliveryWord(reader, view)}</b>${view.detail && html` ${view.detail}`}
  </span>`
}
