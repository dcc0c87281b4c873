import type { TestEvent as RunnerEvent } from 'node:test/reporters'
import { inspect, stripVTControlCharacters } from 'node:util'
import { type Place, type TestEvent, tell } from './test-event.ts'

/** Reporter of a test process (`--test-reporter`): hands on what the starting process prints, and prints nothing itself. */
export default async function* reporter(source: AsyncIterable<RunnerEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const told = toTell(event)
    if (told) tell(told)
  }
  tell({ kind: 'ended' })
  yield '' // the runner accepts only a generator
}

type Finished = Extract<RunnerEvent, { type: 'test:pass' | 'test:fail' }>['data']

function toTell(event: RunnerEvent): TestEvent | undefined {
  switch (event.type) {
    case 'test:pass':
      if (wasSetAside(event.data)) return skipped(event.data)
      if (isWholeFile(event.data)) return { kind: 'empty-file', file: event.data.name }
      if (event.data.details.type === 'suite') return undefined
      return { kind: 'passed', name: event.data.name, place: placeOf(event.data) }
    case 'test:fail': {
      if (wasSetAside(event.data)) return skipped(event.data)
      const { error } = event.data.details
      // A parent fails with its children, and they have been told already.
      if ('failureType' in error && error.failureType === 'subtestsFailed') return undefined
      const text = textOf(error.cause ?? error)
      return { kind: 'failed', name: event.data.name, place: placeOf(event.data), error: text }
    }
    case 'test:diagnostic':
      // An error thrown after its test was over: the runner only mentions it, and no test fails for it.
      if (!/^(?:Error|Warning): /.test(event.data.message)) return undefined
      return { kind: 'stray-error', message: event.data.message }
    default:
      return undefined
  }
}

const wasSetAside = ({ skip, todo }: Finished) => skip !== undefined || todo !== undefined

function skipped(test: Finished): TestEvent {
  const given = [test.skip, test.todo].find((reason) => typeof reason === 'string' && reason !== '')
  return { kind: 'skipped', name: test.name, place: placeOf(test), reason: typeof given === 'string' ? given : '' }
}

/** For a file that holds no test the runner reports one that is named like the file. */
const isWholeFile = ({ name, file, line, column }: Finished) =>
  line === 1 && column === 1 && file?.endsWith(name) === true

const placeOf = ({ file = '', line = 0, column = 0 }: Finished): Place => ({ file, line, column })

/** The error as a person wants to read it: with its difference and its causes, without the runner's own frames. */
function textOf(error: unknown): string {
  const text = stripVTControlCharacters(inspect(error, { colors: false, depth: 6 }))
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*\(?node:internal\//.test(line))
    .join('\n')
}
