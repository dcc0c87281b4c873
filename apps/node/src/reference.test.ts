import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { WitnessConfig } from '@comity/witness'
import { COMMAND_REFERENCE, commandReference } from './cli/command-reference.ts'
import { exportRoutes } from './http/export-routes.ts'
import { actRoutes } from './http/act-routes.ts'
import { nodeApp } from './http/node-app.ts'
import type { Node } from './node/node.ts'
import { fileOf, NodeFile } from './setup/node-files.ts'

const REFERENCE = join(import.meta.dirname, '../../../docs/reference')
const page = (name: string): string => readFileSync(join(REFERENCE, name), 'utf8')
/** Words that a page does not hold as code. */
const missing = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => !text.includes(`\`${word}\``))

test('[OP-16] the reference of commands is what the commands say of themselves', async () => {
  assert.equal(
    readFileSync(COMMAND_REFERENCE, 'utf8'),
    await commandReference(),
    'write it again: node apps/node/src/cli/command-reference.ts',
  )
})

test('[OP-16] every option of node.json and of a witness is described', () => {
  const options = [...Object.keys(NodeFile.shape), ...Object.keys(WitnessConfig.shape)]
  assert.deepEqual(missing(page('configuration.md'), options), [])
})

test('[OP-16] every route is described', () => {
  const node = { ports: { archive: {} } } as unknown as Node
  const api = exportRoutes(node, () => false).route('/', actRoutes({ node, mayPrepare: () => false, stored: () => {} }))
  const routes = nodeApp(node, { api }).routes.filter(({ method }) => method !== 'ALL')
  const named = [...new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll('{.+}', '')}`))]
  assert.ok(named.length > 8)
  assert.deepEqual(missing(page('http.md'), named), [])
})

test('[OP-16] every event of the log is described', () => {
  const source = join(import.meta.dirname)
  const events = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/\bevent: '([a-z-]+)'/g)])
    .map(([, event = '']) => event)
  assert.ok(events.length > 10)
  assert.deepEqual(missing(page('files.md'), [...new Set(events)]), [])
})

test('[OP-16] every file of a node is described', () => {
  const { list, ...files } = fileOf
  const names = Object.values(files).map((path) => path('').replaceAll('\\', '/'))
  assert.deepEqual(
    missing(
      page('files.md'),
      names.map((name) => (name === 'lists' ? 'lists/' : name)),
    ),
    [],
  )
  assert.ok(list('', 'QN' as never, 1).endsWith('qn-1.json'))
})
