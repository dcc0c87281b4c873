import type { Engine } from '@comity/crypto'
import { type Digest, type Result, toHex } from '@comity/kernel'
import { buildProceduralLaw, type ProceduralLaw } from '@comity/rules'
import { fileName } from '../dossier-file/layout.ts'
import { type Problem, problem } from '../problem.ts'

/** Reads the procedural half of a compiled law pack, or says why it cannot. */
export type LawFromPack = (bytes: Uint8Array) => Result<ProceduralLaw, string>

/** Stands in for the exporting node's own pack where it is missing; that it is missing fails the whole verdict. */
export const NO_LAW: ProceduralLaw = buildProceduralLaw({ guarantees: [], clocks: [] }, () => undefined)

export type CheckedPacks = {
  readonly laws: ReadonlyMap<Digest, ProceduralLaw>
  readonly problems: readonly Problem[]
}

/** The packs of the file, each under the digest of its bytes. */
export function checkPacks(
  engine: Engine,
  files: ReadonlyMap<string, Uint8Array>,
  lawFromPack: LawFromPack,
): CheckedPacks {
  const problems: Problem[] = []
  const laws = new Map<Digest, ProceduralLaw>()
  for (const [id, bytes] of files) {
    const place = fileName('packs', id)
    const digest = toHex(engine.sha256(bytes))
    if (digest !== id) {
      problems.push(problem('file-misnamed', place, `This is the pack ${digest}.`))
      continue
    }
    const law = lawFromPack(bytes)
    if (law.ok) laws.set(`sha256:${id}` as Digest, law.value)
    else problems.push(problem('pack-unreadable', place, `The pack cannot be read: ${law.error}.`))
  }
  return { laws, problems }
}
