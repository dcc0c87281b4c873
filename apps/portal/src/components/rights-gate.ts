import { type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { type CiteView, citeList } from './cite.ts'
import { glyph, hidden, type Role } from './glyph.ts'

export type GateState = 'met' | 'open' | 'overdue' | 'breached' | 'waived' | 'not-applicable'

export type GateView = {
  /** Plain name: "Told why, at arrest". */
  readonly name: string
  readonly state: GateState
  /** The proof where it is met; who must act and by when where it is not; what was done where it is breached. */
  readonly detail?: Content
  readonly cites?: readonly CiteView[]
  /** Where it can be met, or where its proof can be read. */
  readonly href?: string
}

const ROLE: Readonly<Record<GateState, Role | 'none'>> = {
  met: 'met',
  open: 'due',
  overdue: 'stop',
  breached: 'stop',
  waived: 'none',
  'not-applicable': 'none',
}

/** What the law asks for before an order, one by one, each with its proof or with who owes it. */
export function rightsGate(t: Translator, gates: readonly GateView[]): Html {
  if (gates.length === 0) return html`<p class="note">${t('gate.none')}</p>`
  return html`<ul class="rights-gate">${gates.map((gate) => gateItem(t, gate))}</ul>`
}

function gateItem(t: Translator, { name, state, detail, cites = [], href }: GateView): Html {
  const role = ROLE[state]
  const title = href === undefined ? html`${name}` : html`<a href="${href}">${name}</a>`
  return html`<li class="${role}">
    ${glyph(role)}
    <div>
      <b>${title}</b>
      <small>${said(t, state)}${detail}</small>
      ${cites.length > 0 && html`<small>${citeList(t, cites)}</small>`}
    </div>
  </li>`
}

/** The shape says met, open or breached; what a shape cannot say is written out for everybody. */
const said = (t: Translator, state: GateState): Html =>
  state === 'met' || state === 'open' || state === 'breached'
    ? hidden(`${t(`gate.state.${state}`)}. `)
    : html`${t(`gate.state.${state}`)}. `

/** "5 of 10 met, 3 open, 1 overdue, 1 breached". What does not apply is not counted. */
export function gateCount(t: Translator, states: readonly GateState[]): Html {
  const count = (...wanted: readonly GateState[]) => states.filter((state) => wanted.includes(state)).length
  return t.html('gate.count', {
    met: count('met', 'waived'),
    all: states.length - count('not-applicable'),
    open: count('open'),
    overdue: count('overdue'),
    breached: count('breached'),
  })
}
