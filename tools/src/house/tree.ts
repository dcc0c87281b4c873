import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Import, importsOf } from './imports.ts'
import { type Token, tokensOf } from './lexer.ts'

export type Layer = 'core' | 'adapters' | 'apps' | 'simulation' | 'tools'

/** What is wrong, where, and what to do about it. */
export type Violation = { readonly where: string; readonly what: string }

export type Manifest = {
  readonly name?: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export type SourceFile = {
  readonly path: string
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
  /** A test, or a contract suite that tests call: it may use what tests may use. */
  readonly isTest: boolean
}

export type Package = {
  readonly layer: Layer
  /** Last part of the folder: `kernel`. */
  readonly room: string
  readonly folder: string
  readonly manifest: Manifest
  readonly sources: readonly SourceFile[]
}

export type Tree = {
  readonly root: string
  /** Every file and folder that belongs to the project, as paths from the root with forward slashes. */
  readonly files: readonly string[]
  readonly folders: readonly string[]
  readonly manifest: Manifest
  readonly packages: readonly Package[]
  readonly read: (path: string) => string
}

const NOT_OURS = new Set(['node_modules', '.git', '.comity', 'coverage'])
const GENERATED = new Set(['law/compiled'])
const LAYERS_OF_MANY = ['core', 'adapters', 'apps'] as const
const LAYERS_OF_ONE = ['simulation', 'tools'] as const

export function loadTree(root: string): Tree {
  const files: string[] = []
  const folders: string[] = []
  walk(root, '', files, folders)
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const readManifest = (folder: string): Manifest => JSON.parse(read(`${folder}package.json`))
  const load = (layer: Layer, folder: string): Package => ({
    layer,
    folder,
    room: folder.split('/').at(-1) ?? folder,
    manifest: readManifest(`${folder}/`),
    sources: files
      .filter((path) => path.startsWith(`${folder}/`) && /\.[mc]?[jt]s$/.test(path))
      .map((path) => loadSource(path, read)),
  })
  const isPackage = (folder: string) => existsSync(join(root, folder, 'package.json'))
  const packages = [
    ...LAYERS_OF_MANY.flatMap((layer) =>
      folders
        .filter((folder) => folder.startsWith(`${layer}/`) && folder.split('/').length === 2 && isPackage(folder))
        .map((folder) => load(layer, folder)),
    ),
    ...LAYERS_OF_ONE.filter(isPackage).map((layer) => load(layer, layer)),
  ]
  return { root, files, folders, packages, read, manifest: readManifest('') }
}

function loadSource(path: string, read: (path: string) => string): SourceFile {
  const tokens = tokensOf(read(path))
  return { path, tokens, imports: importsOf(tokens), isTest: isTestPath(path) }
}

/** Tests and measurements, what helps them (`testing/`), and the suites of a port's contract (`contract.ts`, `contract/`). */
export const isTestPath = (path: string) => /\.test\.ts$|[/.-]contract(?:\.ts$|\/)|\/(?:testing|bench)\//.test(path)

function walk(root: string, folder: string, files: string[], folders: string[]): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (NOT_OURS.has(entry.name) || GENERATED.has(path) || entry.isSymbolicLink()) continue
    if (!entry.isDirectory()) files.push(path)
    else {
      folders.push(path)
      walk(root, path, files, folders)
    }
  }
}
