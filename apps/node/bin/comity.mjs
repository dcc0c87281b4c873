#!/usr/bin/env node
// Plain JavaScript: started by whatever Node is first in PATH, it goes on in the pinned runtime.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRuntime } from '../../../tools/bootstrap/require-node.mjs'

const LEAST_MAJOR = 26
if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) {
  // Halves the start. Kept beside the packages, where only whoever may change the program may write.
  module.enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/comity'))
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
  const child = spawn(runtime.path, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends SIGINT to the whole group; a supervisor sends SIGTERM to us alone. The child ends first, we report how.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('error', (error) => {
    console.error(`The runtime could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
}
