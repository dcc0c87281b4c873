import { type Html, html } from './html.ts'

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const OPENERS = /[\u2066-\u2068]/
/** Above this many characters without a place to break, a browser may widen the page instead of breaking. */
const LONGEST_WORD = 30
const LONGER_RUNS = new RegExp(`(\\S{${LONGEST_WORD + 1},})`, 'u')

/**
 * Text that stays inside the isolate it is shown in. A name that closes an isolate it never opened could reorder the
 * line around it ("who asked whom"), so the stray mark is shown as U+FFFD, and isolates left open are closed.
 */
export function balanced(text: string): string {
  let open = 0
  let kept = ''
  for (const character of text) {
    if (OPENERS.test(character)) open += 1
    if (character !== POP_ISOLATE) kept += character
    else if (open === 0) kept += '\uFFFD'
    else {
      open -= 1
      kept += character
    }
  }
  return kept + POP_ISOLATE.repeat(open)
}

/** A value set apart in plain text, where no element can do it: titles, labels, notices. */
export const isolated = (text: string): string => `${FIRST_STRONG_ISOLATE}${balanced(text)}${POP_ISOLATE}`

/** Words of a person, a file or another State, shown in their own direction and language, breakable where too long. */
export function words(text: string, lang?: string): Html {
  const pieces = breakable(balanced(text))
  return lang === undefined ? html`<bdi>${pieces}</bdi>` : html`<bdi lang="${lang}">${pieces}</bdi>`
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function breakable(text: string): Html[] {
  return text.split(LONGER_RUNS).map((run) => {
    if (run.length <= LONGEST_WORD || /\s/u.test(run)) return html`${run}`
    const characters = Array.from(graphemes.segment(run), ({ segment }) => segment)
    const chunks = Array.from({ length: Math.ceil(characters.length / LONGEST_WORD) }, (_, at) =>
      characters.slice(at * LONGEST_WORD, (at + 1) * LONGEST_WORD).join(''),
    )
    return html`${chunks.map((chunk, at) => (at === 0 ? chunk : html`<wbr>${chunk}`))}`
  })
}
