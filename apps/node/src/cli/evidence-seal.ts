import {
  type AgeRecipient,
  admitRecipients,
  parseRecipient,
  type RecipientFault,
  type RecipientsFault,
  sealAge,
  type SigningKey,
  signJws,
} from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { DossierId, err, instantOf, type JsonObject, ok, type Result } from '@comity/kernel'
import { Manifest, recipientId } from '@comity/verify'
import { type Fingerprint, Fingerprinting } from '../evidence/fingerprint.ts'
import { readSigningKeyFile } from '../evidence/key-files.ts'
import { readParts } from '../evidence/read-parts.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { type Sink, TO_PASS_ON, writeResult, writeWhole } from './output-file.ts'
import { type Fault, sayFault } from './say-fault.ts'

const USAGE =
  'comity evidence seal --to RECIPIENT... [--manifest OUT --key KEY --dossier ID --purpose P] [--out FILE] FILE|-'

const HELP = `${USAGE}

Seals a file so that only the recipients can open it (age v1), piece by piece, however large it is.

  comity evidence seal --to age1pq1... --out records.pdf.age records.pdf
  comity evidence seal --to age1... --manifest records.manifest --key clerk.key --dossier QV-2026-00431 \\
    --purpose "case 2026/118" --out records.pdf.age records.pdf

  --to        a recipient, age1pq1... (post-quantum) or age1...; may be repeated, but not mixed
  --manifest  where to write a signed statement of what was sealed, to whom, for what
  --key       the key that signs it: JSON {"seed": "<32 bytes in base64url>"}, readable by its owner alone (mode 600)
  --dossier, --purpose   what the statement says
  --out       where to write the sealed file; standard output without it

Exit codes: 0 sealed, 1 a file could not be read or written, 2 usage, or a recipient or key that cannot be used.`

export const command: Command = {
  summary: 'seal a file to those who may open it',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        to: { type: 'string', multiple: true, default: [] },
        manifest: { type: 'string' },
        key: { type: 'string' },
        dossier: { type: 'string' },
        purpose: { type: 'string' },
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
    const recipients = readRecipients(options.values.to)
    const wanted = readWanted(options.values)
    if (!recipients.ok) return notSealed(recipients.error, terminal)
    if (!wanted.ok) return notSealed(wanted.error, terminal)
    return seal(file, options.values.out, options.values.to, recipients.value, wanted.value, terminal)
  },
}

function notSealed(fault: Fault, terminal: Terminal): ExitCode {
  terminal.err(`Nothing was sealed.\n${sayFault(fault)}`)
  return EXIT.usage
}

type Wanted = {
  readonly path: string
  readonly key: SigningKey
  readonly dossier: DossierId
  readonly purpose: string
}

async function seal(
  file: string,
  out: string | undefined,
  texts: readonly string[],
  recipients: readonly AgeRecipient[],
  manifest: Wanted | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const [plain, sealed] = [new Fingerprinting(nodeEngine), new Fingerprinting(nodeEngine)]
  const source = file === '-' ? terminal.stdin() : readParts(file)
  const work = async (write: Sink) => {
    const stream = sealAge(nodeEngine, systemRandom, recipients, plain.over(source))
    for await (const bytes of sealed.over(stream)) await write(bytes)
    // Before the sealed file takes its name: without its manifest it is not what was asked for.
    if (manifest) await writeManifest(manifest, texts, plain.result(), sealed.result())
    return true
  }
  await writeResult(out, terminal, work, TO_PASS_ON)
  return EXIT.done
}

async function writeManifest(
  { path, key, dossier, purpose }: Wanted,
  texts: readonly string[],
  plain: Fingerprint,
  sealed: Fingerprint,
): Promise<void> {
  const manifest = Manifest.parse({
    v: 1,
    dossier,
    purpose,
    made: instantOf(Date.now()),
    sealed,
    plain,
    recipients: texts.map((text) => recipientId(nodeEngine, text)).sort(),
    key: key.jwk,
  })
  const signed = signJws(nodeEngine, key, 'comity-manifest+json', manifest as unknown as JsonObject)
  await writeWhole(path, signed.bytes, TO_PASS_ON)
}

function readRecipients(texts: readonly string[]): Result<readonly AgeRecipient[], Fault> {
  const recipients: AgeRecipient[] = []
  for (const text of texts) {
    const recipient = parseRecipient(nodeEngine, text)
    if (!recipient.ok) return err({ place: `--to ${text.slice(0, 24)}`, ...RECIPIENT_FAULTS[recipient.error] })
    recipients.push(recipient.value)
  }
  const admitted = admitRecipients(recipients)
  return admitted.ok ? admitted : err({ place: '--to', ...RECIPIENT_FAULTS[admitted.error] })
}

const RECIPIENT_FAULTS: Readonly<Record<RecipientFault | RecipientsFault, Omit<Fault, 'place'>>> = {
  'not-a-recipient': {
    ground: 'This is not the text of a recipient.',
    remedy: 'Copy it whole: it begins with age1pq1 or age1.',
  },
  'invalid-key': { ground: 'Nothing can be sealed to this key.', remedy: 'Ask its owner for the recipient again.' },
  'no-recipient': { ground: 'Nobody is named who may open it.', remedy: 'Name at least one recipient with --to.' },
  'hybrid-mixed-with-classical': {
    ground: 'One classical recipient would undo the post-quantum protection of the others.',
    remedy: 'Seal twice: once to the age1pq1 recipients, once to the age1 ones.',
  },
  'too-many-recipients': {
    ground: 'More recipients than one file can have.',
    remedy: 'Seal it in several files, each to a part of the recipients.',
  },
  'passphrase-not-alone': { ground: 'A passphrase stands alone.', remedy: 'Seal to recipients only.' },
}

type ManifestOptions = { readonly [option in 'manifest' | 'key' | 'dossier' | 'purpose']?: string | undefined }

/** All four options of a manifest, or none. */
function readWanted({ manifest, key, dossier, purpose }: ManifestOptions): Result<Wanted | undefined, Fault> {
  if ([manifest, key, dossier, purpose].every((value) => value === undefined)) return ok(undefined)
  if (manifest === undefined || key === undefined || dossier === undefined || purpose === undefined)
    return err({
      place: '--manifest',
      ground: 'A manifest needs a place, a key, a dossier and a purpose.',
      remedy: 'Give --manifest, --key, --dossier and --purpose together.',
    })
  const id = DossierId.safeParse(dossier)
  if (!id.success)
    return err({ place: '--dossier', ground: 'This is not a file number.', remedy: 'Write it like QV-2026-00417.' })
  if (!Manifest.shape.purpose.safeParse(purpose).success)
    return err({ place: '--purpose', ground: 'It is empty or too long.', remedy: 'Say it in up to 200 characters.' })
  const signer = readSigningKeyFile(nodeEngine, key)
  return signer.ok ? ok({ path: manifest, key: signer.value, dossier: id.data, purpose }) : signer
}
