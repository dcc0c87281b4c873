import type { Engine } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { type ActId, parseCanonical } from '@comity/kernel'
import {
  definitionOf,
  type FoldedDossier,
  foldDossier,
  type JudgeContext,
  keyFor,
  type ReadAct,
  readAct,
  type UnreadableAct,
} from '@comity/procedure'
import { DisclosureTexts, fileName } from '../dossier-file/layout.ts'
import type { OpenedDossierFile } from '../dossier-file/open-dossier-file.ts'
import { type Problem, problem } from '../problem.ts'

export type CheckedActs = {
  /** Acts that could be read, whether or not everything else about them holds. */
  readonly acts: ReadonlyMap<ActId, ReadAct>
  /** How many carry the signature of the key that a State list or a bar's voucher names. */
  readonly signatures: number
  readonly folded: FoldedDossier
  readonly problems: readonly Problem[]
}

/** Where an act lies in the file, with its kind for the human reader. */
export const placeOfAct = ({ id, act }: Pick<ReadAct, 'id' | 'act'>): string => `${fileName('acts', id)} (${act.kind})`

/** Reads every act, checks who signed it and its place in its strand, and folds them to see what each one means. */
export function checkActs(
  engine: Engine,
  { index, files }: Pick<OpenedDossierFile, 'index' | 'files'>,
  context: JudgeContext,
): CheckedActs {
  const problems: Problem[] = []
  const acts = new Map<ActId, ReadAct>()
  for (const [id, bytes] of files.acts) {
    const read = readWithDisclosures(engine, id, bytes, files.disclosures.get(id), problems)
    if (!read) continue
    if (read.payload.dossier === index.dossier) acts.set(read.id, read)
    else
      problems.push(problem('act-of-another-dossier', placeOfAct(read), `The act belongs to ${read.payload.dossier}.`))
  }
  for (const id of files.disclosures.keys())
    if (!files.acts.has(id))
      problems.push(
        problem('disclosure-without-act', fileName('disclosures', id), 'There is no act that it could open.'),
      )

  const all = [...acts.values()]
  const unsigned = all.flatMap((act) => signatureProblem(act, all, context.directory) ?? [])
  const folded = foldDossier(index.dossier, all, context)
  problems.push(
    ...unsigned,
    ...strandProblems(all),
    ...missingPacks(all, index, context),
    ...foldProblems(folded, acts),
  )
  return { acts, signatures: all.length - unsigned.length, folded, problems }
}

function readWithDisclosures(
  engine: Engine,
  id: string,
  bytes: Uint8Array,
  disclosed: Uint8Array | undefined,
  problems: Problem[],
): ReadAct | undefined {
  const texts = disclosed === undefined ? [] : readTexts(disclosed)
  const read = readAct(engine, bytes, texts ?? [])
  const place = fileName('disclosures', id)
  if (!texts) problems.push(problem('disclosure-invalid', place, 'This is not a list of disclosures.'))
  if (!read.ok && read.error.kind === 'bad-disclosure') {
    problems.push(
      problem('disclosure-invalid', place, `A disclosure does not open a field of the act (${read.error.why}).`),
    )
    return named(readAct(engine, bytes, []), id, problems)
  }
  return named(read, id, problems)
}

function named(read: ReturnType<typeof readAct>, id: string, problems: Problem[]): ReadAct | undefined {
  const place = fileName('acts', id)
  if (!read.ok) {
    problems.push(problem('act-malformed', place, `This is not an act: ${why(read.error)}.`))
    return undefined
  }
  if (read.value.id === id) return read.value
  problems.push(problem('file-misnamed', place, `This is the act ${read.value.id}.`))
  return undefined
}

export function why(fault: UnreadableAct): string {
  switch (fault.kind) {
    case 'malformed':
      return `malformed at ${fault.path}`
    case 'unknown-kind':
      return `a kind that this version does not know, ${fault.name}`
    case 'not-a-signed-object':
    case 'bad-disclosure':
      return `${fault.kind}, ${fault.why}`
    case 'key-not-the-authors':
      return fault.kind
  }
}

function readTexts(bytes: Uint8Array): readonly string[] | undefined {
  const parsed = parseCanonical(bytes)
  const texts = parsed.ok ? DisclosureTexts.safeParse(parsed.value) : undefined
  return texts?.success ? texts.data : undefined
}

function signatureProblem(act: ReadAct, all: readonly ReadAct[], directory: Directory): Problem | undefined {
  const key = keyFor(act, all, directory)
  const { list, strand } = act.payload
  if (key && act.isSignedBy(key)) return undefined
  if (key) return problem('signature-invalid', placeOfAct(act), 'The signature is not that of the author.')
  if (!strand.startsWith('counsel/') && !directory.byDigestOf(list))
    return problem('list-missing', placeOfAct(act), `The act names the State list ${list}, which is not here.`)
  return problem(
    'signature-invalid',
    placeOfAct(act),
    'No list and no voucher names this key for the author at that time.',
  )
}

/** One act at every place of a strand, from the first on, each naming the one before it. */
function strandProblems(all: readonly ReadAct[]): Problem[] {
  const problems: Problem[] = []
  for (const [strand, acts] of Map.groupBy(all, ({ payload }) => payload.strand)) {
    const inOrder = acts.toSorted((a, b) => a.payload.seq - b.payload.seq)
    let before: ReadAct | undefined
    for (const act of inOrder) {
      const { seq, prev } = act.payload
      const due = (before?.payload.seq ?? 0) + 1
      if (seq < due)
        problems.push(problem('strand-forked', placeOfAct(act), `Two acts of ${strand} stand at place ${seq}.`))
      else if (seq > due)
        problems.push(
          problem('strand-broken', placeOfAct(act), `Place ${due} of ${strand} is empty before place ${seq}.`),
        )
      else if (prev !== (before?.id ?? null))
        problems.push(
          problem('strand-broken', placeOfAct(act), `The act does not name the one before it in ${strand}.`),
        )
      before = act
    }
  }
  return problems
}

function missingPacks(
  all: readonly ReadAct[],
  { law }: OpenedDossierFile['index'],
  { lawOf }: JudgeContext,
): Problem[] {
  const orders = all.filter(({ act }) => definitionOf(act.kind).class === 'order')
  const named = new Set([law, ...orders.map(({ payload }) => payload.law)])
  return [...named]
    .filter((digest) => lawOf(digest) === undefined)
    .map((digest) => problem('pack-missing', 'packs/', `Orders are judged by the pack ${digest}, which is not here.`))
}

function foldProblems({ acts: judged, waiting }: FoldedDossier, acts: ReadonlyMap<ActId, ReadAct>): Problem[] {
  const absent = waiting.flatMap(({ act, missing }) =>
    missing.filter((id) => !acts.has(id)).map((id) => [id, act] as const),
  )
  return [
    ...judged.flatMap((act) => verdictProblem(act) ?? []),
    ...[...new Map(absent)].map(([id, act]) =>
      problem('act-missing', fileName('acts', id), `The act ${placeOfAct(act)} rests on this one, and it is not here.`),
    ),
  ]
}

function verdictProblem(act: FoldedDossier['acts'][number]): Problem | undefined {
  const { verdict } = act
  if (verdict.effect === 'quarantined')
    return problem('act-outside-roster', placeOfAct(act), `Its author may not make it (${verdict.reason}).`)
  if (verdict.effect !== 'effective' || verdict.doubt === undefined) return undefined
  return problem('key-ended', placeOfAct(act), 'Its key has ended since, and no log is shown to have held it before.')
}
