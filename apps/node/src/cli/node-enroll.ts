import { readFileSync } from 'node:fs'
import { admitKey } from '@comity/crypto'
import { Role } from '@comity/directory'
import { AuthorityId, CalendarDate, epochMsOf, instantOf } from '@comity/kernel'
import { fileOf, readRootKey } from '../setup/node-files.ts'
import { readOptions } from '../setup/options.ts'
import { enrol } from '../setup/own-list.ts'
import { type Command, EXIT } from './command.ts'

const USAGE =
  'comity node enroll DIR --authority ID --role ROLE [--name NAME] --holder NAME --key JWKFILE [--until DATE] [--root-key FILE]'
const TWO_YEARS_MS = 730 * 24 * 3_600_000

export const command: Command = {
  summary: "put a person's public key into the State list",
  help: `${USAGE}

Issues the next version of the node's own State list, with one key more, signed by the State's root key. Only the public
key is read; who signs keeps the other half. Hand the new list to the other States (comity node accept), then start the
node again.

  --authority ID     where the person works, as in QN/oia; made where it is new
  --role ROLE        ${Role.options.filter((role) => role !== 'registry').join(', ')}
  --name NAME        what the authority is called; needed where it is new
  --holder NAME      who signs with the key: one human being
  --key JWKFILE      the public key as a JWK, Ed25519 or P-256
  --until DATE       the last day on which it may sign (two years from now)
  --root-key FILE    the State's root key (DIR/root.json)
  --json             one line of JSON

  comity node enroll ./norvale --authority QN/oia --role central-authority --name "International Assistance" \\
    --holder "Edda Marlow" --key edda.jwk

Exit codes: 0 done, 1 a file could not be read or the list would not be accepted, 2 usage or a key outside the profile.`,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        authority: { type: 'string' },
        role: { type: 'string' },
        name: { type: 'string' },
        holder: { type: 'string' },
        key: { type: 'string' },
        until: { type: 'string' },
        'root-key': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    const [folder] = options?.positionals ?? []
    const authority = AuthorityId.safeParse(options?.values.authority)
    const role = Role.safeParse(options?.values.role)
    const until = CalendarDate.optional().safeParse(options?.values.until)
    if (
      !options?.values.holder ||
      !options.values.key ||
      !folder ||
      !authority.success ||
      !role.success ||
      !until.success
    ) {
      if (options) terminal.err(`A folder, an authority, its role, a holder and a key are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const { holder, key: keyFile, name, json } = options.values
    const key = admitKey(jsonIn(keyFile))
    if (!key.ok) {
      terminal.err(
        `${keyFile}: ${key.error}. A public JWK of Ed25519 (crv, kty, x) or P-256 (crv, kty, x, y) is needed, and nothing else in it.\n`,
      )
      return EXIT.usage
    }
    const now = instantOf(Date.now())
    const last = until.data ? Date.parse(`${until.data}T23:59:59.999Z`) : epochMsOf(now) + TWO_YEARS_MS
    const root = readRootKey(options.values['root-key'] ?? fileOf.root(folder))
    const enrolment = {
      authority: authority.data,
      role: role.data,
      name,
      holder,
      key: key.value,
      until: instantOf(last),
    }
    const made = enrol(folder, enrolment, root, now)
    if (json) terminal.out(`${JSON.stringify(made)}\n`)
    else
      terminal.out(
        `Key ${made.key} is in version ${made.version} of the list: ${made.list}\nHand it to the other States, then start the node again.\n`,
      )
    return EXIT.done
  },
}

function jsonIn(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
