import { concat, expectOk, fromBase64, fromUtf8, type Result, toBase64, utf8 } from '@comity/kernel'
import { type AgeFault, refuse } from './fault.ts'
import { type ByteStage, passThrough, streamThrough } from './stage.ts'

/** The ASCII form of an age file (strict PEM, RFC 7468 section 3), for mail and paper. */
const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----'
const END = '-----END AGE ENCRYPTED FILE-----'
const LINE_BYTES = 48
const LINE_COLUMNS = 64
const LINES_AT_ONCE = 1024
/** Blank space allowed before and after: more than a mail program adds, less than a place to hide a message. */
const MAX_BLANK_BYTES = 1024

/** Wraps a sealed stream in armor. */
export const armor = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  streamThrough(new ArmorWriter(), source)

/** Takes a stream out of its armor; throws `AgeRefusal` for anything but strict armor with blank space around it. */
export const dearmor = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  streamThrough(new ArmorReader(), source)

/** Takes a stream out of its armor if it begins like armor, and leaves it alone otherwise. */
export async function* dearmorIfArmored(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let stage: ByteStage | undefined
  for await (const bytes of source) {
    const first = bytes[0]
    // A binary file begins with the letter a.
    if (!stage && first !== undefined) stage = first === 0x2d || isBlank(first) ? new ArmorReader() : asItIs
    if (stage) yield* stage.push(bytes)
  }
  if (stage) yield* stage.finish()
}

export const armorBytes = (sealed: Uint8Array): string =>
  fromUtf8(expectOk(passThrough(sealed, new ArmorWriter()), 'armor refuses nothing')) ?? ''

export const dearmorBytes = (text: Uint8Array): Result<Uint8Array, AgeFault> => passThrough(text, new ArmorReader())

const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a

const asItIs: ByteStage = { push: (bytes) => [bytes], finish: () => [] }

class ArmorWriter implements ByteStage {
  private held: Uint8Array = new Uint8Array(0)
  private begun = false

  private begin(): readonly Uint8Array[] {
    if (this.begun) return []
    this.begun = true
    return [utf8(`${BEGIN}\n`)]
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    yield* this.begin()
    const all = concat(this.held, bytes)
    const whole = all.length - (all.length % LINE_BYTES)
    this.held = all.slice(whole)
    if (whole > 0) yield utf8(linesOf(all.subarray(0, whole)))
  }

  *finish(): Generator<Uint8Array> {
    yield* this.begin()
    yield utf8(`${linesOf(this.held)}${END}\n`)
  }
}

function linesOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += LINE_BYTES) text += `${toBase64(bytes.subarray(at, at + LINE_BYTES))}\n`
  return text
}

class ArmorReader implements ByteStage {
  private place: 'before' | 'within' | 'last-line-read' | 'after' = 'before'
  private line = ''
  private blanks = 0

  finish(): readonly Uint8Array[] {
    if (this.line !== '') this.takeLine(this.line) // the last line may lack its end
    return this.place === 'after' ? [] : refuse('armor-failure')
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    let lines: Uint8Array[] = []
    for (const byte of bytes) {
      const line = this.takeByte(byte)
      if (line) lines.push(line)
      if (lines.length < LINES_AT_ONCE) continue
      yield concat(...lines)
      lines = []
    }
    if (lines.length > 0) yield concat(...lines)
  }

  private takeByte(byte: number): Uint8Array | undefined {
    if (this.line === '' && (this.place === 'before' || this.place === 'after') && isBlank(byte)) {
      this.blanks += 1
      return this.blanks > MAX_BLANK_BYTES ? refuse('armor-failure') : undefined
    }
    if (byte !== 0x0a) {
      this.line += String.fromCharCode(byte)
      return this.line.length > LINE_COLUMNS + 1 ? refuse('armor-failure') : undefined
    }
    const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line
    this.line = ''
    return this.takeLine(line)
  }

  private takeLine(line: string): Uint8Array | undefined {
    if (this.place === 'before' && line === BEGIN) {
      this.place = 'within'
      return undefined
    }
    if ((this.place === 'within' || this.place === 'last-line-read') && line === END) {
      this.place = 'after'
      return undefined
    }
    const bytes = this.place === 'within' && line.length <= LINE_COLUMNS ? fromBase64(line) : undefined
    if (!bytes?.ok || bytes.value.length === 0) return refuse('armor-failure')
    // Full lines only, but for the last one: the file has one armored text.
    if (bytes.value.length < LINE_BYTES) this.place = 'last-line-read'
    return bytes.value
  }
}
