import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { type ArgumentUse, argumentsOf } from './message-tree.ts'

const TARGET = join(import.meta.dirname, 'arguments.ts')

/** The source of `arguments.ts`: what each message of `en.json` must be given, for the compiler to hold callers to. */
export function argumentsSource(catalogue: Readonly<Record<string, string>>): string {
  const lines = Object.entries(catalogue).flatMap(([key, message]) => {
    const uses = [...argumentsOf(new IntlMessageFormat(message, 'en-GB').getAst())]
    const members = uses.map(([name, use]) => `readonly ${name}: ${use.map(typeOf).join(' | ')}`)
    return members.length === 0
      ? []
      : [
          `  readonly '${key}': ${members.length > 4 ? `{\n    ${members.join('\n    ')}\n  }` : `{ ${members.join('; ')} }`}`,
        ]
  })
  return [
    '// Written by `node apps/portal/src/messages/write-arguments.ts` from en.json; a test holds that it is up to date.',
    '/** What each message must be given, by key. Messages without arguments are left out. */',
    `export type MessageArguments<Text> = {\n${lines.join('\n')}\n}\n`,
  ].join('\n')
}

function typeOf(use: ArgumentUse): string {
  switch (use.kind) {
    case 'text':
      return 'Text'
    case 'number':
      return 'number'
    case 'choice':
      return use.options.map((option) => `'${option}'`).join(' | ')
  }
}

if (import.meta.main)
  writeFileSync(TARGET, argumentsSource(JSON.parse(readFileSync(join(import.meta.dirname, 'en.json'), 'utf8'))))
