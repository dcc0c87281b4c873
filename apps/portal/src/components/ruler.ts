import { epochMsOf, type Instant } from '@comity/kernel'
import { isolated } from '../html/bidi.ts'
import { attributes, type Html, html } from '../html/html.ts'
import type { Role } from './glyph.ts'

const WIDTH = 480
const LINE = 30
/** A letter of the ruler's type is at most this wide where it is largest, on a phone. */
const LETTER = 9.5
const HOUR_MS = 3_600_000
const MOST_TICKS = 80
/** Units of the ticks, finest first, with how many make a long one: hours, days, weeks, four weeks. */
const UNITS = [
  { ms: HOUR_MS, long: 6 },
  { ms: 24 * HOUR_MS, long: 7 },
  { ms: 7 * 24 * HOUR_MS, long: 4 },
  { ms: 28 * 24 * HOUR_MS, long: 13 },
] as const

export type RulerMark = { readonly at: Instant; readonly label: string; readonly role?: Role }
export type RulerView = {
  readonly from: { readonly at: Instant; readonly label: string }
  readonly to: { readonly at: Instant; readonly label: string }
  readonly now: { readonly at: Instant; readonly label: string }
  readonly marks: readonly RulerMark[]
}

/** Where everything on a ruler stands, in units of its drawing. A mark whose label has no room is drawn without it. */
export type RulerPlan = {
  readonly ticks: readonly { readonly x: number; readonly long: boolean; readonly gone: boolean }[]
  readonly nowX: number
  readonly marks: readonly { readonly x: number; readonly label: string; readonly role: Role | undefined }[]
}

export function rulerPlan({ from, to, now, marks }: RulerView): RulerPlan {
  const start = epochMsOf(from.at)
  const length = Math.max(epochMsOf(to.at) - start, 1)
  const place = (at: Instant): number => rounded(Math.min(Math.max((epochMsOf(at) - start) / length, 0), 1) * WIDTH)
  const unit = UNITS.find(({ ms }) => length / ms <= MOST_TICKS) ?? { ms: length / MOST_TICKS, long: 10 }
  const nowX = place(now.at)
  const ticks = Array.from({ length: Math.floor(length / unit.ms) + 1 }, (_, index) => {
    const x = rounded(((index * unit.ms) / length) * WIDTH)
    return { x, long: index % unit.long === 0, gone: x <= nowX }
  })
  return { ticks, nowX, marks: labelled(marks, place, from.label.length * LETTER, WIDTH - to.label.length * LETTER) }
}

/** Labels are written from left to right, each only where it touches neither its neighbour nor the two at the ends. */
function labelled(
  marks: readonly RulerMark[],
  place: (at: Instant) => number,
  from: number,
  to: number,
): RulerPlan['marks'] {
  let free = from
  return marks
    .map((mark) => ({ x: place(mark.at), label: mark.label, role: mark.role }))
    .toSorted((a, b) => a.x - b.x)
    .map((mark) => {
      const half = (mark.label.length * LETTER) / 2
      if (mark.x - half <= free || mark.x + half >= to) return { ...mark, label: '' }
      free = mark.x + half
      return mark
    })
}

const rounded = (x: number): number => Math.round(x * 10) / 10

/** The time between two instants as a line: what is gone, now, what is to come. The words beside it say the same. */
export function ruler(view: RulerView): Html {
  const { ticks, nowX, marks } = rulerPlan(view)
  const stroke = (gone: boolean) =>
    ticks
      .filter((tick) => tick.gone === gone)
      .map(({ x, long }) => `M${x} ${long ? 14 : 20}V${LINE}`)
      .join('')
  const nowAtEnd = nowX + view.now.label.length * LETTER > WIDTH
  const nowText = attributes({ x: nowAtEnd ? nowX - 6 : nowX + 6, y: 11, 'text-anchor': nowAtEnd ? 'end' : undefined })
  return html`<svg class="ruler" viewBox="0 0 ${WIDTH} 58" aria-hidden="true" focusable="false">
    <path d="${stroke(true)}"/>
    <path class="faint" d="${stroke(false)}"/>
    <path class="gone" d="M0 ${LINE}H${nowX}"/>
    <path class="to-come" d="M${nowX} ${LINE}H${WIDTH}"/>
    <path class="mark" d="M${nowX} 6V36"/>
    ${marks.map(drawnMark)}
    <path class="mark stop" d="M${WIDTH} 6V36"/>
    <text x="0" y="52">${isolated(view.from.label)}</text>
    <text${nowText}>${isolated(view.now.label)}</text>
    <text x="${WIDTH}" y="52" text-anchor="end">${isolated(view.to.label)}</text>
  </svg>`
}

const drawnMark = ({ x, label, role }: RulerPlan['marks'][number]): Html =>
  html`<path class="mark${role && ` ${role}`}" d="M${x} 6V36"/>
    ${label && html`<text x="${x}" y="52" text-anchor="middle">${isolated(label)}</text>`}`
