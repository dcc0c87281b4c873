import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Assessment, assess, type Law, type MatterFault, readMatter } from '@comity/rules'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { lawFor } from './law-source.ts'

export const command: Command = {
  summary: 'what the law says about a matter: outcome, findings, questions',
  help: `comity law assess [--json] [--pack FILE] FILE...

  comity law assess matter.json

Each file holds the facts of one request (protocol/schemas/matter.schema.json). One assessment a line with --json, in the
order of the files. The outcome is never the exit code.

  --json       one JSON object a line
  --pack FILE  a compiled law pack instead of the law of this repository

Exit codes: 0 every matter assessed; 2 usage, or a matter that cannot be read (its line says where and what to do).`,
  run: async (args, terminal) => {
    const options = readOptions(args, terminal)
    if (!options) return EXIT.usage
    const law = lawFor(options.pack, terminal)
    if (!law) return EXIT.failed
    let exit: ExitCode = EXIT.done
    for (const file of options.files) {
      const result = assessFile(law, file)
      if ('error' in result) exit = EXIT.usage
      terminal.out(options.json ? `${JSON.stringify(result)}\n` : forPeople(file, result))
    }
    return exit
  },
}

type Unreadable = { readonly matter: null; readonly error: MatterFault }

/** The facts of a file, or why they cannot be read. */
export function readMatterFile(file: string): ReturnType<typeof readMatter> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return { ok: false, error: { pointer: '', message: `${file} cannot be read`, remedy: 'Check the path.' } }
  }
  try {
    return readMatter(JSON.parse(text))
  } catch {
    return {
      ok: false,
      error: { pointer: '', message: `${file} is not JSON`, remedy: 'Write the facts as one JSON object.' },
    }
  }
}

function assessFile(law: Law, file: string): Assessment | Unreadable {
  const matter = readMatterFile(file)
  return matter.ok ? assess(law, matter.value) : { matter: null, error: matter.error }
}

function readOptions(args: readonly string[], terminal: Terminal) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, pack: { type: 'string' } },
      allowPositionals: true,
    })
    if (positionals.length > 0) return { json: values.json, pack: values.pack, files: positionals }
    terminal.err('law assess: no file given. Usage: comity law assess [--json] FILE...\n')
  } catch (error) {
    terminal.err(`law assess: ${error instanceof Error ? error.message : String(error)}\n`)
  }
  return undefined
}

function forPeople(file: string, result: Assessment | Unreadable): string {
  if ('error' in result)
    return `${file}: not assessed\n  at ${result.error.pointer || '/'}: ${result.error.message}. ${result.error.remedy}\n`
  const findings = result.findings.map((finding) => {
    const sources = finding.sources.map(
      (source) =>
        `${source.instrument} ${source.provision ?? ''}${source.status === 'unchecked' ? ' (unchecked)' : ''}`,
    )
    return `  ${finding.effect.padEnd(22)}${finding.ground}\n    ${finding.why}\n    ${sources.join('; ')}\n`
  })
  const questions = result.questions.map((question) => `  ask ${question.askOf}: ${question.fact}\n`)
  return `${result.matter}: ${result.outcome} (as of ${result.asOf}, law ${result.law.digest.slice(0, 19)})\n${findings.join('')}${questions.join('')}`
}
