import type { ActKind } from '../components/act-card.ts'
import { type CiteView, citeList } from '../components/cite.ts'
import { glyph } from '../components/glyph.ts'
import { fileNumber, inset, panel, section, tag } from '../components/marks.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { stackTable } from '../components/stack-table.ts'
import { type SealedView, sealed } from '../components/text-status.ts'
import { type Content, type Html, html } from '../html/html.ts'
import { type MatterFrame, matterCrumbs } from './matter-page.ts'

export type ActLine = { readonly label: Content; readonly value: Content }
export type VerdictView = {
  readonly kind: 'effective' | 'without-effect' | 'fallen' | 'doubted' | 'breach'
  readonly words: Content
  /** Each reason with its provisions. */
  readonly reasons: readonly { readonly text: Content; readonly cites: readonly CiteView[] }[]
  /** What followed: the refusal, the withdrawal, the challenge. */
  readonly followed: readonly Content[]
}
export type ReceiptRow = { readonly to: string; readonly state: Content; readonly rungs: Content }

export type ActPageView = MatterFrame & {
  readonly number: number
  readonly kind: ActKind
  readonly heading: string
  readonly by: Content
  readonly verdict: VerdictView
  /** Clear fields and texts, as they were signed. */
  readonly says: readonly ActLine[]
  readonly sealed: readonly SealedView[]
  /** Key, list, strand, what its author had seen. */
  readonly signed: readonly ActLine[]
  /** What its author states, and what others prove. */
  readonly made: readonly ActLine[]
  readonly proof: readonly ActLine[]
  readonly receipts: readonly ReceiptRow[]
  readonly commands: readonly string[]
}

/** One act with everything that proves it: printable, and checkable from its own bytes. */
export function actPage(reader: Reader, frame: Frame, view: ActPageView): Page {
  const { t } = reader
  const head = html`<p class="note">${fileNumber(view.id)} · ${t('gate.act', { number: view.number })} ${tag(t(`kind.${view.kind}`))}</p>
    <h1>${view.heading}</h1><p class="lead">${view.by}</p>`
  const main = html`${head}${verdict(reader, view.verdict)}<div class="cols"><div>
      ${section({ id: 'says', title: t('act.says'), content: html`${list(view.says)}${view.sealed.map((field) => sealed(reader, field))}` })}
      ${section({ id: 'receipts', title: t('act.receipts'), content: receipts(reader, view.receipts) })}
      ${section({ id: 'check', title: t('act.check'), content: html`<p>${t('act.check.lead')}</p><pre dir="ltr"><code>${view.commands.join('\n')}</code></pre>` })}
    </div><div>
      ${panel({ id: 'made', title: t('act.made'), content: list(view.made) })}
      ${panel({ id: 'signed', title: t('act.signed'), content: list(view.signed) })}
      ${panel({ id: 'proof', title: t('act.in-log'), content: list(view.proof) })}
    </div></div>`
  return page(reader, frame, {
    title: `${view.id}: ${view.heading}`,
    desk: true,
    crumbs: matterCrumbs(view, t('gate.act', { number: view.number })),
    main,
    runningHead: view.runningHead,
  })
}

const list = (lines: readonly ActLine[]): Html =>
  html`<dl class="facts">${lines.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`

function verdict({ t }: Reader, { kind, words, reasons, followed }: VerdictView): Html {
  const role = kind === 'effective' ? 'met' : 'stop'
  const reasonItems = reasons.map(
    ({ text, cites }) => html`<li>${text}${cites.length > 0 && html` <small>${citeList(t, cites)}</small>`}</li>`,
  )
  return inset(
    html`<p>${glyph(role)} <b>${words}</b></p>${reasonItems.length > 0 && html`<ul>${reasonItems}</ul>`}${followed.map((line) => html`<p>${line}</p>`)}`,
    role,
  )
}

function receipts({ t }: Reader, rows: readonly ReceiptRow[]): Html {
  if (rows.length === 0) return html`<p>${t('act.receipts.none')}</p>`
  return stackTable({
    caption: t('act.receipts'),
    columns: [{ label: t('act.receipts.to') }, { label: t('act.receipts.state') }, { label: t('act.receipts.held') }],
    rowHeader: 0,
    groups: [{ rows: rows.map(({ to, state, rungs }) => ({ cells: [to, state, rungs] })) }],
  })
}
