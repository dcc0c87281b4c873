import { openLaw, openPackFile } from '@comity/law-files'
import type { Law } from '@comity/rules'
import type { Terminal } from './command.ts'

/** The law that a command works with: a compiled pack given by `--pack`, else the law of this repository. */
export function lawFor(pack: string | undefined, terminal: Terminal): Law | undefined {
  const opened = pack === undefined ? openLaw() : openPackFile(pack)
  if (opened.ok) return opened.value.law
  for (const fault of opened.error.slice(0, 20)) {
    const line = fault.line === undefined ? '' : `:${fault.line}`
    terminal.err(`${fault.file}${line} ${fault.place}: ${fault.message}. ${fault.remedy}\n`)
  }
  return undefined
}
