import { parseArgs } from 'node:util'
import { type Explanation, explain } from '@comity/rules'
import { type Command, EXIT, type Terminal } from './command.ts'
import { readMatterFile } from './law-assess.ts'
import { lawFor } from './law-source.ts'

export const command: Command = {
  summary: 'how each finding came about: facts, rule, provision, effect',
  help: `comity law explain FILE [--finding N] [--json] [--pack FILE]

  comity law explain matter.json --finding 1

Findings are numbered in the order of law assess, from 1. The same matter, pack and date give the same text.

Exit codes: 0 explained; 2 usage, or a matter that cannot be read.`,
  run: async (args, terminal) => {
    const options = readOptions(args, terminal)
    if (!options) return EXIT.usage
    const matter = readMatterFile(options.file)
    if (!matter.ok) {
      terminal.err(
        `${options.file} at ${matter.error.pointer || '/'}: ${matter.error.message}. ${matter.error.remedy}\n`,
      )
      return EXIT.usage
    }
    const law = lawFor(options.pack, terminal)
    if (!law) return EXIT.failed
    const { findings } = explain(law, matter.value)
    const chosen = options.finding === undefined ? findings : findings.filter((one) => one.finding === options.finding)
    if (options.finding !== undefined && chosen.length === 0) {
      terminal.err(`law explain: there is no finding ${options.finding}; there are ${findings.length}\n`)
      return EXIT.usage
    }
    for (const one of chosen) terminal.out(options.json ? `${JSON.stringify(one)}\n` : forPeople(one))
    return EXIT.done
  },
}

function readOptions(args: readonly string[], terminal: Terminal) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, finding: { type: 'string' }, pack: { type: 'string' } },
      allowPositionals: true,
    })
    const [file] = positionals
    const finding = values.finding === undefined ? undefined : Number(values.finding)
    const numbered = finding === undefined || (Number.isInteger(finding) && finding > 0)
    if (file !== undefined && positionals.length === 1 && numbered)
      return { file, finding, json: values.json, pack: values.pack }
    terminal.err('law explain: name one file, and with --finding a number from 1\n')
  } catch (error) {
    terminal.err(`law explain: ${error instanceof Error ? error.message : String(error)}\n`)
  }
  return undefined
}

function forPeople(one: Explanation): string {
  const facts = one.facts.map(({ pointer, value }) => `  fact       ${pointer} = ${JSON.stringify(value)}\n`)
  const provisions = one.provisions.map(
    (provision) => `  provision  ${provision.id} (${provision.status}, ${provision.modality}): ${provision.rule}\n`,
  )
  const overruled = one.overruled.map(
    (provision) => `  overruled  ${provision.id} (${provision.modality}): alone ${provision.effect}\n`,
  )
  return `${one.finding}. ${one.ground}: ${one.effect}\n  ${one.why}\n${facts.join('')}  rule       ${one.rule.test}: ${one.rule.verdict}\n${provisions.join('')}${overruled.join('')}  effect     ${one.effect}\n`
}
