import { readFileSync } from 'node:fs'
import { AgeRefusal, dearmorIfArmored } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { err, type KeyId, ok, type Result } from '@comity/kernel'
import { type Manifest, openManifest } from '@comity/verify'
import { type Fingerprint, fingerprintOf, isSame } from '../evidence/fingerprint.ts'
import { readParts } from '../evidence/read-parts.ts'
import { nameInLists } from '../evidence/signatory.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { type Fault, sayFault } from './say-fault.ts'

const USAGE = 'comity evidence verify --manifest FILE [--trust LIST]... [--json] FILE'

const HELP = `${USAGE}

Says who vouched for a file, when, for whom and for what, and whether this is that file: sealed, or as it was opened.

  comity evidence verify --manifest records.manifest --trust qv-1.json records.pdf.age

  --trust  a State list in which the signing key must stand
  --json   one line: file, signedBy, name, made, dossier, purpose, sealed, plain

Exit codes: 0 verified, 1 a file could not be read, 2 usage, 4 not verified.`

export const command: Command = {
  summary: 'check a file against the manifest of whoever sealed it',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        manifest: { type: 'string' },
        trust: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    if (!options) return EXIT.usage
    const [file, ...more] = options.positionals
    const { manifest, trust, json } = options.values
    if (file === undefined || manifest === undefined || more.length > 0) {
      terminal.err(`One file and --manifest are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const opened = readManifest(
      manifest,
      trust.map((list) => readFileSync(list)),
    )
    if (!opened.ok) return notVerified(opened.error, terminal)
    const matched = await match(file, opened.value.manifest)
    if (!matched.ok) return notVerified(matched.error, terminal)
    if (json) terminal.out(`${JSON.stringify(summaryOf(opened.value, matched.value))}\n`)
    else terminal.out(`Verified: this is the ${matched.value} file.\n${describeManifest(opened.value)}`)
    return EXIT.done
  },
}

function notVerified(fault: Fault, terminal: Terminal): ExitCode {
  terminal.err(`Not verified.\n${sayFault(fault)}`)
  return EXIT.notVerified
}

/** A manifest whose signature holds, and whose signatory the reader's lists name if the reader brought any. */
export type SignedManifest = {
  readonly manifest: Manifest
  readonly signedBy: KeyId
  readonly name?: { readonly holder: string; readonly authority: string }
}

/** Reads a manifest. Throws where the file cannot be read. */
export function readManifest(path: string, lists: readonly Uint8Array[]): Result<SignedManifest, Fault> {
  const opened = openManifest(nodeEngine, readFileSync(path))
  if (!opened.ok) return err({ place: path, ...MANIFEST_FAULTS[opened.error] })
  const { manifest, signedBy } = opened.value
  const name = nameInLists(nodeEngine, lists, signedBy, manifest.made)
  if (name) return ok({ manifest, signedBy, name })
  if (lists.length === 0) return ok({ manifest, signedBy })
  return err({
    place: path,
    ground: `The key ${signedBy} stands in none of the lists that you trust, or not at that time.`,
    remedy: 'Ask the State whose key it is, and for its list.',
  })
}

const MANIFEST_FAULTS = {
  'not-a-manifest': { ground: 'This is not a manifest.', remedy: 'Name the file that was written with --manifest.' },
  'signature-invalid': { ground: 'The manifest is not signed by its key.', remedy: 'Ask the sender for it again.' },
} as const

export function describeManifest({ manifest, signedBy, name }: SignedManifest): string {
  const who = name
    ? `${name.holder}, ${name.authority}`
    : `the key ${signedBy}; whose it is, a State list says (--trust)`
  return [
    `  signed by  ${who}\n`,
    `  made       ${manifest.made}\n`,
    `  dossier    ${manifest.dossier}, for ${JSON.stringify(manifest.purpose)}\n`,
    `  sealed     ${manifest.sealed.sha256}  ${manifest.sealed.bytes} bytes, to ${manifest.recipients.length} recipients\n`,
    `  plain      ${manifest.plain.sha256}  ${manifest.plain.bytes} bytes\n`,
  ].join('')
}

const summaryOf = ({ manifest, signedBy, name }: SignedManifest, file: 'sealed' | 'opened') => ({
  file,
  signedBy,
  name: name ?? null,
  made: manifest.made,
  dossier: manifest.dossier,
  purpose: manifest.purpose,
  sealed: manifest.sealed,
  plain: manifest.plain,
})

async function match(file: string, manifest: Manifest): Promise<Result<'sealed' | 'opened', Fault>> {
  const asItIs = await fingerprintOf(nodeEngine, readParts(file))
  if (isSame(asItIs, manifest.plain)) return ok('opened')
  const binary = await withoutArmor(file)
  if (isSame(asItIs, manifest.sealed) || (binary && isSame(binary, manifest.sealed))) return ok('sealed')
  return err({
    place: file,
    ground: 'It is neither the sealed file that the manifest names nor what it opens to.',
    remedy: 'Match the file with its own manifest, or ask the sender for both again.',
  })
}

/** A manifest names the file without the armor that mail needs. */
async function withoutArmor(file: string): Promise<Fingerprint | undefined> {
  try {
    return await fingerprintOf(nodeEngine, dearmorIfArmored(readParts(file)))
  } catch (error) {
    if (error instanceof AgeRefusal) return undefined
    throw error
  }
}
