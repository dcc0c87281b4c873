import type { Engine } from '@comity/crypto'
import { bytesEqual, concat, err, ok, type Result } from '@comity/kernel'

/** Length of every hash of the tree: SHA-256. */
export const HASH_BYTES = 32

/** Longest proof that C2SP allows: the depth of the largest tree whose size fits in 63 bits. */
export const MAX_PROOF_HASHES = 63

/** A complete subtree of 2^level leaves, the index-th from the left. Level 0 are the leaf hashes themselves. */
export type NodeRef = { readonly level: number; readonly index: number }
export type TreeNode = NodeRef & { readonly hash: Uint8Array }

/**
 * Reads the stored hash of a complete subtree, leaf hashes (level 0) included; `undefined` where it is not held, or is
 * not the one that was committed to. A reader whose disk fails throws.
 */
export type HashReader = (level: number, index: number) => Promise<Uint8Array | undefined>

export type ProofRefusal =
  /** The sizes or the index do not name a place in such a tree. */
  | 'out-of-range'
  /** The reader does not hold a hash that the tree of this size consists of. */
  | 'hash-missing'

export type ProofFault =
  | 'out-of-range'
  /** The number of hashes is not the one that these sizes ask for, or a hash is not 32 bytes. */
  | 'malformed'
  /** The hashes lead to another root. */
  | 'wrong-root'

/** RFC 6962 section 2.1: the prefixes keep a leaf from being read as an inner node, and the reverse. */
const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)

export const leafHash = (engine: Engine, entry: Uint8Array): Uint8Array => engine.sha256(concat(LEAF_PREFIX, entry))
export const nodeHash = (engine: Engine, left: Uint8Array, right: Uint8Array): Uint8Array =>
  engine.sha256(concat(NODE_PREFIX, left, right))
/** Root of the tree without leaves. */
export const emptyRoot = (engine: Engine): Uint8Array => engine.sha256(new Uint8Array())

/** Root of the first `size` leaves of what the reader holds. */
export async function treeRoot(
  engine: Engine,
  read: HashReader,
  size: number,
): Promise<Result<Uint8Array, ProofRefusal>> {
  if (!isSize(size)) return err('out-of-range')
  if (size === 0) return ok(emptyRoot(engine))
  const root = await rangeHash(engine, read, { from: 0, to: size })
  return root ? ok(root) : err('hash-missing')
}

/** RFC 6962 section 2.1.1: the hashes from the leaf's sibling up to the root's child. */
export async function makeInclusionProof(
  engine: Engine,
  read: HashReader,
  index: number,
  size: number,
): Promise<Result<readonly Uint8Array[], ProofRefusal>> {
  if (!isSize(size) || !isSize(index) || index >= size) return err('out-of-range')
  return readRanges(engine, read, inclusionPath(index, size))
}

/** RFC 6962 section 2.1.2: that the tree of `newSize` begins with the tree of `oldSize`. There is none from size 0. */
export async function makeConsistencyProof(
  engine: Engine,
  read: HashReader,
  oldSize: number,
  newSize: number,
): Promise<Result<readonly Uint8Array[], ProofRefusal>> {
  if (!isSize(newSize) || !isSize(oldSize) || oldSize < 1 || oldSize > newSize) return err('out-of-range')
  return readRanges(engine, read, consistencyPath(oldSize, newSize))
}

export type InclusionClaim = {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** That the leaf hash stands at the index in the tree with this size and root. */
export function verifyInclusion(engine: Engine, claim: InclusionClaim): Result<void, ProofFault> {
  const { index, size, leaf, root, proof } = claim
  if (!isSize(size) || !isSize(index) || index >= size) return err('out-of-range')
  const path = inclusionPath(index, size)
  if (path.length !== proof.length || ![leaf, root, ...proof].every(isHash)) return err('malformed')
  const computed = proof.reduce((hash, sibling, step) => {
    const onTheRight = (path[step]?.from ?? 0) > index
    return onTheRight ? nodeHash(engine, hash, sibling) : nodeHash(engine, sibling, hash)
  }, leaf)
  return bytesEqual(computed, root) ? ok(undefined) : err('wrong-root')
}

export type ConsistencyClaim = {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * That the tree of the new size begins with the tree of the old size. Old size 0 is refused: every tree begins with the
 * empty one, so that a proof of it proves nothing, and the caller has to say what it means.
 */
export function verifyConsistency(engine: Engine, claim: ConsistencyClaim): Result<void, ProofFault> {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim
  if (!isSize(newSize) || !isSize(oldSize) || oldSize < 1 || oldSize > newSize) return err('out-of-range')
  const path = consistencyPath(oldSize, newSize)
  if (path.length !== proof.length || ![oldRoot, newRoot, ...proof].every(isHash)) return err('malformed')
  const agreed = sameRootOfBoth(engine, claim, path)
  return agreed ? ok(undefined) : err('wrong-root')
}

function sameRootOfBoth(engine: Engine, claim: ConsistencyClaim, path: readonly Range[]): boolean {
  const { oldSize, oldRoot, newRoot, proof } = claim
  // A complete old tree is itself a node of the new one, and the proof starts from it without repeating it.
  const omitted = isPowerOfTwo(oldSize) || path.length === 0
  const [first, rest] = omitted ? [oldRoot, 0] : [proof[0] ?? oldRoot, 1]
  let [old, grown] = [first, first]
  for (let step = rest; step < proof.length; step += 1) {
    const [hash, range] = [proof[step], path[step]]
    if (!hash || !range) return false
    if (range.from >= oldSize) {
      grown = nodeHash(engine, grown, hash)
    } else {
      old = nodeHash(engine, hash, old)
      grown = nodeHash(engine, hash, grown)
    }
  }
  return bytesEqual(old, oldRoot) && bytesEqual(grown, newRoot)
}

/** The complete subtrees, from left to right, of which the tree over leaves [from, to) consists. */
export function subtreesOf({ from, to }: Range): readonly NodeRef[] {
  const subtrees: NodeRef[] = []
  for (let start = from; start < to; ) {
    let [level, width] = [0, 1]
    while (width * 2 <= to - start) {
      level += 1
      width *= 2
    }
    subtrees.push({ level, index: start / width })
    start += width
  }
  return subtrees
}

/** Leaves [from, to) that form one node of some tree: `from` is a multiple of the largest power of two in the length. */
export type Range = { readonly from: number; readonly to: number }

/** Siblings from the leaf up: PATH of RFC 6962. */
function inclusionPath(index: number, size: number): readonly Range[] {
  const path: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + largestPowerOfTwoBelow(to - from)
    if (index < middle) {
      path.unshift({ from: middle, to })
      to = middle
    } else {
      path.unshift({ from, to: middle })
      from = middle
    }
  }
  return path
}

/** SUBPROOF of RFC 6962, from the bottom up. */
function consistencyPath(oldSize: number, newSize: number): readonly Range[] {
  const path: Range[] = []
  let [from, to] = [0, newSize]
  while (to !== oldSize) {
    const middle = from + largestPowerOfTwoBelow(to - from)
    if (oldSize <= middle) {
      path.unshift({ from: middle, to })
      to = middle
    } else {
      path.unshift({ from, to: middle })
      from = middle
    }
  }
  if (from > 0) path.unshift({ from, to })
  return path
}

async function readRanges(
  engine: Engine,
  read: HashReader,
  path: readonly Range[],
): Promise<Result<readonly Uint8Array[], 'hash-missing'>> {
  const hashes = await Promise.all(path.map((range) => rangeHash(engine, read, range)))
  const held = hashes.filter((hash) => hash !== undefined)
  return held.length === hashes.length ? ok(held) : err('hash-missing')
}

async function rangeHash(engine: Engine, read: HashReader, range: Range): Promise<Uint8Array | undefined> {
  const hashes = await Promise.all(subtreesOf(range).map(({ level, index }) => read(level, index)))
  return hashes.reduceRight((right, left) => (left && right ? nodeHash(engine, left, right) : undefined))
}

function largestPowerOfTwoBelow(width: number): number {
  let power = 1
  while (power * 2 < width) power *= 2
  return power
}

// Sizes reach 2^53, so that the bit operators of the language, which work on 32 bits, cannot be used.
const isPowerOfTwo = (size: number) => subtreesOf({ from: 0, to: size }).length === 1
const isSize = (value: number) => Number.isSafeInteger(value) && value >= 0
const isHash = (bytes: Uint8Array) => bytes.length === HASH_BYTES
