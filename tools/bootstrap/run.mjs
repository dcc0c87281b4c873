// node run.mjs [--without-dev] FILE [ARGUMENT...]: installs what is missing, then runs FILE under the pinned runtime.
// Plain JavaScript without dependencies, because it runs before anything is installed. Says all it has to say on
// standard error: standard output belongs to FILE.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkRuntime, outerNodeWillDo, pinnedPackage } from './require-node.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const args = process.argv.slice(2)
const withoutDev = args[0] === '--without-dev'
const [file, ...rest] = withoutDev ? args.slice(1) : args
const PROGRESS_EVERY_MS = 5000

try {
  if (!isInstalled()) await install()
  run(linkRuntime().path)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

/** Installed means: what the lockfile names, and running or testing needs, is there in the version that it names. */
function isInstalled() {
  const present = installedPackages()
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, link, dev, optional }]) => {
    if (!path.includes('node_modules/') || (dev && withoutDev)) return true
    if (link) return existsSync(join(root, path))
    const there = present?.[path]
    if (!optional) return there?.version === version
    // Of what is optional only the runtime counts, and that may be missing where the outer Node is new enough.
    if (path !== `node_modules/${pinnedPackage}`) return true
    return there ? there.version === version : present !== undefined && outerNodeWillDo
  })
}

/** npm writes this list last, so that an installation which was cut off has none. */
function installedPackages() {
  const list = join(root, 'node_modules', '.package-lock.json')
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')).packages : undefined
}

async function install() {
  const what = withoutDev ? 'what running needs' : 'what running and testing need'
  console.error(`Installing ${what} from the npm registry. The first time takes about a minute ...`)
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const progress = setInterval(() => console.error(`... still installing (${seconds()} s)`), PROGRESS_EVERY_MS)
  // Where something is installed already it is added to: `npm ci` would first remove it, also from under a running demo.
  const command = installedPackages() ? ['install', '--no-save'] : ['ci']
  const code = await npm([
    ...command,
    withoutDev ? '--omit=dev' : '--include=dev',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ])
  clearInterval(progress)
  if (code !== 0)
    throw new Error(
      'The packages could not be installed. Is the npm registry reachable, and the disk not full? Then run the same command again.',
    )
  console.error(`Installed in ${seconds()} s.`)
}

function npm(words) {
  const npmScript = process.env.npm_execpath // set where npm itself started us
  const [program, first] = npmScript?.endsWith('npm-cli.js') ? [process.execPath, [npmScript]] : ['npm', []]
  const shell = program === 'npm' && process.platform === 'win32'
  const child = spawn(program, [...first, ...words], { cwd: root, stdio: ['ignore', 2, 2], shell })
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be started (${error.message}). Is it in PATH?`)))
    child.on('exit', (code) => resolve(code))
  })
}

function run(runtime) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH' // it is Path on Windows
  const path = [join(root, 'node_modules', '.bin'), process.env[name] ?? ''].join(delimiter)
  const child = spawn(runtime, [join(root, file), ...rest], { stdio: 'inherit', env: { ...process.env, [name]: path } })
  // The terminal sends SIGINT to the whole group; a supervisor may send SIGTERM to us alone. The child ends first, we report how.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('error', (error) => {
    console.error(`The runtime could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
}
