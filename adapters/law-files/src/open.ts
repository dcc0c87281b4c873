import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '@comity/kernel'
import { compileFiles, type CompiledLaw, type FileFault, type LawFile, loadPack, readLawFiles } from './compile.ts'

/** The law of this repository, beside the code that reads it. */
export const LAW_FOLDER = join(import.meta.dirname, '../../../law')

/** Raised when what the compiler makes of the same files changes, so that no stale form is taken for a fresh one. */
const COMPILER = 1

/**
 * Opens the law of a folder: its compiled form where one exists for exactly these files, else compiled anew and kept
 * under `compiled/`. A folder that cannot be written to is no obstacle.
 */
export function openLaw(folder: string = LAW_FOLDER): Result<CompiledLaw, readonly FileFault[]> {
  const files = readLawFiles(folder)
  const cache = join(folder, 'compiled', `${fingerprint(files)}.json`)
  const kept = readKept(cache)
  if (kept) return ok(kept)
  const compiled = compileFiles(files)
  if (compiled.ok) keep(folder, cache, compiled.value.bytes)
  return compiled
}

/** Opens a compiled pack from a file. Throws where the file cannot be read. */
export function openPackFile(path: string): Result<CompiledLaw, readonly FileFault[]> {
  const bytes = readFileSync(path)
  const law = loadPack(bytes)
  return law.ok
    ? ok({ bytes, law: law.value })
    : err(law.error.map(({ at, message, remedy }) => ({ file: path, place: at, message, remedy })))
}

function fingerprint(files: readonly LawFile[]): string {
  const hash = createHash('sha256').update(`compiler ${COMPILER}\n`)
  for (const { path, text } of files) hash.update(`${path}\n${text.length}\n`).update(text)
  return hash.digest('hex').slice(0, 32)
}

function readKept(path: string): CompiledLaw | undefined {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch {
    return undefined
  }
  // What cannot be read as law is compiled again, whoever left it there.
  const law = loadPack(bytes)
  return law.ok ? { bytes, law: law.value } : undefined
}

function keep(folder: string, path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(join(folder, 'compiled'), { recursive: true })
    for (const old of readdirSync(join(folder, 'compiled')))
      if (old.endsWith('.json')) rmSync(join(folder, 'compiled', old), { force: true })
    // Written whole or not at all: another process may be reading.
    const partial = `${path}.${process.pid}.tmp`
    writeFileSync(partial, bytes)
    renameSync(partial, path)
  } catch {
    // A read-only folder costs a compilation at each start and nothing else.
  }
}
