import { type ActId, type Instant, laterBy } from '@comity/kernel'
import { namedBy } from '@comity/procedure'
import { type TimeBracket, timeBracket } from '@comity/record'
import { openListedCheckpoint } from '@comity/verify'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Delivered } from './deliveries.ts'
import type { Site } from './site.ts'

/** A cosignature states whole seconds: what it covers existed by the end of that second. */
const COSIGNATURE_STEP_MS = 999

/** Between which instants each act was made, as far as this node's own log and the receipts it holds prove it. */
export async function bracketsOf(
  site: Site,
  { folded }: LoadedDossier,
  deliveries: ReadonlyMap<ActId, readonly Delivered[]>,
): Promise<ReadonlyMap<ActId, TimeBracket>> {
  const { archive, engine } = site.node.ports
  const directory = site.node.directory()
  const ownLog = directory.of(site.node.identity.state)?.log.origin
  const witnessTimes = new Map<number, Instant | undefined>()
  /** When the witnesses had seen the log at this size or more. Checked against the list's keys once a size. */
  const witnessedAt = async (size: number): Promise<Instant | undefined> => {
    if (witnessTimes.has(size)) return witnessTimes.get(size)
    const kept = await archive.firstWitnessedFrom(size)
    const at = kept && openListedCheckpoint(engine, directory, kept.note)?.witnessedAt
    witnessTimes.set(size, at)
    return at
  }
  const latestCited = new Map<ActId, Instant>()
  const brackets = new Map<ActId, TimeBracket>()
  for (const { id, payload } of folded.acts) {
    const { seen, claimed } = payload
    const own = seen?.origin === ownLog && seen ? await witnessedAt(seen.size) : undefined
    const before = namedBy(payload).flatMap((parent) => latestCited.get(parent) ?? [])
    const cited = [...before, ...(own === undefined ? [] : [own])].sort().slice(-1)
    if (cited[0] !== undefined) latestCited.set(id, cited[0])
    const leaf = await archive.leafOf(id)
    const included = leaf && (await witnessedAt(leaf.index + 1))
    const receipts = (deliveries.get(id) ?? [])
      .flatMap((delivered) => delivered.receipts)
      .filter(({ receipt: { by, to } }) => by === to && !payload.strand.startsWith(`${by}/`))
      .map(({ receipt }) => receipt.at)
    const shown = [...(included === undefined ? [] : [laterBy(included, COSIGNATURE_STEP_MS)]), ...receipts]
    brackets.set(id, timeBracket({ claimed, cited, seen: shown }))
  }
  return brackets
}
