import { glyph } from '../components/glyph.ts'
import { inset, type LinkView, link, panel, section } from '../components/marks.ts'
import { type Crumb, type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type PathStep, refusalPath } from '../components/refusal-path.ts'
import { type Content, html } from '../html/html.ts'

export type RefusedView = {
  readonly title: string
  readonly lead: Content
  /** How much is missing, in a sentence. */
  readonly count: Content
  readonly crumbs: readonly Crumb[]
  readonly steps: readonly PathStep[]
  readonly person: { readonly title: Content; readonly lines: readonly Content[] }
  readonly kept: readonly Content[]
  readonly around: Content
  /** What a program is told, word for word. */
  readonly machine: {
    readonly type: string
    readonly gates: readonly string[]
    readonly otherwise: readonly string[]
  }
  readonly back: LinkView
}

/**
 * Takes the place of an order that a right refused: what has to happen first, step by step, who must do it, by which law;
 * what was kept; what it means for the person; that there is no way around; and the same answer for machines.
 */
export function refusedPage(reader: Reader, frame: Frame, view: RefusedView): Page {
  const { t } = reader
  const { machine, person, kept, back } = view
  const codes = (label: string, all: readonly string[]): Content =>
    all.length > 0 &&
    html`<br>${label} ${all.map((code, at) => html`${at > 0 ? ', ' : ''}<code dir="ltr">${code}</code>`)}`
  const main = html`<h1>${view.title}</h1><p class="lead">${view.lead} <b>${view.count}</b></p><div class="cols"><div>
      ${section({ id: 'path', title: t('refused.path.order'), content: refusalPath(t, view.steps) })}
    </div><div>
      ${panel({ id: 'person', title: person.title, about: 'person', content: person.lines.map((line) => html`<p>${line}</p>`) })}
      ${panel({ id: 'kept', title: t('refused.kept'), content: html`<ul>${kept.map((line) => html`<li>${line}</li>`)}</ul>` })}
      ${panel({
        id: 'around',
        title: t('refused.around'),
        content: html`<p>${view.around}</p><details><summary>${t('refused.machine')}</summary><p class="note"><code dir="ltr">409 ${machine.type}</code>${codes(t('refused.machine.gates'), machine.gates)}${codes(t('refused.machine.otherwise'), machine.otherwise)}</p></details>`,
      })}
      <p>${link(back)}</p>
    </div></div>`
  return page(reader, frame, { title: view.title, desk: true, crumbs: view.crumbs, main })
}

export type ClosedView = {
  readonly title: string
  readonly why: string
  readonly note: string
  readonly links: readonly LinkView[]
}

/** Takes the place of something that is not open to whoever asked: why, and where they may go instead. */
export const closedPage = (reader: Reader, frame: Frame, { title, why, note, links }: ClosedView): Page =>
  page(reader, frame, {
    title,
    desk: true,
    main: html`<h1>${title}</h1><p class="lead">${why}</p>${inset(html`<p>${glyph('none')} ${note}</p>`)}${links.map((one) => html`<p>${link(one)}</p>`)}`,
  })
