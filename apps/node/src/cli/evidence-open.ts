import { readFileSync } from 'node:fs'
import { type AgeIdentity, AgeRefusal, dearmorIfArmored, openAge, recipientOf, recipientText } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { type Manifest, recipientId } from '@comity/verify'
import { AGE_FAULTS } from '../evidence/age-faults.ts'
import { Fingerprinting, fingerprintOf, isSame } from '../evidence/fingerprint.ts'
import { readIdentityFile } from '../evidence/key-files.ts'
import { lookAhead } from '../evidence/look-ahead.ts'
import { readParts } from '../evidence/read-parts.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { describeManifest, readManifest } from './evidence-verify.ts'
import { type Sink, writeResult } from './output-file.ts'
import { type Fault, reasonOf, sayFault } from './say-fault.ts'

const USAGE = 'comity evidence open -i KEYFILE [--manifest FILE [--trust LIST]...] [--out FILE] FILE|-'

const HELP = `${USAGE}

Opens a sealed file (age v1, binary or armored), piece by piece. No byte is written before it was authenticated; with
--out no file remains after a failure.

  comity evidence open -i my.key --manifest records.manifest --out records.pdf records.pdf.age

  -i          a file of identities, one a line, # for comments; may be repeated
  --manifest  the sender's signed statement: the file must be the one that it names, and you among its recipients
  --trust     a State list in which the sender's key must stand
  --out       where to write what was sealed; standard output without it

A file that was sealed with a passphrase asks for it, or takes it from COMITY_PASSPHRASE.

Exit codes: 0 opened, 2 usage, 4 any failure.`

export const command: Command = {
  summary: 'open a sealed file with your key',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        identity: { type: 'string', short: 'i', multiple: true, default: [] },
        manifest: { type: 'string' },
        trust: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
      },
      terminal,
      USAGE,
    )
    if (!options) return EXIT.usage
    const [file, ...more] = options.positionals
    if (file === undefined || more.length > 0) {
      terminal.err(`One file, or - for standard input, is needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const { identity, manifest, trust, out } = options.values
    try {
      await openTo({ file, out, identityFiles: identity, manifestFile: manifest, trust, terminal })
      return EXIT.done
    } catch (error) {
      return sayFailure(error, file, terminal)
    }
  },
}

type Opening = {
  readonly file: string
  readonly out: string | undefined
  readonly identityFiles: readonly string[]
  readonly manifestFile: string | undefined
  readonly trust: readonly string[]
  readonly terminal: Terminal
}

/** Why a file is not opened, found before or after its content; thrown, so that what was written is taken back. */
class NotOpened extends Error {
  override readonly name = 'NotOpened'
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.ground)
    this.fault = fault
  }
}

function sayFailure(error: unknown, file: string, terminal: Terminal): ExitCode {
  const fault: Fault =
    error instanceof NotOpened
      ? error.fault
      : error instanceof AgeRefusal
        ? { place: file, ...AGE_FAULTS[error.fault] }
        : { place: file, ground: reasonOf(error), remedy: 'Check the name, the rights on the file, and the disk.' }
  terminal.err(`Not opened.\n${sayFault(fault)}`)
  return EXIT.notVerified
}

async function openTo({ file, out, identityFiles, manifestFile, trust, terminal }: Opening): Promise<void> {
  const identities = identityFiles.flatMap(identitiesIn)
  const manifest = manifestFile === undefined ? undefined : signedManifest(manifestFile, trust, terminal)
  if (manifest) {
    demandRecipient(manifest, identities)
    // Standard input passes once only; a file is held against its manifest before any of it is given out.
    if (file !== '-') demandSealed(manifest, await fingerprintOf(nodeEngine, dearmorIfArmored(readParts(file))), file)
  } else terminal.err('There is no manifest: nothing proves who sealed this file.\n')
  const ahead = await lookAhead(dearmorIfArmored(file === '-' ? terminal.stdin() : readParts(file)))
  const keys = [...identities, ...(await passphrases(terminal, ahead.needsPassphrase))]
  await writeResult(out, terminal, (write) => pour(keys, ahead.source, manifest, file, write))
}

async function pour(
  identities: readonly AgeIdentity[],
  source: AsyncIterable<Uint8Array>,
  manifest: Manifest | undefined,
  file: string,
  write: Sink,
): Promise<boolean> {
  const [sealed, plain] = [new Fingerprinting(nodeEngine), new Fingerprinting(nodeEngine)]
  for await (const bytes of plain.over(openAge(nodeEngine, identities, sealed.over(source)))) await write(bytes)
  if (!manifest) return true
  demandSealed(manifest, sealed.result(), file)
  if (isSame(plain.result(), manifest.plain)) return true
  throw new NotOpened({
    place: file,
    ground: 'What was sealed is not what the manifest says was sealed.',
    remedy: 'Do not use it; ask the sender.',
  })
}

function demandSealed(manifest: Manifest, sealed: Manifest['sealed'], file: string): void {
  if (isSame(sealed, manifest.sealed)) return
  throw new NotOpened({
    place: file,
    ground: 'This is not the file that the manifest names.',
    remedy: 'Match the file with its own manifest, or ask the sender for both again.',
  })
}

/** A manifest for other readers is not for this one: somebody passed the file on. */
function demandRecipient(manifest: Manifest, identities: readonly AgeIdentity[]): void {
  const own = identities.flatMap((identity) => {
    const recipient = recipientOf(nodeEngine, identity)
    return recipient.kind === 'passphrase' ? [] : [recipientId(nodeEngine, recipientText(recipient))]
  })
  if (own.some((id) => manifest.recipients.includes(id))) return
  throw new NotOpened({
    place: 'the manifest',
    ground: 'None of your identities is among the recipients that the sender signed for.',
    remedy: 'Ask the sender whether the file was meant for you.',
  })
}

function signedManifest(path: string, trust: readonly string[], terminal: Terminal): Manifest {
  const opened = readManifest(
    path,
    trust.map((list) => readFileSync(list)),
  )
  if (!opened.ok) throw new NotOpened(opened.error)
  terminal.err(describeManifest(opened.value))
  return opened.value.manifest
}

function identitiesIn(path: string): readonly AgeIdentity[] {
  const read = readIdentityFile(path)
  if (!read.ok) throw new NotOpened(read.error)
  return read.value
}

/** The passphrase of the environment, or, where the file needs one, what the person types. */
async function passphrases(terminal: Terminal, needed: boolean): Promise<readonly AgeIdentity[]> {
  const given = terminal.env['COMITY_PASSPHRASE'] ?? (needed ? await terminal.askSecret?.('Passphrase: ') : undefined)
  if (given !== undefined) return [{ kind: 'passphrase', passphrase: given }]
  if (!needed) return []
  throw new NotOpened({
    place: 'the passphrase',
    ground: 'The file was sealed with a passphrase, and there is nobody to ask.',
    remedy: 'Run the command in a terminal, or put the passphrase into COMITY_PASSPHRASE.',
  })
}
