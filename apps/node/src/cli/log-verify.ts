import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeEngine } from '@comity/crypto-node'
import { type LogFiles, verifyLog } from '@comity/verify'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'
import { sayFault } from './say-fault.ts'

const USAGE = 'comity log verify DIR|URL --vkey KEY [--seen CHECKPOINT]... [--json]'

const HELP = `${USAGE}

Recomputes a transparency log from its files (c2sp.org/tlog-tiles): the checkpoint's signature, every tile, every entry.

  comity log verify http://127.0.0.1:4101/log --vkey qn.comity.example/log+1a2b3c4d+AR...
  comity log verify /media/stick/log --vkey ... --seen last-year.checkpoint

  --vkey   the log's key as its State list gives it
  --seen   a checkpoint that you kept: the log must continue it
  --json   one line: origin, size, root, tiles, continues

Plain http is taken on this machine only; elsewhere use https.

Exit codes: 0 verified, 1 the folder or the address could not be read, 2 usage, 4 not verified.`

/** Larger than any tile: 256 entries of 64 KiB. */
const MAX_FILE_BYTES = 256 * (65_535 + 2)
const TIMEOUT_MS = 20_000

export const command: Command = {
  summary: 'recompute a transparency log from its files',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        vkey: { type: 'string' },
        seen: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    if (!options) return EXIT.usage
    const [place, ...more] = options.positionals
    const { vkey, seen, json } = options.values
    const files = place === undefined ? undefined : filesAt(place)
    if (!files || vkey === undefined || more.length > 0) {
      terminal.err(`One folder, or address on this machine or by https, and --vkey are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const notes = await Promise.all(seen.map((file) => readFile(file, 'utf8')))
    const verdict = await verifyLog(nodeEngine, files, vkey, notes)
    if (!verdict.ok) {
      if (json) terminal.out(`${JSON.stringify({ verified: false, problems: [verdict.error] })}\n`)
      terminal.err(`Not verified.\n${sayFault(verdict.error)}`)
      return EXIT.notVerified
    }
    const { origin, size, root, tiles, continues } = verdict.value
    if (json) terminal.out(`${JSON.stringify({ verified: true, ...verdict.value, problems: [] })}\n`)
    else {
      terminal.out(`Verified: ${origin}, ${size} entries, root ${root}, ${tiles} tiles read.\n`)
      for (const earlier of continues) terminal.out(`  continues the checkpoint of ${earlier} entries\n`)
    }
    return EXIT.done
  },
}

/** The files below a folder or an address; `undefined` for an address that is not taken. */
function filesAt(place: string): LogFiles | undefined {
  if (!/^[a-z]+:\/\//i.test(place)) return filesInFolder(place)
  const base = URL.canParse(place) ? new URL(place.endsWith('/') ? place : `${place}/`) : undefined
  if (!base || !(base.protocol === 'https:' || (base.protocol === 'http:' && isThisMachine(base.hostname))))
    return undefined
  // Names below localhost are this machine's, and not every resolver knows it.
  if (base.hostname.endsWith('.localhost')) base.hostname = '127.0.0.1'
  return (path) => fetchFile(new URL(path, base))
}

const isThisMachine = (host: string): boolean =>
  host === '127.0.0.1' || host === '[::1]' || host === 'localhost' || host.endsWith('.localhost')

function filesInFolder(folder: string): LogFiles {
  // A copy of all that a node serves has the log under its own name.
  const root = !existsSync(join(folder, 'checkpoint')) && existsSync(join(folder, 'log')) ? join(folder, 'log') : folder
  if (!existsSync(root))
    throw new Error(`there is no folder ${folder}. Name the one that holds "checkpoint" and "tile".`)
  return async (path) => {
    const file = join(root, path)
    return existsSync(file) ? readFile(file) : undefined
  }
}

async function fetchFile(url: URL): Promise<Uint8Array | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
  if (answer.status === 404) return undefined
  if (!answer.ok || !answer.body) throw new Error(`${url.href} answered ${answer.status}. Try again later.`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body) {
    size += part.length
    if (size > MAX_FILE_BYTES) throw new Error(`${url.href} is larger than any file of a log. Check the address.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
