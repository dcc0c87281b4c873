import { readFile } from 'node:fs/promises'
import { nodeEngine } from '@comity/crypto-node'
import { err, fromUtf8, ok, parseJson, type Result, toBase64 } from '@comity/kernel'
import { type Checkpoint, ForkAlarm, type LogIdentity, parseVerifierKey, verifyForkAlarm } from '@comity/record'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'
import { sayFault } from './say-fault.ts'

const USAGE = 'comity alarm verify FILE [--vkey KEY] [--json]'

const HELP = `${USAGE}

Checks an alarm against a log: two checkpoints that the log signed and of which neither continues the other. It needs
no trust in whoever raised it, and nothing but the file.

  comity alarm verify fork.json --vkey qn.comity.example/log+1a2b3c4d+AR...

  --vkey   the log's key as its State list gives it. Without it the key in the alarm is used: compare it.
  --json   one line: kind, origin, vkey, smaller, larger

Exit codes: 0 the log did sign two histories, 1 the file could not be read, 2 usage, 4 the alarm proves nothing.`

export const command: Command = {
  summary: 'check an alarm against a log that signed two histories',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      { vkey: { type: 'string' }, json: { type: 'boolean', default: false } },
      terminal,
      USAGE,
    )
    if (!options) return EXIT.usage
    const [file, ...more] = options.positionals
    if (file === undefined || more.length > 0) {
      terminal.err(`One file is needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const { vkey, json } = options.values
    const proven = verify(await readFile(file), vkey)
    if (!proven.ok) {
      const problem = { place: file, ground: `It proves nothing (${proven.error}).`, remedy: REMEDY }
      if (json) terminal.out(`${JSON.stringify({ verified: false, problems: [problem] })}\n`)
      terminal.err(`Not verified.\n${sayFault(problem)}`)
      return EXIT.notVerified
    }
    const { log, smaller, larger } = proven.value
    if (json) terminal.out(`${JSON.stringify({ verified: true, ...log, smaller, larger, problems: [] })}\n`)
    else
      terminal.out(
        `Proven: ${log.origin} signed two histories.\n  ${smaller.size} entries, root ${smaller.root}\n  ${larger.size} entries, root ${larger.root}\n`,
      )
    if (vkey === undefined)
      terminal.err(`The key is the alarm's own: compare ${log.vkey} with the State list before you act on it.\n`)
    return EXIT.done
  },
}

const REMEDY = 'Ask whoever raised it for the alarm as it was made, and compare the key with the State list.'

type Proven = {
  readonly log: { readonly kind: string; readonly origin: string; readonly vkey: string }
  readonly smaller: Head
  readonly larger: Head
}
type Head = { readonly size: number; readonly root: string }

function verify(bytes: Uint8Array, vkey: string | undefined): Result<Proven, string> {
  const parsed = parseJson(bytes)
  const alarm = parsed.ok ? ForkAlarm.safeParse(parsed.value) : undefined
  if (!alarm?.success) return err(fromUtf8(bytes) === undefined ? 'not-text' : 'malformed-alarm')
  const { kind, origin } = alarm.data
  const key = parseVerifierKey(nodeEngine, vkey ?? alarm.data.vkey)
  if (!key.ok) return err(`unusable-key, ${key.error}`)
  const log: LogIdentity = { origin, key: key.value }
  const proven = verifyForkAlarm(nodeEngine, alarm.data, log)
  if (!proven.ok) return proven
  const { smaller, larger } = proven.value
  return ok({ log: { kind, origin, vkey: alarm.data.vkey }, smaller: headOf(smaller), larger: headOf(larger) })
}

const headOf = ({ size, root }: Checkpoint): Head => ({ size, root: toBase64(root) })
