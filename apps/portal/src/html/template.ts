import { Defect } from '@comity/kernel'
import { takesAddress } from './address.ts'

/** Where a hole of a template stands. */
export type Hole =
  | { readonly in: 'text' }
  | { readonly in: 'tag' }
  | { readonly in: 'attribute'; readonly name: string }
  /** After fixed words of an address that keep it on this origin: `/matters/`, `#`, `?to=`. */
  | { readonly in: 'address' }

/** The fixed parts of a template and the holes between them: one part more than there are holes. */
export type Template = { readonly parts: readonly string[]; readonly holes: readonly Hole[] }

const known = new WeakMap<TemplateStringsArray, Template>()

/**
 * Reads the fixed parts of a template once per place in the source. A line break there, with the indentation after it, is
 * layout of our source: beside a tag or a hole nothing of it is sent, between words or attributes one space.
 */
export function templateOf(strings: TemplateStringsArray): Template {
  const seen = known.get(strings)
  if (seen) return seen
  const parts = strings.map(withoutLayout)
  const reader = new TemplateReader()
  const holes = parts.slice(0, -1).map((part) => reader.holeAfter(part))
  reader.endWith(parts.at(-1) ?? '')
  const template = { parts, holes }
  known.set(strings, template)
  return template
}

const withoutLayout = (part: string): string =>
  part.replace(/\n\s*/g, (layout, at: number) => {
    const [before, after] = [part[at - 1], part[at + layout.length]]
    return before === undefined || before === '>' || after === undefined || after === '<' ? '' : ' '
  })

/** Attributes that run code or restyle. */
export const FORBIDDEN_ATTRIBUTES = /^on|^style$|^srcdoc$/i

type Place = 'text' | 'declaration' | 'tag-name' | 'tag' | 'attribute-name' | 'before-value' | 'value'

/**
 * A reader of our own templates, not of HTML at large: it knows the plain shapes that the house writes and refuses
 * every other, because what it does not understand it cannot escape for.
 */
class TemplateReader {
  #place: Place = 'text'
  #name = ''
  /** The fixed words of a value that have been read. */
  #value = ''
  /** A hole was the beginning of an address, and must be all of it. */
  #whole = false

  holeAfter(part: string): Hole {
    this.#read(part)
    switch (this.#place) {
      case 'text':
        return { in: 'text' }
      case 'value':
        return this.#attributeHole()
      case 'tag-name':
        this.#leaveTagName(' ')
        return { in: 'tag' }
      case 'tag':
        return { in: 'tag' }
      default:
        throw new Defect(`a hole may not stand in a ${this.#place} of a template: ${part}`)
    }
  }

  endWith(part: string): void {
    this.#read(part)
    if (this.#place !== 'text') throw new Defect(`a template ends inside a tag: ${part}`)
  }

  #read(part: string): void {
    for (const character of part) this.#step(character)
  }

  #step(character: string): void {
    switch (this.#place) {
      case 'text':
        if (character === '<') this.#enter('tag-name')
        return
      case 'declaration':
        if (character === '>') this.#enter('text')
        return
      case 'tag-name':
        if (character === '!' && this.#name === '') this.#place = 'declaration'
        else if (/[\s>]/.test(character)) this.#leaveTagName(character)
        else this.#name += character
        return
      case 'tag':
        if (character === '>') this.#enter('text')
        else if (!/[\s/]/.test(character)) this.#enter('attribute-name', character)
        return
      case 'attribute-name':
        if (character === '=') this.#leaveAttributeName('before-value')
        else if (/[\s>]/.test(character)) this.#leaveAttributeName(character === '>' ? 'text' : 'tag')
        else this.#name += character
        return
      case 'before-value':
        if (character !== '"') throw new Defect(`attribute values stand in double quotes: ${this.#name}`)
        this.#place = 'value'
        this.#value = ''
        this.#whole = false
        return
      case 'value':
        this.#stepInValue(character)
    }
  }

  /**
   * An address from a hole is judged as a whole. Behind fixed words that name a place on this origin a hole is a part of
   * an address, and written so that it can be nothing else; behind any other words it would decide where the link leads.
   */
  #attributeHole(): Hole {
    if (!takesAddress(this.#name)) return { in: 'attribute', name: this.#name }
    if (this.#value === '' && !this.#whole) {
      this.#whole = true
      return { in: 'attribute', name: this.#name }
    }
    const here = /^(?:\/(?!\/)|[#?])/.test(this.#value)
    if (this.#whole || !here) throw new Defect(`where a link leads is fixed, or all of it is one hole: ${this.#name}`)
    return { in: 'address' }
  }

  #stepInValue(character: string): void {
    if (character === '"') this.#enter('tag')
    else if (this.#whole) throw new Defect(`an address from a hole is all of its value: ${this.#name}`)
    else this.#value += character
  }

  #enter(place: Place, name = ''): void {
    this.#place = place
    this.#name = name
  }

  #leaveTagName(character: string): void {
    if (!/^\/?[a-z][a-z0-9]*$/i.test(this.#name)) throw new Defect(`not a tag that a page may hold: <${this.#name}`)
    if (/^(script|style)$/i.test(this.#name))
      throw new Defect('a page holds no script, and its style comes from the sheet')
    this.#enter(character === '>' ? 'text' : 'tag')
  }

  #leaveAttributeName(place: Place): void {
    if (/^on|^style$|^srcdoc$/i.test(this.#name)) throw new Defect(`a page sets no ${this.#name} attribute`)
    this.#place = place
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;',
  '\0': '\uFFFD',
}

/** Text for HTML text and double-quoted attributes. Half a character and NUL, which HTML cannot carry, become U+FFFD. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"'\r\0]/g, (character) => ESCAPES[character] ?? '')
}
