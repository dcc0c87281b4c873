import { parseArgs } from 'node:util'
import { CalendarDate, StateCode } from '@comity/kernel'
import { type Between, between, Subject } from '@comity/rules'
import { type Command, EXIT, type Terminal } from './command.ts'
import { lawFor } from './law-source.ts'

export const command: Command = {
  summary: 'which instruments bind two States on a subject and a date',
  help: `comity law between A B --about SUBJECT --on DATE [--json] [--pack FILE]

  comity law between QN QQ --about evidence --on 2026-03-03

A asks, B is asked; both are ISO 3166-1 codes. SUBJECT is one of: ${Subject.options.join(', ')}.
What is not known is said so, never guessed.

Exit codes: 0 answered, also where nothing binds; 2 usage.`,
  run: async (args, terminal) => {
    const question = readQuestion(args, terminal)
    if (!question) return EXIT.usage
    const law = lawFor(question.pack, terminal)
    if (!law) return EXIT.failed
    const answer = between(law, question.requesting, question.requested, question.about, question.on)
    terminal.out(question.json ? `${JSON.stringify(answer)}\n` : forPeople(answer))
    return EXIT.done
  },
}

function readQuestion(args: readonly string[], terminal: Terminal) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        about: { type: 'string' },
        on: { type: 'string' },
        json: { type: 'boolean', default: false },
        pack: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [requesting, requested] = positionals
    if (positionals.length !== 2 || !StateCode.safeParse(requesting).success || !StateCode.safeParse(requested).success)
      return refuse(terminal, 'name two States by their codes, e.g. QN QQ')
    const about = Subject.safeParse(values.about)
    if (!about.success) return refuse(terminal, `--about takes one of: ${Subject.options.join(', ')}`)
    const on = CalendarDate.safeParse(values.on)
    if (!on.success) return refuse(terminal, '--on takes a date, e.g. 2026-03-03')
    return {
      requesting: requesting ?? '',
      requested: requested ?? '',
      about: about.data,
      on: on.data,
      json: values.json,
      pack: values.pack,
    }
  } catch (error) {
    return refuse(terminal, error instanceof Error ? error.message : String(error))
  }
}

function refuse(terminal: Terminal, why: string): undefined {
  terminal.err(`law between: ${why}\n`)
  return undefined
}

function forPeople(answer: Between): string {
  const rows = answer.instruments.map(
    ({ id, role, inForceBetween, why }) => `  ${role.padEnd(12)}${id.padEnd(32)}${inForceBetween.padEnd(10)}${why}\n`,
  )
  const head = `${answer.requesting} asks ${answer.requested} about ${answer.about} on ${answer.on} (law ${answer.law.digest.slice(0, 19)})\n`
  const languages = answer.languages.length > 0 ? answer.languages.join(', ') : 'not known to us'
  const unknown = answer.unknown.map((what) => `  not known: ${what}\n`).join('')
  return `${head}${rows.join('')}  channel: ${answer.channel}\n  languages: ${languages}\n  form: ${answer.form}\n${unknown}`
}
