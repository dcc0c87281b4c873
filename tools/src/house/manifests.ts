import type { Manifest, Tree, Violation } from './tree.ts'

const MOST_DIRECT_DEPENDENCIES = 25
const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/

/** Packages that may run a script when they are installed. Ours does; nobody else's. */
const MAY_RUN_SCRIPTS = new Set([''])

type LockEntry = {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
}

/** What is installed is what was reviewed: exact versions, few of them, each with its hash, none with a script. */
export function looseDependencies(tree: Tree): readonly Violation[] {
  return [...unpinned(tree), ...tooMany(tree), ...(tree.files.includes('package-lock.json') ? looseLock(tree) : [])]
}

function unpinned(tree: Tree): readonly Violation[] {
  const manifests = [
    { where: 'package.json', manifest: tree.manifest },
    ...tree.packages.map(({ folder, manifest }) => ({ where: `${folder}/package.json`, manifest })),
  ]
  return manifests.flatMap(({ where, manifest }) =>
    wishesOf(manifest)
      .filter(([name, version]) => (isOurs(tree, name) ? version !== '*' : !EXACT.test(version)))
      .map(([name, version]) => ({ where, what: `asks for ${name} "${version}". Pin one version, as in "1.2.3".` })),
  )
}

function tooMany(tree: Tree): readonly Violation[] {
  const names = new Set(
    [tree.manifest, ...tree.packages.map(({ manifest }) => manifest)].flatMap(wishesOf).map(([name]) => name),
  )
  const direct = [...names].filter((name) => !isOurs(tree, name))
  if (direct.length <= MOST_DIRECT_DEPENDENCIES) return []
  return [
    {
      where: 'package.json',
      what: `There are ${direct.length} direct dependencies; ${MOST_DIRECT_DEPENDENCIES} are the most we can review.`,
    },
  ]
}

function looseLock(tree: Tree): readonly Violation[] {
  const where = 'package-lock.json'
  const { packages }: { packages: Readonly<Record<string, LockEntry>> } = JSON.parse(tree.read(where))
  return Object.entries(packages).flatMap(([path, entry]) => {
    const faults: string[] = []
    if (/^https?:/.test(entry.resolved ?? ''))
      faults.push('carries a download address. Write the file again without them.')
    if (entry.hasInstallScript && !MAY_RUN_SCRIPTS.has(path))
      faults.push('runs a script when it is installed. Take a package that does not.')
    const isDownloaded = path.includes('node_modules/') && !entry.link && !entry.inBundle
    if (isDownloaded && entry.integrity === undefined)
      faults.push('has no hash, so that nobody would notice another file.')
    return faults.map((fault) => ({ where, what: `${path || 'the root'} ${fault}` }))
  })
}

const wishesOf = ({ dependencies, devDependencies, optionalDependencies }: Manifest) =>
  [dependencies, devDependencies, optionalDependencies].flatMap((list) => Object.entries(list ?? {}))

const isOurs = (tree: Tree, name: string) => tree.packages.some(({ manifest }) => manifest.name === name)
