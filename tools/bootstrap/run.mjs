// node run.mjs FILE [ARGUMENT...]: installs what is missing, then runs FILE under the pinned runtime.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkRuntime } from './require-node.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Installed means: everything the lockfile names for this platform is there in the version that it names. */
function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      !path.startsWith('node_modules/') ||
      entry.link ||
      present[path]?.version === entry.version,
  )
}

if (!isInstalled()) {
  console.error('Installing what is missing (first time only, about a minute) ...')
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const installed = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm[0] === 'npm' && process.platform === 'win32',
  })
  if (installed.status !== 0) {
    console.error(
      'The packages could not be installed. Is the npm registry reachable? Then run the same command again.',
    )
    process.exit(1)
  }
}

let runtime
try {
  runtime = linkRuntime()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const [file, ...rest] = process.argv.slice(2)
const path = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
const child = spawn(runtime.path, [join(root, file), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
  cwd: process.cwd(),
})
// The terminal sends SIGINT to the whole group; a supervisor may send SIGTERM to us alone. The child ends first, we report how.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
