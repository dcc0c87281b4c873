import type { Instant } from '@comity/kernel'
import { type Content, type Html, html } from '../html/html.ts'
import { dayText, firstDayText } from '../messages/time-text.ts'
import { type ActCardView, actCard } from './act-card.ts'
import { glyph, type Rail } from './glyph.ts'
import { quoted } from './marks.ts'
import type { Reader } from './reader.ts'
import { type Silence, silences } from './silence.ts'

export type RailHead = { readonly title: string; readonly note?: string }

export type ThreeRailView = {
  /** What each rail is called: "Arvenia asks", the person's name, "Norvale decides". The middle one is never left out. */
  readonly heads: Readonly<Record<Rail, RailHead>>
  /** In the order of the dossier. */
  readonly acts: readonly ActCardView[]
  /** From how many days on a silence is drawn, until when the last one runs, and what is known of who owed what. */
  readonly silence?: {
    readonly leastDays: number
    readonly until?: Instant
    readonly note?: (silence: Silence) => Content
  }
}

const RAILS: readonly Rail[] = ['asks', 'person', 'decides']

/**
 * The dossier: acts in their order, each on the rail of whoever wrote it, the person's in the middle. The list is one
 * list; the three columns are drawn by the sheet, and where there is no room for them each card names its rail.
 */
export function threeRail(reader: Reader, view: ThreeRailView): Html {
  return html`<div class="three-rail">
    <ul class="rail-heads" aria-hidden="true">${RAILS.map((rail) => railHead(rail, view.heads[rail]))}</ul>
    <ol class="acts">${items(reader, view)}</ol>
  </div>`
}

const railHead = (rail: Rail, { title, note }: RailHead): Html =>
  html`<li class="rail-head ${rail}">${glyph(rail)} ${quoted(title)}${note === undefined ? '' : html` <small>${quoted(note)}</small>`}</li>`

function items(reader: Reader, { heads, acts, silence }: ThreeRailView): Content[] {
  const { t } = reader
  if (acts.length === 0) return [html`<li class="silence"><p>${t('rail.empty')}</p></li>`]
  const made = acts.filter(({ kind }) => kind !== 'draft')
  const gaps = silence
    ? silences(
        made.map(({ at }) => at),
        silence.leastDays,
        silence.until,
      )
    : []
  const gapBefore = (index: number) =>
    gaps.filter((gap) => gap.before === index).map((gap) => silenceItem(reader, gap, made.length, silence?.note))
  const names: Readonly<Record<ActCardView['rail'], string>> = {
    asks: heads.asks.title,
    person: t('rail.person'),
    decides: heads.decides.title,
    oversight: t('rail.oversight'),
  }
  const cards = made.map((act, index) => [gapBefore(index), actCard(reader, act, names[act.rail])])
  // A draft is no act: it stands after them all and breaks no silence.
  const drafts = acts.filter(({ kind }) => kind === 'draft').map((act) => actCard(reader, act, names[act.rail]))
  return [cards, gapBefore(made.length), drafts]
}

function silenceItem(
  { t, place: { zone } }: Reader,
  gap: Silence,
  acts: number,
  note?: (silence: Silence) => Content,
): Html {
  const span =
    gap.before === acts
      ? t.html('silence.since', { from: html`${dayText(t, gap.from, zone)}` })
      : t.html('silence.between', {
          from: html`${firstDayText(t, gap.from, gap.to, zone)}`,
          to: html`${dayText(t, gap.to, zone)}`,
        })
  return html`<li class="silence"><p><strong>${t('silence.days', { days: gap.days })}</strong></p><p class="note">${span} ${note?.(gap)}</p></li>`
}
