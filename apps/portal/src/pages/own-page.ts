import type { Instant } from '@comity/kernel'
import { type DeadlineClockView, deadlineClock } from '../components/deadline-clock.ts'
import { fileNumber, linkButton, section } from '../components/marks.ts'
import { wholeMoment } from '../components/moment.ts'
import { type OwnFrame, ownPage, type Page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import {
  complaintBox,
  type GivenRight,
  type Look,
  looks,
  rightsGiven,
  tearOffSlip,
} from '../components/rights-given.ts'
import { type Content, html } from '../html/html.ts'

export type OwnView = {
  readonly id: string
  readonly asking: string
  readonly asked: string
  /** What is happening, in sentences of a few words. */
  readonly happening: readonly Content[]
  readonly decided: boolean
  readonly clock?: DeadlineClockView
  readonly objected?: { readonly at: Instant; readonly number: number }
  readonly rights: readonly GivenRight[]
  readonly next: readonly Content[]
  readonly looks: readonly Look[]
  readonly slip: string
}

/** The page of the person: what is happening, one clock, one thing to do, each right given or not yet, who looked. */
export function personsPage(reader: Reader, frame: OwnFrame, view: OwnView): Page {
  const { t } = reader
  const clock = view.clock ? deadlineClock(reader, view.clock) : ''
  const objection = view.objected
    ? html`<p><b>${t('own.objected')}</b> ${wholeMoment(reader, view.objected.at)}. ${t('own.objected.receipt', { number: view.objected.number })}</p>`
    : html`<p>${linkButton({ text: t('own.object'), href: `/my/${view.id}/object` }, 'wide')}</p><p class="note">${t('own.object-note')}</p>`
  const main = html`<h1>${t('own.headline', { asking: view.asking, asked: view.asked })}</h1><p>${view.happening.map((sentence) => html`${sentence} `)}${view.decided ? '' : html`<b>${t('own.nobody-decided')}</b>`}</p>${clock}${objection}${section(
    {
      id: 'rights',
      title: t('own.rights'),
      content: html`<p>${t('own.rights-note')}</p>${rightsGiven(reader, view.rights)}`,
    },
  )}${section({ id: 'next', title: t('own.next'), content: html`<ol>${view.next.map((step) => html`<li>${step}</li>`)}</ol>` })}${looks(reader, { id: 'looked', looks: view.looks })}${complaintBox(reader, { id: 'complain', href: `/my/${view.id}/complain` })}<section aria-label="${t('own.more')}"><p class="note">${t.html('own.case', { id: fileNumber(view.id) })} ${t.html('own.made', { when: wholeMoment(reader, reader.now) })}</p></section>${tearOffSlip(reader, { state: view.asking, fileNumber: fileNumber(view.id), code: html`<bdi dir="ltr">${view.slip}</bdi>` })}`
  return ownPage(reader, frame, { title: t('own.title'), main })
}

export type OwnFormView = {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly form: Content
}

/** One question to the person, on a page as light as theirs. */
export const personsForm = (reader: Reader, frame: OwnFrame, { id, title, lead, form }: OwnFormView): Page =>
  ownPage(reader, frame, {
    title,
    main: html`<h1>${title}</h1><p>${lead}</p>${form}<p><a href="/my/${id}">${reader.t('own.back')}</a></p>`,
  })
