import type { Engine } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { type ActId, canonicalBytes, err, ok, parseCanonical, type Result } from '@comity/kernel'
import { foldDossier, type JudgeContext, keyFor, namedBy, type ReadAct, readAct, type Verdict } from '@comity/procedure'
import { fileName, SetAside } from '../dossier-file/layout.ts'
import type { OpenedDossierFile } from '../dossier-file/open-dossier-file.ts'
import { type Problem, problem } from '../problem.ts'
import { why } from './check-acts.ts'

/** An act that stands outside the dossier, and why, as this reader finds it. Without a valid signature it is nobody's act. */
export type AsideAct = { readonly act: ReadAct; readonly reasons: readonly string[] }

export type CheckedAside = { readonly aside: readonly AsideAct[]; readonly problems: readonly Problem[] }

/**
 * Judges again what the exporting node set aside: an act that belongs in the dossier must not vanish by being called an
 * outsider's.
 */
export function checkSetAside(
  engine: Engine,
  { files }: Pick<OpenedDossierFile, 'files'>,
  acts: ReadonlyMap<ActId, ReadAct>,
  context: JudgeContext,
): CheckedAside {
  const problems: Problem[] = []
  const read: { readonly act: ReadAct; readonly stated: string }[] = []
  for (const [id, bytes] of files.refused) {
    const opened = readSetAside(engine, id, bytes)
    if (opened.ok) read.push(opened.value)
    else problems.push(problem('set-aside-malformed', fileName('refused', id), opened.error))
  }
  const inside = [...acts.values()]
  const everything = [...inside, ...read.map(({ act }) => act)]
  const verdicts = verdictsByPast(
    read.map(({ act }) => act),
    acts,
    context,
  )
  const aside = read.map(({ act, stated }): AsideAct => {
    const reasons = [
      ...placeTaken(act, inside),
      ...byItsPast(verdicts.get(act.id)),
      ...(isSigned(act, everything, context.directory) ? [] : ['bad-signature']),
    ]
    const shown = reasons.map((reason) => `"${reason}"`).join(', ')
    const place = `${fileName('refused', act.id)} (${act.act.kind})`
    if (reasons.length === 0)
      problems.push(problem('set-aside-without-ground', place, `The node says "${stated}", and nothing here shows it.`))
    else if (shown !== `"${stated}"`)
      problems.push(problem('set-aside-otherwise', place, `The node says "${stated}"; the act shows ${shown}.`))
    return { act, reasons }
  })
  return { aside, problems }
}

function readSetAside(
  engine: Engine,
  id: string,
  bytes: Uint8Array,
): Result<{ readonly act: ReadAct; readonly stated: string }, string> {
  const parsed = parseCanonical(bytes)
  const record = parsed.ok ? SetAside.safeParse(parsed.value) : undefined
  if (!record?.success) return err('This is not the record of an act set aside.')
  const act = readAct(engine, canonicalBytes(record.data.act), [])
  if (!act.ok) return err(`The act in it is not one: ${why(act.error)}.`)
  return act.value.id === id
    ? ok({ act: act.value, stated: record.data.reason })
    : err(`This is the act ${act.value.id}.`)
}

/** A second act at a taken place, or one that does not name the act before it. */
function placeTaken({ id, payload }: ReadAct, inside: readonly ReadAct[]): readonly string[] {
  const strand = inside.filter((other) => other.id !== id && other.payload.strand === payload.strand)
  if (strand.some((other) => other.payload.seq === payload.seq)) return ['strand-forked']
  const before = strand.find((other) => other.payload.seq === payload.seq - 1)
  return before !== undefined && before.id !== payload.prev ? ['breaks-its-strand'] : []
}

/**
 * What the roster of its own causal past says of each act. Acts that name the same acts are judged together, over that
 * past alone: an act that nobody in the dossier cites must not weigh on the others.
 */
function verdictsByPast(
  aside: readonly ReadAct[],
  acts: ReadonlyMap<ActId, ReadAct>,
  context: JudgeContext,
): ReadonlyMap<ActId, Verdict> {
  const resting = aside.filter(({ payload }) => namedBy(payload).every((id) => acts.has(id)))
  const byPast = Map.groupBy(resting, ({ payload }) => [...namedBy(payload)].sort().join())
  const verdicts = new Map<ActId, Verdict>()
  for (const [first, ...others] of byPast.values()) {
    if (!first) continue
    const together = [first, ...others]
    const past = pastOf(namedBy(first.payload), acts)
    const judged = foldDossier(first.payload.dossier, [...past, ...together], context)
    for (const { id } of together) {
      const verdict = judged.verdicts.get(id)
      if (verdict) verdicts.set(id, verdict)
    }
  }
  return verdicts
}

function byItsPast(verdict: Verdict | undefined): readonly string[] {
  if (verdict === undefined) return ['rests-on-what-is-not-here']
  return verdict.effect === 'quarantined' ? [verdict.reason] : []
}

function pastOf(names: readonly ActId[], acts: ReadonlyMap<ActId, ReadAct>): readonly ReadAct[] {
  const past = new Map<ActId, ReadAct>()
  const left = [...names]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const act = acts.get(id)
    if (!act || past.has(id)) continue
    past.set(id, act)
    left.push(...namedBy(act.payload))
  }
  return [...past.values()]
}

function isSigned(act: ReadAct, atHand: readonly ReadAct[], directory: Directory): boolean {
  const key = keyFor(act, atHand, directory)
  return key !== undefined && act.isSignedBy(key)
}
