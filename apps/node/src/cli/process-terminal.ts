import { once } from 'node:events'
import type { Terminal } from './command.ts'

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdin: () => process.stdin,
    out: (text) => void process.stdout.write(text),
    outBytes: async (bytes) => {
      if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
    },
    err: (text) => void process.stderr.write(text),
    env: process.env,
  }
}
