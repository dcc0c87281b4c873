import { StateCode, ZoneName, instantOf } from '@comity/kernel'
import { initNodeDirectory } from '../setup/node-directory.ts'
import { readOptions, wholeNumber } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node init DIR --state CODE [--name NAME] [--zone ZONE] [--port PORT] [--witness VKEY=URL]...'

export const command: Command = {
  summary: 'set up a node: its folder, its machine keys, its first State list',
  help: `${USAGE}

Makes DIR with node.json, keys.json (for its owner alone), lists/ and, at the first start, archive.sqlite.
CODE is two capital letters (ISO 3166-1; user-assigned codes for fictional States). Prints the fingerprint of the
root key, to be read aloud to the other States.

  comity node init ./norvale --state QN --name Norvale --zone +03:00

Exit codes: 0 done, 1 the folder could not be written or already holds a node, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        state: { type: 'string' },
        name: { type: 'string' },
        zone: { type: 'string', default: 'UTC' },
        port: { type: 'string', default: '4200' },
        witness: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    const state = StateCode.safeParse(options?.values.state)
    const zone = ZoneName.safeParse(options?.values.zone)
    const port = wholeNumber(options?.values.port, 1, 65_535)
    const [folder] = options?.positionals ?? []
    if (!options || !folder || !state.success || !zone.success || port === undefined) {
      if (options)
        terminal.err(
          `A folder, a State code of two capital letters, a time zone and a port are needed.\nUsage: ${USAGE}\n`,
        )
      return EXIT.usage
    }
    const witnesses = options.values.witness.map((text) => {
      const at = text.lastIndexOf('=http')
      return { vkey: text.slice(0, at), url: text.slice(at + 1) }
    })
    const made = initNodeDirectory(
      folder,
      { state: state.data, name: options.values.name ?? state.data, zone: zone.data, port, witnesses },
      instantOf(Date.now()),
    )
    if (options.values.json)
      terminal.out(`${JSON.stringify({ folder, state: state.data, root: made.root, list: made.list })}\n`)
    else
      terminal.out(
        `Node of ${state.data} made in ${folder}.\nRoot key, to be read aloud to other States:  ${made.root}\nNext: comity node start ${folder}\n`,
      )
    return EXIT.done
  },
}
