import { join } from 'node:path'
import { wrongImports } from './house/directions.ts'
import { looseDependencies } from './house/manifests.ts'
import { impurities } from './house/purity.ts'
import { namelessPlaces, unopenedPackages } from './house/rooms.ts'
import { untestedRules, unwrittenRules } from './house/spec-rules.ts'
import { machinePaths, unfinishedWork } from './house/texts.ts'
import { loadTree, type Tree, type Violation } from './house/tree.ts'

const CHECKS: readonly ((tree: Tree) => readonly Violation[])[] = [
  wrongImports,
  impurities,
  unopenedPackages,
  namelessPlaces,
  unwrittenRules,
  looseDependencies,
  unfinishedWork,
  machinePaths,
]

/** What the layout, the imports, the manifests and the texts of a tree have wrong; warnings stop nothing. */
export function inspectHouse(root: string): {
  readonly violations: readonly Violation[]
  readonly warnings: readonly Violation[]
} {
  const tree = loadTree(root)
  return { violations: CHECKS.flatMap((check) => check(tree)), warnings: untestedRules(tree) }
}

if (import.meta.main) {
  const { violations, warnings } = inspectHouse(join(import.meta.dirname, '../..'))
  for (const { where, what } of warnings) process.stdout.write(`warning  ${where}  ${what}\n`)
  for (const { where, what } of violations) process.stdout.write(`${where}  ${what}\n`)
  process.stdout.write(`The house: ${violations.length} violations, ${warnings.length} warnings\n`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
