import { concat } from '@comity/kernel'
import type { Terminal } from '../src/cli/command.ts'

/** A terminal that a test reads: what was said on it, and the bytes that were given out. */
export type PaperTerminal = Terminal & {
  readonly said: { out: string; err: string; readonly parts: Uint8Array[] }
  readonly bytes: () => Uint8Array
}

export function paperTerminal({
  input = new Uint8Array(),
  env = {},
}: {
  readonly input?: Uint8Array
  readonly env?: Readonly<Record<string, string>>
} = {}): PaperTerminal {
  const said = { out: '', err: '', parts: [] as Uint8Array[] }
  return {
    said,
    bytes: () => concat(...said.parts),
    stdin: () => inPieces(input),
    out: (text) => {
      said.out += text
    },
    outBytes: async (bytes) => {
      said.parts.push(bytes.slice())
    },
    err: (text) => {
      said.err += text
    },
    env,
  }
}

/** Odd pieces, as a pipe may bring them. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997)
}
