import type { Package, Tree, Violation } from './tree.ts'

/** Tools and the simulation are read by us alone: they need no numbered rules. */
const WITHOUT_SPEC = new Set(['tools', 'simulation'])

/** A package opens with what it is, the rules it keeps and the list of what is public. */
export function unopenedPackages(tree: Tree): readonly Violation[] {
  return tree.packages.flatMap(({ folder, layer }) => {
    const wanted = ['README.md', 'index.ts', ...(WITHOUT_SPEC.has(layer) ? [] : ['SPEC.md'])]
    return wanted
      .filter((name) => !tree.files.includes(`${folder}/${name}`))
      .map((name) => ({ where: folder, what: `lacks ${name}.` }))
  })
}

/** Named after the kind of file and not after what is in it, such a place collects whatever has none. */
const NAMELESS = /(?:^|\/)(?:utils?|helpers?|common|misc|types)(?:\.[^/]*)?$/

export function namelessPlaces(tree: Tree): readonly Violation[] {
  const inPackages = (path: string) => tree.packages.some((one: Package) => path.startsWith(`${one.folder}/`))
  return [...tree.folders, ...tree.files]
    .filter((path) => inPackages(path) && NAMELESS.test(path))
    .map((path) => ({ where: path, what: 'says nothing about what is in it. Name it after what it holds.' }))
}
