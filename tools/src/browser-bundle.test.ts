import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { bundleForBrowser } from './browser-bundle.ts'
import { inTree } from './temporary-tree.ts'

// Counsel, overseers and courts verify in a page or from a stick, without installing anything of ours.
test('core/verify is one script for the browser, without anything of Node', async () => {
  const { code, unresolved } = await bundleForBrowser(join(import.meta.dirname, '../../core/verify/index.ts'))
  assert.deepEqual(unresolved, [])
  assert.notDeepEqual(exportsOf(code), [])
})

test('a built-in of Node is found however it is imported, and however deep', async () => {
  for (const statement of [
    "import 'node:fs'",
    "import { join } from 'path'\nexport { join }",
    "export const late = import('node:fs')",
  ]) {
    const files = { 'index.ts': "export * from './deep.ts'\n", 'deep.ts': `${statement}\nexport const deep = 1\n` }
    const { unresolved } = await inTree(files, (root) => bundleForBrowser(join(root, 'index.ts')))
    assert.notDeepEqual(unresolved, [], statement)
  }
})

test('a script that reaches for the process does not start', async () => {
  const { code } = await inTree({ 'index.ts': 'export const a = process.env\n' }, (root) =>
    bundleForBrowser(join(root, 'index.ts')),
  )
  assert.throws(() => exportsOf(code), /process is not defined/)
})

/** Runs the script where there is only the language and what every browser has. */
function exportsOf(code: string): readonly string[] {
  const context = createContext({ TextEncoder, TextDecoder, URL, crypto })
  runInContext(code, context)
  return runInContext('Object.keys(bundle)', context)
}
