import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Writes a tree of files for as long as `use` needs it, and hands over its folder. For tests. */
export function inTree<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'comity-'))
  for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const remove = () => rmSync(root, { recursive: true, force: true })
  const used = use(root)
  if (used instanceof Promise) void used.finally(remove)
  else remove()
  return used
}
