import { nodeEngine } from '@comity/crypto-node'
import { instantOf, StateCode, ZoneName } from '@comity/kernel'
import { parseVerifierKey } from '@comity/record'
import { initNode } from '../setup/init-node.ts'
import { readOptions, wholeNumber } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE =
  'comity node init DIR --state CODE [--name NAME] [--zone ZONE] [--port PORT] [--witness VKEY=URL]... [--overseer CODE]... [--oversees]'

export const command: Command = {
  summary: 'set up a node: its folder, its machine keys, its first State list',
  help: `${USAGE}

Makes DIR with node.json, keys.json, root.json and api.key (for their owner alone), lists/ and, at the first start,
archive.sqlite. CODE is two capital letters (ISO 3166-1; user-assigned codes for fictional States). Prints the id of the
State's root key, to be read aloud to the other States. Move root.json off this machine once your people are enrolled.

  --state CODE         whose node it is
  --name NAME          what the State is called (its code)
  --zone ZONE          where its dates are counted, as in +03:00 or Europe/Oslo (UTC)
  --port PORT          port on 127.0.0.1 (4200)
  --witness VKEY=URL   a witness of the log and its address; repeat for more (add others later: node witness)
  --overseer CODE      a State or body whose overseer takes part in every dossier; repeat for more
  --oversees           make an overseer's node, which has no registry: it neither refuses nor attests
  --json               one line of JSON

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
        overseer: { type: 'string', multiple: true, default: [] },
        oversees: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    const state = StateCode.safeParse(options?.values.state)
    const zone = ZoneName.safeParse(options?.values.zone)
    const port = wholeNumber(options?.values.port, 1, 65_535)
    const overseers = options?.values.overseer.map((code) => StateCode.safeParse(code).data)
    const witnesses = options?.values.witness.map(readWitness)
    const [folder] = options?.positionals ?? []
    if (!options || !folder || !state.success || !zone.success || port === undefined) {
      if (options)
        terminal.err(
          `A folder, a State code of two capital letters, a time zone and a port are needed.\nUsage: ${USAGE}\n`,
        )
      return EXIT.usage
    }
    if (!witnesses?.every(isGiven) || !overseers?.every(isGiven)) {
      terminal.err(
        `A witness is its key and its address with "=" between, an overseer a State code.\nUsage: ${USAGE}\n`,
      )
      return EXIT.usage
    }
    const { oversees, json } = options.values
    const name = options.values.name ?? state.data
    const made = initNode(
      folder,
      { state: state.data, name, zone: zone.data, port, witnesses, overseers, oversees },
      instantOf(Date.now()),
    )
    if (json) terminal.out(`${JSON.stringify({ folder, state: state.data, ...made })}\n`)
    else
      terminal.out(
        `Node of ${state.data} made in ${folder}.
Root key, to be read aloud to other States:  ${made.root}
State list, to be handed to them:            ${made.list}
Log key, for whoever runs a witness:         ${made.log.vkey}
Next: comity node enroll ${folder} --help, then comity node start ${folder}
`,
      )
    return EXIT.done
  },
}

/** `VKEY=URL`; a vkey may hold "=" itself. */
function readWitness(text: string): { readonly vkey: string; readonly url: string } | undefined {
  const at = text.lastIndexOf('=http')
  const [vkey, url] = [text.slice(0, at), text.slice(at + 1)]
  return at > 0 && URL.canParse(url) && parseVerifierKey(nodeEngine, vkey).ok ? { vkey, url } : undefined
}

const isGiven = <T>(value: T | undefined): value is T => value !== undefined
