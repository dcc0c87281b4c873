import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTree } from './temporary-tree.ts'
import { findTestFiles, groupOf, inHalves } from './test-files.ts'
import { runTests } from './test.ts'

const PASSES = "import { test } from 'node:test'\ntest('it holds', () => {})\n"

test('a failure names its test, its file and how to run it again', async () => {
  const { printed, well } = await run({
    'core/a/src/good.test.ts': PASSES,
    'core/a/src/sum.test.ts':
      "import { test } from 'node:test'\nimport assert from 'node:assert/strict'\ntest('one is two', () => assert.equal(1, 2))\n",
  })
  assert.equal(well, false)
  assert.match(printed, /^FAILED {2}core\/a\/src\/sum\.test\.ts:3:1 {2}one is two$/m)
  assert.match(printed, /1 !== 2/)
  assert.match(printed, /^ {2}Again: npm test -- core\/a\/src\/sum\.test\.ts$/m)
  assert.equal(lastLine(printed), '1 passed, 1 failed, 0 skipped')
})

test('all well: nothing but the line of figures', async () => {
  const { printed, well } = await run({ 'core/a/src/good.test.ts': PASSES, 'law/good.test.ts': PASSES })
  assert.equal(well, true)
  assert.equal(printed, '2 passed, 0 failed, 0 skipped\n')
})

test('a skip is named with its reason; without a reason it is a failure', async () => {
  const skip = (option: string) => `import { test } from 'node:test'\ntest('vectors', { skip: ${option} }, () => {})\n`
  const { printed, well } = await run({
    'core/a/one.test.ts': skip("'vectors not present'"),
    'core/a/two.test.ts': skip('true'),
  })
  assert.equal(well, false)
  assert.match(printed, /^skipped {2}core\/a\/one\.test\.ts {2}vectors: vectors not present$/m)
  assert.match(printed, /Skipped without a reason/)
  assert.equal(lastLine(printed), '0 passed, 1 failed, 1 skipped')
})

test('a failure in a contract suite names the file that runs the suite', async () => {
  const { printed } = await run({
    'core/a/contract.ts':
      "import { test } from 'node:test'\nexport const contract = () => test('keeps', () => { throw new Error('lost') })\n",
    'core/a/memory.test.ts': "import { contract } from './contract.ts'\ncontract()\n",
  })
  assert.match(printed, /^FAILED {2}core\/a\/contract\.ts:2:\d+ {2}keeps$/m)
  assert.match(printed, /Again: npm test -- core\/a\/memory\.test\.ts$/m)
})

test('a file that ends the process, cannot be loaded, holds no test or throws late is a named failure', async () => {
  const cases: Record<string, [source: string, expected: RegExp]> = {
    ends: [
      "import { test } from 'node:test'\ntest('leaves', () => process.exit(0))\n",
      /ends\.test\.ts {2}leaves\n.*died \(exit code 0\)/,
    ],
    aborts: [
      "import { test } from 'node:test'\ntest('aborts', () => process.abort())\n",
      /aborts\.test\.ts {2}aborts\n.*died \(SIGABRT\)/,
    ],
    unloadable: ["import './nowhere.ts'\n", /unloadable\.test\.ts[\s\S]*ERR_MODULE_NOT_FOUND/],
    empty: ['export {}\n', /empty\.test\.ts {2}a test file\n.*It holds no test/],
    late: [
      `${PASSES}setTimeout(() => { throw new Error('too late') }, 200)\n`,
      /late\.test\.ts {2}after its end[\s\S]*too late/,
    ],
  }
  for (const [name, [source, expected]] of Object.entries(cases)) {
    const { printed, well } = await run({ [`apps/x/${name}.test.ts`]: source })
    assert.equal(well, false, name)
    assert.match(printed, expected)
    assert.match(lastLine(printed), /^\d+ passed, 1 failed, 0 skipped$/)
  }
})

test('a test that never ends is stopped and named, even in a loop that lets nothing else run', async () => {
  for (const body of ['() => { for (;;); }', '() => new Promise(() => setInterval(() => {}, 1000))']) {
    const hangs = `${PASSES}test('waits for ever', ${body})\n`
    const { printed, well } = await run({ 'core/a/hangs.test.ts': hangs }, { limitMs: 1500 })
    assert.equal(well, false)
    assert.match(printed, /^FAILED {2}core\/a\/hangs\.test\.ts {2}waits for ever\n.*hung and was stopped/m)
  }
})

test('a run without a test is not a success', async () => {
  const { printed, well } = await run({ 'core/a/good.test.ts': PASSES }, { filters: ['core/b'] })
  assert.equal(well, false)
  assert.match(printed, /whose path contains core\/b/)
  assert.equal(lastLine(printed), '0 passed, 0 failed, 0 skipped')
})

test('interop files run only when asked for, a filter is part of a path', async () => {
  const tree = { 'core/a/good.test.ts': PASSES, 'core/b/good.test.ts': PASSES, 'core/a/other.interop.test.ts': PASSES }
  assert.equal(lastLine((await run(tree, { interop: true })).printed), '1 passed, 0 failed, 0 skipped')
  assert.equal(lastLine((await run(tree, { filters: ['./core/b'] })).printed), '1 passed, 0 failed, 0 skipped')
})

test('files are found in every room but never in node_modules, and shared out alike each time', () => {
  inTree(
    {
      'core/a/b.test.ts': '',
      'core/a/a.browser.test.ts': '',
      'core/node_modules/x.test.ts': '',
      'tools/c.test.ts': '',
      'docs/d.test.ts': '',
    },
    (root) => {
      assert.deepEqual(findTestFiles(root), ['core/a/a.browser.test.ts', 'core/a/b.test.ts', 'tools/c.test.ts'])
    },
  )
  assert.equal(groupOf('core/a/a.browser.test.ts'), 'browser')
  assert.deepEqual(inHalves(['a', 'b', 'c']), [['a', 'c'], ['b']])
})

type Options = { readonly interop?: boolean; readonly filters?: readonly string[]; readonly limitMs?: number }

async function run(
  files: Readonly<Record<string, string>>,
  options: Options = {},
): Promise<{ printed: string; well: boolean }> {
  let printed = ''
  const well = await inTree(files, (root) =>
    runTests({
      root,
      interop: false,
      filters: [],
      limitMs: 60_000,
      print: (text) => {
        printed += text
      },
      signal: new AbortController().signal,
      ...options,
    }),
  )
  return { printed, well }
}

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1) ?? ''
