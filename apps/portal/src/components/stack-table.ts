import { attributes, type Content, type Html, html } from '../html/html.ts'

export type Column = {
  readonly label: string
  /** On a phone, where it stands above each cell. */
  readonly shortLabel?: string
  readonly numeric?: boolean
}

export type TableRow = {
  readonly cells: readonly Content[] /** Something is wrong here; the cells say what. */
  readonly alarm?: boolean
}
export type RowGroup = { readonly title?: string; readonly note?: Content; readonly rows: readonly TableRow[] }

export type StackTableView = {
  /** What the table holds and in which order, for those who do not see it. */
  readonly caption: string
  readonly columns: readonly Column[]
  /** The column that names the row. */
  readonly rowHeader: number
  readonly groups: readonly RowGroup[]
}

/** A table that becomes a list of small grids on a phone, with the same order and the same words. */
export const stackTable = (view: StackTableView): Html =>
  html`<div class="stack">
    <table>
      <caption class="hidden">${view.caption}</caption>
      <thead><tr>${view.columns.map(head)}</tr></thead>
      ${view.groups.map((group) => tableGroup(view, group))}
    </table>
  </div>`

const head = ({ label, numeric }: Column): Html =>
  html`<th${attributes({ scope: 'col', class: numeric ? 'number' : undefined })}>${label}</th>`

function tableGroup(view: StackTableView, { title, note, rows }: RowGroup): Html {
  const heading =
    title === undefined
      ? ''
      : html`<tr><th scope="rowgroup" colspan="${view.columns.length}">${title}${note === undefined ? '' : html` <small>${note}</small>`}</th></tr>`
  return html`<tbody>${heading}${rows.map((row) => tableRow(view, row))}</tbody>`
}

const tableRow = ({ columns, rowHeader }: StackTableView, { cells, alarm }: TableRow): Html =>
  html`<tr${attributes({ class: alarm ? 'row-stop' : undefined })}>${columns.map((column, index) => {
    const marks = { 'data-label': column.shortLabel ?? column.label, class: column.numeric ? 'number' : undefined }
    return index === rowHeader
      ? html`<th${attributes({ scope: 'row', ...marks })}>${cells[index]}</th>`
      : html`<td${attributes(marks)}>${cells[index]}</td>`
  })}</tr>`
