import type { Instant } from '@comity/kernel'
import { type Content, type Html, html } from '../html/html.ts'
import { languageName } from '../messages/state-name.ts'
import { dayText } from '../messages/time-text.ts'
import type { Translator } from '../messages/translator.ts'
import { type CiteView, citeList } from './cite.ts'
import type { Reader } from './reader.ts'

export type LangBadgeView = {
  /** The language of the text (BCP 47). */
  readonly language: string
  readonly status: 'official' | 'certified' | 'checked' | 'machine' | 'source' | 'missing'
}

/** In which language a text is, and who stands for it. What a machine wrote is hatched until a person has checked it. */
export const langBadge = (t: Translator, { language, status }: LangBadgeView): Html =>
  html`<span class="lang-badge${status === 'machine' ? ' machine' : ''}">${languageName(t, language)} · ${t(`language.${status}`)}</span>`

export type SealedView = {
  /** What is withheld, in words that give nothing away: "fingerprints". */
  readonly what: string
  readonly fields?: number
  readonly forWhom?: string
  readonly by?: string
  readonly until?: Instant
  readonly class?: string
  readonly cites?: readonly CiteView[]
  readonly challengeHref?: string
  readonly note?: Content
}

/** Stands where something is withheld: what, for whom, by whom, under which rule, until when, how to challenge it. */
export function sealed({ t, place }: Reader, view: SealedView): Html {
  const sentences: Content[] = [
    html`<b>${t.html('sealed.field', { fields: view.fields ?? 1, what: view.what })}</b>`,
    view.forWhom === undefined ? undefined : t.html('sealed.for', { whom: view.forWhom }),
    view.by === undefined ? undefined : t.html('sealed.by', { whom: view.by }),
    view.until === undefined ? undefined : t.html('sealed.until', { when: dayText(t, view.until, place.zone) }),
    view.class === undefined ? undefined : t.html('sealed.class', { class: view.class }),
    view.note,
    view.cites?.length ? citeList(t, view.cites) : undefined,
    view.challengeHref === undefined ? undefined : html`<a href="${view.challengeHref}">${t('sealed.challenge')}</a>`,
  ]
  return html`<p class="sealed">${sentences.filter((sentence) => sentence !== undefined).map((sentence) => html`${sentence} `)}</p>`
}
