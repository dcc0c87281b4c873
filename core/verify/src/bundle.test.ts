import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { rolldown } from 'rolldown'

test('[VE-17] everything that verifies runs in a browser: no module of the platform is reached', async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, '../index.ts'),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  assert.deepEqual(
    output.flatMap((part) => (part.type === 'chunk' ? part.imports : [])),
    [],
  )
})
