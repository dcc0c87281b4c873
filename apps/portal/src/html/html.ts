import { Defect } from '@comity/kernel'
import { safeAddress, takesAddress } from './address.ts'
import { escaped, FORBIDDEN_ATTRIBUTES, type Hole, templateOf } from './template.ts'

/**
 * Markup that is safe to send. Only the template tag below makes it, so a string that came from a person, a form or
 * another State is text wherever it lands, whatever it looks like.
 */
export class Html {
  readonly #markup: string
  private constructor(markup: string) {
    this.#markup = markup
  }
  /** Reads the markup out of what the template tag made; an object that merely looks like `Html` has none. */
  static markupOf(made: Html): string {
    return made.#markup
  }
  static isHtml(value: unknown): value is Html {
    return typeof value === 'object' && value !== null && #markup in value
  }
  /** For this folder alone: what is not passed on by `index.ts` cannot be called from a page. */
  static trusted(markup: string): Html {
    return new Html(markup)
  }
  toString(): string {
    return this.#markup
  }
}

/** What may stand in a hole of a template. A list is put one after the other; nothing is put for the empty values. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

/** Attributes decided at run time: `undefined` and `false` leave the attribute out, `true` writes its bare name. */
export class Attributes {
  readonly #written: string
  constructor(values: Readonly<Record<string, string | number | boolean | undefined>>) {
    this.#written = Object.entries(values)
      .filter((entry): entry is [string, string | number | true] => entry[1] !== undefined && entry[1] !== false)
      .map(
        ([name, value]) => ` ${checkedName(name)}${value === true ? '' : `="${attributeValue(name, String(value))}"`}`,
      )
      .join('')
  }
  static writtenBy(attributes: Attributes): string {
    return attributes.#written
  }
}

export const attributes = (values: Readonly<Record<string, string | number | boolean | undefined>>): Attributes =>
  new Attributes(values)

/**
 * The template tag of every page. Holes may stand in text, in a double-quoted attribute value, or, for `attributes()`,
 * between attributes; anywhere else is a `Defect`, and so are scripts, inline styles and event attributes.
 * Behind the fixed beginning of an address a hole is one part of it: `href="/matters/${id}"`. A line break in the
 * template, with the indentation after it, is layout of the source.
 */
export function html(strings: TemplateStringsArray, ...values: readonly (Content | Attributes)[]): Html {
  const { parts, holes } = templateOf(strings)
  let markup = parts[0] ?? ''
  for (const [index, hole] of holes.entries()) markup += fill(hole, values[index]) + (parts[index + 1] ?? '')
  return Html.trusted(markup)
}

function fill(hole: Hole, value: Content | Attributes): string {
  switch (hole.in) {
    case 'tag':
      if (value instanceof Attributes) return Attributes.writtenBy(value)
      throw new Defect('only attributes() may stand between attributes')
    case 'attribute':
      return attributeValue(hole.name, plainText(value))
    case 'address':
      return escaped(encodeURIComponent(plainText(value).toWellFormed()))
    case 'text':
      return markupOf(value)
  }
}

function markupOf(value: Content | Attributes): string {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (value === undefined || value === null || value === false) return ''
  if (Html.isHtml(value)) return Html.markupOf(value)
  if (Array.isArray(value)) return value.map((item: Content) => markupOf(item)).join('')
  throw new Defect('only text, numbers, markup and lists of them may stand in a template')
}

function plainText(value: Content | Attributes): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value === undefined || value === null || value === false) return ''
  throw new Defect('an attribute holds text, not markup')
}

const attributeValue = (name: string, value: string): string => escaped(takesAddress(name) ? safeAddress(value) : value)

function checkedName(name: string): string {
  if (/^[a-z][a-z-]*$/i.test(name) && !FORBIDDEN_ATTRIBUTES.test(name)) return name
  throw new Defect(`not an attribute that a page may set: ${name}`)
}

/** Puts something between the items: a dot between citations, a comma between names. */
export function between(items: readonly Content[], separator: Content): Content[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]))
}
