import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Terminal } from '../cli/command.ts'

/** Reads a command's options; a mistake is said in one line with what to do, and the command ends with usage. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  terminal: Terminal,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.\nUsage: ${usage}\n`)
    return undefined
  }
}

/** A whole number within bounds, or `undefined`. */
export function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  const value = Number(text)
  return text !== undefined && /^\d+$/.test(text) && value >= least && value <= most ? value : undefined
}
