import type { Engine } from '@comity/crypto'
import { Defect, err, ok, type Result } from '@comity/kernel'
import { emptyRoot, type HashReader, nodeHash, subtreesOf, type TreeNode } from './merkle.ts'

/**
 * The right edge of a tree: the hashes of the complete subtrees it consists of, from left to right. All that is needed
 * to append a leaf and to know the root, however large the log is.
 */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] }

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] }

/** Appends a leaf hash. `completed` are the inner nodes (level 1 and up) that it completes: store them with the leaf. */
export function appendLeaf(
  engine: Engine,
  frontier: Frontier,
  leaf: Uint8Array,
): { readonly frontier: Frontier; readonly completed: readonly TreeNode[] } {
  const hashes = [...frontier.hashes]
  const completed: TreeNode[] = []
  let [hash, index] = [leaf, frontier.size]
  for (let level = 1; index % 2 === 1; level += 1) {
    const left = hashes.pop()
    if (!left) throw new Defect('frontier: fewer hashes than its size asks for')
    hash = nodeHash(engine, left, hash)
    index = (index - 1) / 2
    completed.push({ level, index, hash })
  }
  return { frontier: { size: frontier.size + 1, hashes: [...hashes, hash] }, completed }
}

export function frontierRoot(engine: Engine, { hashes }: Frontier): Uint8Array {
  if (hashes.length === 0) return emptyRoot(engine)
  return hashes.reduceRight((right, left) => nodeHash(engine, left, right))
}

/** The right edge of the first `size` leaves that the reader holds. */
export async function readFrontier(read: HashReader, size: number): Promise<Result<Frontier, 'hash-missing'>> {
  const nodes = subtreesOf({ from: 0, to: size })
  const hashes = await Promise.all(nodes.map(({ level, index }) => read(level, index)))
  const held = hashes.filter((hash) => hash !== undefined)
  return held.length === hashes.length ? ok({ size, hashes: held }) : err('hash-missing')
}
