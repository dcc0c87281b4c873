import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for the files of one test: `path` names one in it, `remove` takes all of it away. */
export function scratchFolder(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'comity-store-'))
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Runs `show` with a scratch folder that is removed whatever happens. */
export async function inScratchFolder(show: (path: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = scratchFolder()
  try {
    await show(folder.path)
  } finally {
    folder.remove()
  }
}
