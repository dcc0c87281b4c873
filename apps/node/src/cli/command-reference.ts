import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from './main.ts'

export const COMMAND_REFERENCE = join(import.meta.dirname, '../../../../docs/reference/command-line.md')

const OPENING = `# Command line

Generated from what the commands say of themselves: \`node apps/node/src/cli/command-reference.ts\` writes it again, and a test
holds that it is up to date.

\`npx comity COMMAND\`. One grammar: a noun, then a verb. Results go to standard output, progress and errors to standard
error; \`--json\` gives one JSON value a line. \`npx comity\` alone names the five commands that matter most, \`npx comity help\`
all, \`npx comity COMMAND --help\` one.

| exit code | means |
| --- | --- |
| 0 | done |
| 1 | our fault or the world's: a file, the disk, a peer |
| 2 | usage, or malformed input |
| 3 | refused by a right; the list is on standard output with \`--json\` |
| 4 | verification failed |
| 5 | waiting, or offline |

What an assessment finds is never an exit code.
`

/** The reference of all commands, from their own help. */
export async function commandReference(): Promise<string> {
  const parts = [OPENING]
  for (const [name, load] of Object.entries(COMMANDS)) {
    const { summary, help } = (await load()).command
    parts.push(`## ${name}\n\n${summary.charAt(0).toUpperCase()}${summary.slice(1)}.\n\n\`\`\`text\n${help}\n\`\`\`\n`)
  }
  return parts.join('\n')
}

if (import.meta.main) writeFileSync(COMMAND_REFERENCE, await commandReference())
