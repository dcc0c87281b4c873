import { instantOf } from '@comity/kernel'
import { fileOf, readRootKey } from '../setup/node-files.ts'
import { readOptions } from '../setup/options.ts'
import { addWitness } from '../setup/own-list.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node witness DIR --vkey VKEY --url URL [--root-key FILE]'

export const command: Command = {
  summary: "add a witness of the node's log",
  help: `${USAGE}

Issues the next version of the node's own State list, with one witness more, and notes in node.json where it is asked.
The witness must know the log first: give its operator the log key that node init printed. Hand the new list to the
other States, then start the node again.

  --vkey VKEY        the witness's key, as it prints it when it starts
  --url URL          where it listens
  --root-key FILE    the State's root key (DIR/root.json)

Exit codes: 0 done, 1 a file could not be read or the list would not be accepted, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      { vkey: { type: 'string' }, url: { type: 'string' }, 'root-key': { type: 'string' } },
      terminal,
      USAGE,
    )
    const [folder] = options?.positionals ?? []
    if (!options?.values.vkey || !options.values.url || !URL.canParse(options.values.url) || !folder) {
      if (options) terminal.err(`A folder, a witness's key and its address are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const { vkey, url } = options.values
    const root = readRootKey(options.values['root-key'] ?? fileOf.root(folder))
    const issued = addWitness(folder, { vkey, url: url.replace(/\/$/, '') }, root, instantOf(Date.now()))
    terminal.out(
      `The witness is in version ${issued.version} of the list: ${issued.list}\nHand it to the other States, then start the node again.\n`,
    )
    return EXIT.done
  },
}
