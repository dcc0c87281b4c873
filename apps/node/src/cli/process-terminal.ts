import { once } from 'node:events'
import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
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
    askSecret,
  }
}

/** Asks at the terminal itself, so that standard input stays free for the file. Answers nothing where there is none. */
async function askSecret(question: string): Promise<string | undefined> {
  let input: ReadStream
  try {
    input = new ReadStream(openSync('/dev/tty', 'r'))
  } catch {
    return undefined
  }
  process.stderr.write(question)
  input.setRawMode(true)
  try {
    return await readLine(input)
  } finally {
    input.setRawMode(false)
    input.destroy()
    process.stderr.write('\n')
  }
}

/** One line in raw mode: nothing is echoed; backspace takes a character back, ctrl-C and ctrl-D give up. */
async function readLine(input: ReadStream): Promise<string | undefined> {
  input.setEncoding('utf8')
  let line = ''
  for await (const text of input)
    for (const character of String(text)) {
      if (character === '\r' || character === '\n') return line
      if (character === '\u0003' || character === '\u0004') return undefined
      line = character === '\u007f' || character === '\b' ? [...line].slice(0, -1).join('') : line + character
    }
  return undefined
}
