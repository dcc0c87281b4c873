import { readFileSync } from 'node:fs'
import { KeyId } from '@comity/kernel'
import { acceptList } from '../setup/accept-list.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node accept DIR LISTFILE [--root=KEYID]'

export const command: Command = {
  summary: "take another State's list, known by its root key as it was read aloud",
  help: `${USAGE}

Checks the signed list and puts it into the node's folder. The first list of a State needs --root=KEYID: the id of its root
key, which somebody there reads to you over a line that you trust. Type what you hear, never what the file says. Later
versions follow from the one that is held. Start the node again afterwards.

  --root=KEYID   id of the State's root key, 43 characters
  --json         one line of JSON

  comity node accept ./norvale qamara-1.json --root=0PBsbj1nS3c_2cpZIUhz0QIpAPHpsv6ZJPsHVfMoPqE

Exit codes: 0 done, 1 the list is not to be trusted, or does not follow; nothing was changed, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      { root: { type: 'string' }, json: { type: 'boolean', default: false } },
      terminal,
      USAGE,
    )
    const [folder, file] = options?.positionals ?? []
    const root = KeyId.optional().safeParse(options?.values.root)
    if (!options || !folder || !file || !root.success) {
      if (options) terminal.err(`A folder, a list and a key id of 43 characters are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const accepted = acceptList(folder, readFileSync(file), root.data)
    if (options.values.json) terminal.out(`${JSON.stringify(accepted)}\n`)
    else
      terminal.out(
        `Version ${accepted.version} of the list of ${accepted.state} (${accepted.name}) is accepted. Start the node again.\n`,
      )
    return EXIT.done
  },
}
