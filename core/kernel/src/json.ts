import { fromUtf8, utf8 } from './bytes.ts'
import { Defect, err, ok, type Result } from './result.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }

/** Limits are part of the specification (protocol/SPEC.md): every node refuses the same bytes. */
export type JsonLimits = { readonly maxBytes: number; readonly maxDepth: number }
export const SIGNED_LIMITS: JsonLimits = { maxBytes: 1 << 20, maxDepth: 32 }

export type JsonFault = {
  readonly kind:
    | 'too-large'
    | 'too-deep'
    | 'not-utf8'
    | 'syntax'
    | 'duplicate-key'
    | 'lone-surrogate'
    | 'number-out-of-range'
    | 'not-canonical'
  /** Offset of the fault in the text, in UTF-16 code units. */
  readonly at: number
}

/**
 * Text of a value by RFC 8785 (JSON Canonicalization Scheme). Keys sort by UTF-16 code units, numbers are written as
 * ECMAScript writes them. Throws `Defect` for what JSON cannot hold (NaN, infinities, lone surrogates, undefined).
 */
export function canonicalize(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Defect('canonicalize: a number that JSON cannot hold')
    return Object.is(value, -0) ? '0' : String(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Defect('canonicalize: a lone surrogate')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (typeof value !== 'object') throw new Defect(`canonicalize: ${typeof value}`)
  const object = value as JsonObject
  // The default order of `sort` compares UTF-16 code units, which is the order that RFC 8785 asks for.
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${canonicalize(key)}:${canonicalize(object[key] as JsonValue)}`)
  return `{${members.join(',')}}`
}

export const canonicalBytes = (value: JsonValue): Uint8Array => utf8(canonicalize(value))

/**
 * Reads JSON (RFC 8259) more strictly than the platform does: well-formed UTF-8 without byte order mark, no duplicate
 * keys, no lone surrogates, bounded size and depth. `JSON.parse` cannot be used because it keeps the last of two equal
 * keys, so that two readers may see two different objects under one signature.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = SIGNED_LIMITS): Result<JsonValue, JsonFault> {
  if (bytes.length > limits.maxBytes) return err({ kind: 'too-large', at: limits.maxBytes })
  const text = fromUtf8(bytes)
  if (text === undefined) return err({ kind: 'not-utf8', at: 0 })
  return new Parser(text, limits.maxDepth).read()
}

/** Reads JSON and demands that the bytes are exactly the canonical form, and that numbers are safe integers. */
export function parseCanonical(bytes: Uint8Array, limits: JsonLimits = SIGNED_LIMITS): Result<JsonValue, JsonFault> {
  const parsed = parseJson(bytes, limits)
  if (!parsed.ok) return parsed
  // One object has one byte string and one hash: whoever re-spells an act makes a different file, not a second act.
  const text = fromUtf8(bytes) ?? ''
  const canonical = canonicalize(parsed.value)
  if (canonical !== text) return err({ kind: 'not-canonical', at: firstDifference(canonical, text) })
  if (!onlySafeIntegers(parsed.value)) return err({ kind: 'number-out-of-range', at: 0 })
  return parsed
}

function onlySafeIntegers(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (value === null || typeof value !== 'object') return true
  return Object.values(value).every(onlySafeIntegers)
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}

class Fault extends Error {
  readonly fault: JsonFault
  constructor(kind: JsonFault['kind'], at: number) {
    super(kind)
    this.fault = { kind, at }
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 forbids exactly these inside a string.
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Parser {
  private at = 0
  private readonly text: string
  private readonly maxDepth: number

  constructor(text: string, maxDepth: number) {
    this.text = text
    this.maxDepth = maxDepth
  }

  read(): Result<JsonValue, JsonFault> {
    try {
      this.space()
      const value = this.value(0)
      this.space()
      if (this.at < this.text.length) this.fail('syntax')
      return ok(value)
    } catch (error) {
      if (error instanceof Fault) return err(error.fault)
      throw error
    }
  }

  private fail(kind: JsonFault['kind']): never {
    throw new Fault(kind, this.at)
  }

  private space(): void {
    while (true) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.at += 1
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at += 1
    return true
  }

  private value(depth: number): JsonValue {
    if (depth > this.maxDepth) this.fail('too-deep')
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth)
      case '[':
        return this.array(depth)
      case '"':
        return this.string()
      case 't':
        return this.word('true', true)
      case 'f':
        return this.word('false', false)
      case 'n':
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private word<T extends JsonValue>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('syntax')
    this.at += word.length
    return value
  }

  private number(): number {
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (!match) this.fail('syntax')
    const value = Number(match[0])
    if (!Number.isFinite(value)) this.fail('number-out-of-range')
    this.at += match[0].length
    return value
  }

  private string(): string {
    const start = this.at
    this.at += 1
    let value = ''
    while (true) {
      PLAIN.lastIndex = this.at
      const plain = PLAIN.exec(this.text)?.[0] ?? ''
      value += plain
      this.at += plain.length
      if (this.take('"')) break
      if (!this.take('\\')) this.fail('syntax')
      value += this.escape()
    }
    if (!value.isWellFormed()) throw new Fault('lone-surrogate', start)
    return value
  }

  private escape(): string {
    const letter = this.text[this.at] ?? ''
    this.at += 1
    if (letter === 'u') {
      const digits = this.text.slice(this.at, this.at + 4)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail('syntax')
      this.at += 4
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = ESCAPES[letter]
    if (character === undefined) this.fail('syntax')
    return character
  }

  private array(depth: number): JsonValue[] {
    this.at += 1
    const items: JsonValue[] = []
    this.space()
    if (this.take(']')) return items
    while (true) {
      this.space()
      items.push(this.value(depth + 1))
      this.space()
      if (this.take(']')) return items
      if (!this.take(',')) this.fail('syntax')
    }
  }

  private object(depth: number): JsonObject {
    this.at += 1
    // Without a prototype, so that a member called __proto__ is a member and nothing more.
    const members: Record<string, JsonValue> = Object.create(null)
    this.space()
    if (this.take('}')) return members
    while (true) {
      this.space()
      if (this.text[this.at] !== '"') this.fail('syntax')
      const key = this.string()
      if (Object.hasOwn(members, key)) this.fail('duplicate-key')
      this.space()
      if (!this.take(':')) this.fail('syntax')
      this.space()
      members[key] = this.value(depth + 1)
      this.space()
      if (this.take('}')) return members
      if (!this.take(',')) this.fail('syntax')
    }
  }
}
