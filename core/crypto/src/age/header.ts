import { fromBase64NoPad, toBase64NoPad, utf8 } from '@comity/kernel'
import { refuse } from './fault.ts'

/** What one recipient finds the file key in: type and arguments, and a body that only this recipient opens. */
export type Stanza = { readonly type: string; readonly args: readonly string[]; readonly body: Uint8Array }

export type AgeHeader = {
  readonly stanzas: readonly Stanza[]
  readonly mac: Uint8Array
  /** The bytes that the MAC covers: everything up to and including the three dashes. */
  readonly covered: Uint8Array
}

const VERSION_LINE = 'age-encryption.org/v1'
const BODY_COLUMNS = 64
const BODY_LINE_BYTES = 48
const MAC_BYTES = 32
/** A header comes before any proof of who wrote it, and each stanza costs a reader a multiplication on a curve. */
export const MAX_STANZAS = 128
/** Room for that many hybrid stanzas. */
const MAX_HEADER_BYTES = 1 << 18

/** The header's text up to and including the three dashes: what the MAC is made over. */
export function encodeCovered(stanzas: readonly Stanza[]): Uint8Array {
  return utf8([VERSION_LINE, ...stanzas.flatMap(stanzaLines), '---'].join('\n'))
}

/** What follows the covered bytes. */
export const encodeMac = (mac: Uint8Array): Uint8Array => utf8(` ${toBase64NoPad(mac)}\n`)

function stanzaLines({ type, args, body }: Stanza): readonly string[] {
  const lines: string[] = []
  // The last line is shorter than the others, if need be empty: that is how a reader sees the end.
  for (let at = 0; at <= body.length; at += BODY_LINE_BYTES)
    lines.push(toBase64NoPad(body.subarray(at, at + BODY_LINE_BYTES)))
  return [['->', type, ...args].join(' '), ...lines]
}

/** Reads a header from bytes as they come; refuses every text but the one spelling of the format. */
export class HeaderReader {
  private readonly lines: string[] = []
  private readonly stanzas: Stanza[] = []
  private line = ''
  private size = 0
  /** The stanza whose body is being read. */
  private open: { readonly type: string; readonly args: readonly string[]; body: string } | undefined

  /** The header with what follows it, or `undefined` while bytes are missing. */
  push(bytes: Uint8Array): { readonly header: AgeHeader; readonly rest: Uint8Array } | undefined {
    for (const [at, byte] of bytes.entries()) {
      this.size += 1
      if (this.size > MAX_HEADER_BYTES) refuse('header-failure')
      if (byte !== 0x0a) {
        this.line += String.fromCharCode(byte)
        continue
      }
      const header = this.take(this.line)
      if (header) return { header, rest: bytes.subarray(at + 1) }
      this.lines.push(this.line)
      this.line = ''
    }
    return undefined
  }

  private take(line: string): AgeHeader | undefined {
    if (this.lines.length === 0) return line === VERSION_LINE ? undefined : refuse('header-failure')
    if (this.open) return this.takeBody(this.open, line)
    if (line.startsWith('---')) return this.end(line)
    return this.takeArguments(line)
  }

  private takeArguments(line: string): undefined {
    const [arrow, type, ...args] = line.split(' ')
    if (arrow !== '->' || type === undefined || ![type, ...args].every(isArgument)) return refuse('header-failure')
    if (this.stanzas.length >= MAX_STANZAS) return refuse('header-failure')
    this.open = { type, args, body: '' }
  }

  private takeBody(stanza: { type: string; args: readonly string[]; body: string }, line: string): undefined {
    if (line.length > BODY_COLUMNS) return refuse('header-failure')
    stanza.body += line
    if (line.length === BODY_COLUMNS) return
    const body = fromBase64NoPad(stanza.body)
    if (!body.ok) return refuse('header-failure')
    this.stanzas.push({ type: stanza.type, args: stanza.args, body: body.value })
    this.open = undefined
  }

  private end(line: string): AgeHeader {
    const mac = line.startsWith('--- ') ? fromBase64NoPad(line.slice(4)) : undefined
    if (!mac?.ok || mac.value.length !== MAC_BYTES || this.stanzas.length === 0) return refuse('header-failure')
    return { stanzas: this.stanzas, mac: mac.value, covered: utf8([...this.lines, '---'].join('\n')) }
  }
}

/** One or more visible ASCII characters. */
const isArgument = (text: string) => /^[\x21-\x7e]+$/.test(text)
