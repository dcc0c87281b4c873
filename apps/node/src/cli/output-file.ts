import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Terminal } from './command.ts'

/** For its owner alone: personal data, and plaintext of evidence, must not lie open whatever the folder allows. */
const PRIVATE = 0o600
/** Sealed or signed to be passed on: as the umask has it. */
export const TO_PASS_ON = 0o666

/** Takes the bytes of a result, piece by piece. */
export type Sink = (bytes: Uint8Array) => Promise<void>

/**
 * Lets `work` write a file that appears whole under its name, or not at all: it is written beside its place, forced to the
 * disk, then renamed. Where `work` throws or answers `false`, no file remains and whatever stood there before stands.
 */
export async function writeFileOr(
  path: string,
  work: (write: Sink) => Promise<boolean>,
  mode: number = PRIVATE,
): Promise<boolean> {
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.partial`)
  const file = await open(partial, 'wx', mode)
  let done = false
  try {
    done = await work(async (bytes) => {
      await file.writeFile(bytes)
    })
    if (done) await file.sync()
  } finally {
    await file.close()
    if (!done) await rm(partial, { force: true })
  }
  if (done) await rename(partial, path)
  return done
}

export async function writeWhole(path: string, bytes: Uint8Array, mode: number = PRIVATE): Promise<void> {
  const work = async (write: Sink) => {
    await write(bytes)
    return true
  }
  await writeFileOr(path, work, mode)
}

/** The result goes to a file where `--out` names one, else to the terminal as it comes. */
export function writeResult(
  out: string | undefined,
  terminal: Terminal,
  work: (write: Sink) => Promise<boolean>,
  mode: number = PRIVATE,
): Promise<boolean> {
  return out === undefined ? work((bytes) => terminal.outBytes(bytes)) : writeFileOr(out, work, mode)
}
