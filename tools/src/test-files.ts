import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** `unit` needs only the clone and npm; `browser` drives a headless Chromium; `interop` needs another program or server. */
export type TestGroup = 'unit' | 'browser' | 'interop'

const ROOMS = ['core', 'adapters', 'apps', 'simulation', 'tools', 'protocol', 'law']

export function groupOf(file: string): TestGroup {
  if (file.endsWith('.browser.test.ts')) return 'browser'
  return file.endsWith('.interop.test.ts') ? 'interop' : 'unit'
}

/**
 * Test files below `root`, as sorted paths from there with forward slashes. With filters, those whose path contains at
 * least one of them.
 */
export function findTestFiles(root: string, filters: readonly string[] = []): readonly string[] {
  const wanted = filters.map((filter) => filter.replaceAll('\\', '/').replace(/^\.\//, ''))
  return ROOMS.flatMap((room) => testFilesIn(root, room))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort()
}

function testFilesIn(root: string, folder: string): readonly string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : testFilesIn(root, path)
    return entry.name.endsWith('.test.ts') ? [path] : []
  })
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return [] // not every room has to exist yet
  }
}

/** Two shares for two cores: every other file, so that the same files always meet in the same process. */
export function inHalves(files: readonly string[]): readonly (readonly string[])[] {
  const halves = [files.filter((_, index) => index % 2 === 0), files.filter((_, index) => index % 2 === 1)]
  return halves.filter((half) => half.length > 0)
}
