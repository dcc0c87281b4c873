import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type JsonLimits, parseJson } from '@comity/kernel'
import { answerDate, type ClockBook, type DateAnswer, type DateFault, DateQuestion, type Law } from '@comity/rules'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { lawFor } from './law-source.ts'

const HELP = `comity law deadline PROVISION --from INSTANT --state CODE [--zone ZONE] [--json]
comity law deadline --json --questions FILE

When a time limit ends, and every step on the way there.

  comity law deadline ets024:16.4.40 --from 2026-02-25T10:00:00+01:00[Europe/Berlin] --state DE

  --from       the event: a date, or an instant with its offset (RFC 3339, RFC 9557)
  --state      the State that must act: its calendar counts
  --zone       the zone in which to count, where that State has several
  --questions  a file with an array of {id, provision, event: {what, at}, states, facts}
  --json       one answer a line

Exit codes: 0 answered; 1 a file or the law could not be read; 2 a question that cannot be read`

/** A file of questions is not a signed object: larger, and as shallow as they are. */
const QUESTION_LIMITS: JsonLimits = { maxBytes: 1 << 25, maxDepth: 16 }

export const command: Command = {
  summary: 'when a time limit ends, with its arithmetic',
  help: HELP,
  run: async (args, terminal) => {
    const asked = readArguments(args)
    if ('wrong' in asked) {
      terminal.err(`${asked.wrong}\n\n${HELP}\n`)
      return EXIT.usage
    }
    const law = lawFor(undefined, terminal)
    if (!law) return EXIT.failed
    return answerAll(asked.questions, bookOf(law), asked.json ? printJson : printText, terminal)
  },
}

type Asked = { readonly questions: readonly unknown[]; readonly json: boolean } | { readonly wrong: string }

function readArguments(args: readonly string[]): Asked {
  const options = {
    from: { type: 'string' },
    state: { type: 'string' },
    zone: { type: 'string' },
    questions: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const { from, state, zone, questions, json } = parsed.values
  const [provision, ...more] = parsed.positionals
  if (questions !== undefined) {
    if (provision !== undefined || from !== undefined)
      return { wrong: 'Ask one question, or give a file of them: not both.' }
    return readQuestions(questions, json)
  }
  if (provision === undefined || from === undefined || state === undefined || more.length > 0)
    return { wrong: 'One provision, --from and --state are needed.' }
  const facts = { actingState: state, ...(zone === undefined ? {} : { zone }) }
  return { json, questions: [{ provision, event: { at: from }, facts }] }
}

function readQuestions(file: string, json: boolean): Asked {
  const read = parseJson(readFileSync(file), QUESTION_LIMITS)
  if (!read.ok)
    return { wrong: `${file}: ${read.error.kind} at ${read.error.at}. A JSON array of questions is needed.` }
  if (!Array.isArray(read.value)) return { wrong: `${file}: a JSON array of questions is needed.` }
  return { questions: read.value, json }
}

const bookOf = (law: Law): ClockBook => ({
  clock: (id) => law.clocks.get(id),
  instrument: (name) => law.resolve(name) ?? undefined,
  zones: (state) => law.states.get(state)?.zones ?? [],
})

type Print = (terminal: Terminal, answer: DateAnswer | Unanswered) => void
type Unanswered = { readonly id?: string; readonly provision: string | null; readonly error: DateFault }

/** One answer for each question, in order: a question that cannot be read has its fault in its place. */
function answerAll(questions: readonly unknown[], book: ClockBook, print: Print, terminal: Terminal): ExitCode {
  let code: ExitCode = EXIT.done
  for (const asked of questions) {
    const answer = answerOne(asked, book)
    if ('error' in answer) code = EXIT.usage
    print(terminal, answer)
  }
  return code
}

function answerOne(asked: unknown, book: ClockBook): DateAnswer | Unanswered {
  const question = DateQuestion.safeParse(asked)
  if (!question.success) {
    const [issue] = question.error.issues
    const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join('')
    const error = {
      pointer,
      message: issue?.message ?? 'not a question',
      remedy: 'A question is {id, provision, event: {what, at}, states, facts}.',
    }
    return { provision: null, error }
  }
  const { id, provision } = question.data
  const answer = answerDate(question.data, book)
  return answer.ok ? answer.value : { ...(id === undefined ? {} : { id }), provision, error: answer.error }
}

const printJson: Print = (terminal, answer) => {
  const line = 'error' in answer ? answer : { ...answer, steps: answer.steps.map(({ text }) => text) }
  terminal.out(`${JSON.stringify(line)}\n`)
}

const printText: Print = (terminal, answer) => {
  if ('error' in answer) return terminal.err(`${answer.error.message} ${answer.error.remedy}\n`)
  const lines = [
    `${answer.provision}: ${answer.due ?? answer.status}`,
    ...(answer.strictReading === undefined ? [] : [`stricter reading: ${answer.strictReading}`]),
    ...answer.steps.map(({ text }) => `  ${text}`),
    ...answer.notKnown.map((missing) => `  not known: ${missing}`),
    `then: ${answer.effect}`,
  ]
  terminal.out(`${lines.join('\n')}\n`)
}
