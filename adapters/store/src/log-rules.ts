import type { KeptCheckpoint, LogLeaf, TreeNode } from '@comity/archive'
import { bytesEqual, Defect } from '@comity/kernel'

/**
 * Throws `Defect` unless `nodes` are exactly the complete subtrees, from level 1 up, that end with this leaf. A missing
 * one would be noticed only when a proof needs it, and then it is too late to answer.
 */
export function assertCompletes(leaf: LogLeaf, nodes: readonly TreeNode[]): void {
  const completed: string[] = []
  for (let [level, size] = [1, leaf.index + 1]; size % 2 === 0; level += 1) {
    size /= 2
    completed.push(`${level}/${size - 1}`)
  }
  const given = nodes.map(({ level, index }) => `${level}/${index}`)
  if (given.join() !== completed.join())
    throw new Defect(`store: leaf ${leaf.index} completes the nodes [${completed}], not [${given}]`)
}

/** Throws `Defect` where a checkpoint would go back, or contradict the one of its size: the last line before a fork. */
export function assertFollows(latest: KeptCheckpoint | undefined, next: KeptCheckpoint): void {
  if (!latest) return
  if (next.size < latest.size) throw new Defect(`store: checkpoint of size ${next.size} after one of ${latest.size}`)
  if (next.size === latest.size && !bytesEqual(next.root, latest.root))
    throw new Defect(`store: two roots for size ${next.size}`)
}
