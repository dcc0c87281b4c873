import { type Content, type Html, html } from '../html/html.ts'
import type { MessageKey, Translator } from '../messages/translator.ts'
import { type CiteView, citeList } from './cite.ts'
import { glyph, hidden, type Role } from './glyph.ts'

/** One step towards an order that was refused. A missing one says everything that somebody needs to act. */
export type PathStep =
  | { readonly state: 'met' | 'waiting' | 'after'; readonly title: string; readonly note?: Content }
  | {
      readonly state: 'missing'
      readonly title: string
      readonly missing: Content
      readonly who: Content
      readonly cites: readonly CiteView[]
      readonly unlockedBy: Content
      /** The one thing to do, for whoever may do it. */
      readonly action?: Html
    }

const MARKS = {
  met: { role: 'met', word: 'path.state.met' },
  missing: { role: 'stop', word: 'path.state.missing' },
  waiting: { role: 'due', word: 'path.state.waiting' },
  after: { role: 'decides', word: 'path.state.after' },
} as const satisfies Record<PathStep['state'], { role: Role; word: MessageKey }>

/** What has to happen, in this order, along the person's rail, before a refused order can be made. */
export const refusalPath = (t: Translator, steps: readonly PathStep[]): Html =>
  html`<ol class="path">${steps.map((step) => pathItem(t, step))}</ol>`

function pathItem(t: Translator, step: PathStep): Html {
  const { role, word } = MARKS[step.state]
  const mark = html`<span class="station-mark">${glyph(role)}</span>`
  const title = html`<h3>${step.title}${hidden(` (${t(word)})`)}</h3>`
  if (step.state !== 'missing')
    return html`<li class="${role}">${mark}${title}${step.note ? html`<p class="note">${step.note}</p>` : ''}</li>`
  const rows: readonly (readonly [string, Content])[] = [
    [t('path.missing'), step.missing],
    [t('path.who'), step.who],
    [t('path.provision'), step.cites.length > 0 && citeList(t, step.cites)],
    [t('path.unlocked-by'), step.unlockedBy],
  ]
  // What the law leaves open is left out, not drawn as an empty line.
  const said = rows.filter(([, text]) => text !== '' && text !== false && text !== undefined)
  return html`<li class="${role}">
    ${mark}
    <article>
      ${title}
      <dl>${said.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
      ${step.action && html`<p>${step.action}</p>`}
    </article>
  </li>`
}
