import type { Digest } from '@comity/kernel'
import { buildProceduralLaw, citedIn, type Law, type ProceduralLaw, proceduralRecordsOf } from '@comity/rules'
import type { LawShelf } from '../node/ports.ts'

/** The procedural half of a pack, with every provision it cites read from the same pack. */
export const proceduralLawOf = (law: Law): ProceduralLaw =>
  buildProceduralLaw(proceduralRecordsOf(law.pack), citedIn(law))

/** The packs of a node: the one it works by, and others that it holds because acts name them. */
export function lawShelf(own: Law, others: readonly Law[] = []): LawShelf {
  const procedures = new Map<Digest, ProceduralLaw>([own, ...others].map((law) => [law.digest, proceduralLawOf(law)]))
  const procedure = procedures.get(own.digest) ?? proceduralLawOf(own)
  return { own: { digest: own.digest, procedure }, byDigest: (digest) => procedures.get(digest) }
}
