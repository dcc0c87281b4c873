import { isolated } from '../html/bidi.ts'
import { attributes, type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { type LinkView, link } from './marks.ts'

export type Bar = {
  readonly label: string
  readonly value: number
  /** The part of `value` that is drawn filled. */
  readonly filled: number
  /** Out of how many. */
  readonly of: number
}

export type StatChartView = {
  readonly id: string
  /** The finding in a sentence: it is the title. */
  readonly finding: string
  /** What is counted, what filled and outlined mean, over which time. */
  readonly note: Content
  /** The same in words, for those who do not see the drawing. */
  readonly description: string
  readonly bars: readonly Bar[]
  /** Names of the columns of the table. */
  readonly columns: { readonly series: string; readonly of: string; readonly value: string; readonly filled: string }
  readonly source: string
  readonly links?: readonly LinkView[]
}

const LABEL_WIDTH = 100
const BAR_WIDTH = 400
const ROW = 44

/** Bars with their figures beside them, and the same figures as a table. Filled against outlined needs no colour. */
export function statChart(t: Translator, view: StatChartView): Html {
  const links = view.links?.length
    ? html` ${view.links.map((each, index) => html`${index > 0 ? ' · ' : ''}${link(each)}`)}`
    : ''
  return html`<figure class="stat-chart">
    <figcaption><h2 id="${view.id}">${view.finding}</h2><p class="note">${view.note}</p></figcaption>
    ${drawing(t, view)}
    <details><summary>${t('chart.table')}</summary>${figuresTable(t, view)}</details>
    <p class="note">${t('chart.source', { source: view.source })}${links}</p>
  </figure>`
}

function drawing(t: Translator, { id, description, bars }: StatChartView): Html {
  const most = Math.max(...bars.map(({ value }) => value), 1)
  const marks = attributes({ viewBox: `0 0 620 ${bars.length * ROW}`, role: 'img', 'aria-labelledby': `${id}-d` })
  return html`<svg${marks}>
    <title id="${id}-d">${description}</title>
    ${bars.map((bar, index) => drawnBar(t, bar, index * ROW + 6, BAR_WIDTH / most))}
  </svg>`
}

function drawnBar(t: Translator, { label, value, filled, of }: Bar, y: number, scale: number): Html {
  const [part, whole] = [Math.round(filled * scale), Math.round(value * scale)]
  return html`
    <text class="series" x="0" y="${y + 17}">${isolated(label)}</text>
    <path class="filled" d="M${LABEL_WIDTH} ${y}h${part}v24h${-part}z"/>
    <path class="outlined" d="M${LABEL_WIDTH + part} ${y + 1}h${whole - part}v22h${part - whole}z"/>
    <text x="${LABEL_WIDTH + whole + 11}" y="${y + 17}">${isolated(t('chart.of', { value, all: of }))}</text>`
}

function figuresTable(t: Translator, { finding, bars, columns }: StatChartView): Html {
  const share = new Intl.NumberFormat(t.locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const heads = [columns.of, columns.value, columns.filled, t('chart.share')]
  const row = ({ label, value, filled, of }: Bar): Html => {
    const cells = [of, value, filled, share.format(of === 0 ? 0 : value / of)]
    return html`<tr><th scope="row">${label}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`
  }
  return html`<table>
    <caption class="hidden">${finding}</caption>
    <thead>
      <tr><th scope="col">${columns.series}</th>${heads.map((text) => html`<th scope="col" class="number">${text}</th>`)}</tr>
    </thead>
    <tbody>${bars.map(row)}</tbody>
  </table>`
}

export type Figure = { readonly label: string; readonly value: number | string }

/** A few figures that somebody looks for first. */
export const figures = (t: Translator, items: readonly Figure[]): Html => {
  const number = new Intl.NumberFormat(t.locale)
  return html`<dl class="figures">${items.map(
    ({ label, value }) =>
      html`<div><dt>${label}</dt><dd>${typeof value === 'number' ? number.format(value) : value}</dd></div>`,
  )}</dl>`
}
