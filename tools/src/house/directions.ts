import { posix } from 'node:path'
import type { Import } from './imports.ts'
import { isTestPath, type Package, type SourceFile, type Tree, type Violation } from './tree.ts'

/** What each room of core may import from core. `verify` re-checks everything, so it may see everything. */
const CORE: Readonly<Record<string, readonly string[] | 'all'>> = {
  kernel: [],
  crypto: ['kernel'],
  rules: ['kernel'],
  archive: ['kernel'],
  directory: ['kernel', 'crypto'],
  record: ['kernel', 'crypto'],
  exchange: ['kernel', 'crypto', 'directory'],
  access: ['kernel', 'rules'],
  evidence: ['kernel', 'crypto', 'rules'],
  procedure: ['kernel', 'crypto', 'directory', 'rules'],
  verify: 'all',
}

/** Apps do not import each other, but for the node, which is started with its pages, its witness and its signer's client. */
const APPS: Readonly<Record<string, readonly string[]>> = { node: ['portal', 'signer', 'witness'] }

/** Before anything is installed there is no package to import: the command line finds its runtime by a path. */
const BOOTSTRAP = { from: 'apps/node/bin/comity.mjs', to: 'tools/bootstrap/require-node.mjs' }

/** Imports point one way: law, protocol <- core <- adapters <- apps, and inside core as the table says. */
export function wrongImports(tree: Tree): readonly Violation[] {
  const unplaced = tree.packages.filter(({ layer, room }) => layer === 'core' && CORE[room] === undefined)
  return [
    ...unplaced.map(({ folder }) => ({
      where: folder,
      what: 'has no place among the rooms of core. Say in tools/src/house/directions.ts what it may import.',
    })),
    ...tree.packages.flatMap((from) =>
      from.sources.flatMap((file) =>
        file.imports.flatMap((one) => {
          const what = one.specifier.startsWith('.') ? wrongPath(from, file, one) : wrongPackage(tree, from, file, one)
          return what === undefined ? [] : [{ where: `${file.path}:${one.line}`, what }]
        }),
      ),
    ),
  ]
}

function wrongPath(from: Package, file: SourceFile, { specifier }: Import): string | undefined {
  const target = posix.join(posix.dirname(file.path), specifier)
  if (file.path === BOOTSTRAP.from && target === BOOTSTRAP.to) return undefined
  if (!target.startsWith(`${from.folder}/`))
    return `imports "${specifier}", which leaves its package. Import the other package by its name.`
  if (isTestPath(target) && !file.isTest) return `imports "${specifier}", which is for tests only.`
  return undefined
}

function wrongPackage(tree: Tree, from: Package, file: SourceFile, { specifier }: Import): string | undefined {
  if (specifier.startsWith('node:')) return undefined
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const to = tree.packages.find(({ manifest }) => manifest.name === name)
  if (to === from) return `imports its own package by name. Import the file.`
  if (to && !mayImport(from, to, file.isTest))
    return `imports ${to.folder}, but ${from.folder} may not: ${allowanceOf(from)}`
  if (!isListed(tree, from, file, name)) return `imports "${name}", which ${from.folder}/package.json does not list.`
  return to && wrongEntry(to, specifier.slice(name.length), file)
}

function mayImport(from: Package, to: Package, inTest: boolean): boolean {
  if (from.layer === 'simulation' || from.layer === 'tools') return true
  switch (to.layer) {
    case 'core': {
      const allowed = from.layer === 'core' ? CORE[from.room] : 'all'
      return allowed === 'all' || allowed?.includes(to.room) === true
    }
    case 'adapters':
      // Adapters do not know each other; a test may need two of them to try one.
      // The witness takes the platform's cryptography and nothing else, so that it can be read in an afternoon.
      if (from.layer === 'apps') return from.room !== 'witness' || to.room === 'crypto-node'
      return from.layer === 'adapters' && inTest
    case 'apps':
      return from.layer === 'apps' && APPS[from.room]?.includes(to.room) === true
    case 'tools':
      // The browser, and other means of tests, are kept there.
      return inTest
    default:
      return false
  }
}

function allowanceOf({ layer, room }: Package): string {
  const allowed = CORE[room]
  if (layer === 'core')
    return `it may import ${allowed?.length === 0 || allowed === undefined ? 'nothing' : allowed} of core.`
  if (layer === 'adapters') return 'adapters import core, and each other only in tests.'
  return room === 'witness'
    ? 'the witness imports core, and crypto-node of adapters.'
    : 'apps import core and adapters, and of apps only the node does.'
}

/** Tests, and the tools, may use what the root installs: none of it reaches a node through them. */
function isListed(tree: Tree, from: Package, file: SourceFile, name: string): boolean {
  const { dependencies, devDependencies, optionalDependencies } = from.manifest
  const lists = [dependencies, optionalDependencies]
  if (file.isTest || from.layer === 'tools')
    lists.push(devDependencies, tree.manifest.devDependencies, tree.manifest.dependencies)
  return lists.some((list) => list !== undefined && Object.hasOwn(list, name))
}

function wrongEntry(to: Package, subpath: string, file: SourceFile): string | undefined {
  const entry = to.manifest.exports?.[`.${subpath}`]
  if (typeof entry !== 'string') return `imports ".${subpath}" of ${to.folder}, which its package.json does not export.`
  if (isTestPath(entry) && !file.isTest && !file.path.startsWith('tools/'))
    return `imports ".${subpath}" of ${to.folder}, which is for tests only.`
  return undefined
}
