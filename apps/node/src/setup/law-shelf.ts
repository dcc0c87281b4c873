import type { Digest } from '@comity/kernel'
import { buildProceduralLaw, type Law, type ProceduralLaw } from '@comity/rules'
import type { LawShelf } from '../node/ports.ts'

/** The procedural half of a pack, with every provision it cites read from the same pack. */
export function proceduralLawOf(law: Law): ProceduralLaw {
  const { guarantees, clocks } = law.pack
  return buildProceduralLaw({ guarantees, clocks }, (id) => {
    const rule = law.provision(id)
    if (!rule) return undefined
    const instrument = 'instrument' in rule.from ? rule.from.instrument.id : rule.from.state.code
    return { instrument, text: rule.provision.rule, status: rule.provision.status }
  })
}

/** The packs of a node: the one it works by, and others that it holds because acts name them. */
export function lawShelf(own: Law, others: readonly Law[] = []): LawShelf {
  const procedures = new Map<Digest, ProceduralLaw>([own, ...others].map((law) => [law.digest, proceduralLawOf(law)]))
  const procedure = procedures.get(own.digest) ?? proceduralLawOf(own)
  return { own: { digest: own.digest, procedure }, byDigest: (digest) => procedures.get(digest) }
}
