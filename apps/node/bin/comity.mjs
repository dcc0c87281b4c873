#!/usr/bin/env node
// Plain JavaScript: started by whatever Node is first in PATH, it goes on in the pinned runtime.
import { spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { findRuntime } from '../../../tools/bootstrap/require-node.mjs'

const LEAST_MAJOR = 26
if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) {
  const { main } = await import('../src/cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  let runtime
  try {
    runtime = findRuntime()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  // The child shares the terminal, so an interrupt reaches it directly; here it is only waited for.
  process.on('SIGINT', () => {})
  const child = spawnSync(runtime.path, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exit(child.signal ? 128 + constants.signals[child.signal] : (child.status ?? 1))
}
