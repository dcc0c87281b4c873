import { type DisclosureClass, type Engine, verifyJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import type { ActId, DossierId, Instant, ProvisionId, StateCode } from '@comity/kernel'
import { definitionOf, type FoldedDossier, type JudgeContext } from '@comity/procedure'
import { type ActBracket, bracketProblems, bracketsOf } from './checks/brackets.ts'
import { type CheckedActs, checkActs, placeOfAct } from './checks/check-acts.ts'
import { checkLists } from './checks/check-lists.ts'
import { checkPacks, type LawFromPack, NO_LAW } from './checks/check-packs.ts'
import { type CheckedProofs, checkProofs } from './checks/check-proofs.ts'
import { checkReceipts } from './checks/check-receipts.ts'
import { checkSetAside } from './checks/check-set-aside.ts'
import { dossierRoot, INDEX_NAME } from './dossier-file/layout.ts'
import { type OpenedDossierFile, openDossierFile } from './dossier-file/open-dossier-file.ts'
import { type Problem, problem } from './problem.ts'
import { type RefusedAct, refusedActs } from './refused-acts.ts'
import type { Trust } from './trust.ts'

/** A field that this file does not show. Every one is countable. */
export type WithheldField = {
  readonly act: ActId
  readonly digest: string
  readonly class: DisclosureClass
  /** The provision that a decision in this dossier gives for withholding it; `null` where no act decides on it. */
  readonly ground: ProvisionId | null
}

export type DossierVerdict = {
  /** Nothing failed. Notes may remain: read them. */
  readonly verified: boolean
  readonly dossier: DossierId | null
  readonly exported: { readonly at: Instant; readonly by: StateCode } | null
  /** SHA-256 over the ids of the acts in causal order, computed here. Equal roots: the same acts. */
  readonly root: string | null
  /** How many acts were read, were signed by their author, and are proved to stand in a witnessed log. */
  readonly acts: number
  readonly signatures: number
  readonly proofs: number
  readonly receipts: number
  /** In causal order. */
  readonly brackets: readonly ActBracket[]
  readonly hidden: readonly WithheldField[]
  readonly refused: readonly RefusedAct[]
  readonly problems: readonly Problem[]
}

export type DossierReader = { readonly engine: Engine; readonly trust: Trust; readonly lawFromPack: LawFromPack }

/**
 * Checks an exported dossier from its bytes alone: who signed what, in which order, by which law it has effect, whether a
 * log holds it and since when, what is withheld and what was refused. Never throws, whatever the bytes are.
 */
export function verifyDossier(bytes: Uint8Array, { engine, trust, lawFromPack }: DossierReader): DossierVerdict {
  const opened = openDossierFile(engine, bytes)
  if (!opened.ok) return { ...NOTHING, problems: [opened.error] }
  const file = opened.value
  const { directory, problems: listProblems } = checkLists(engine, file.files.lists, trust)
  const { laws, problems: packProblems } = checkPacks(engine, file.files.packs, lawFromPack)
  const proofs = checkProofs(engine, file, directory)
  // As nodes judge: by the author's pack as each act names it, and by the exporting node's own.
  const context: JudgeContext = {
    directory,
    lawOf: (digest) => laws.get(digest),
    ownLaw: laws.get(file.index.law) ?? NO_LAW,
    witnessedBy: (id) => proofs.witnessedAt.get(id),
  }
  const checked = checkActs(engine, file, context)
  const { receipts, problems: receiptProblems } = checkReceipts(engine, file, directory)
  const { aside, problems: asideProblems } = checkSetAside(engine, file, checked.acts, context)
  const brackets = bracketsOf(checked.folded, proofs, receipts)
  const root = dossierRoot(engine, idsOf(checked.folded))
  const problems = [
    ...file.problems,
    ...listProblems,
    ...packProblems,
    ...checked.problems,
    ...stateProblems(engine, file, directory, checked, root),
    ...proofs.problems,
    ...witnessProblems(checked, proofs),
    ...bracketProblems(checked.folded, brackets),
    ...receiptProblems,
    ...asideProblems,
  ]
  return {
    verified: problems.every(({ severity }) => severity === 'note'),
    dossier: file.index.dossier,
    exported: { at: file.index.exported, by: file.index.by },
    root,
    acts: checked.acts.size,
    signatures: checked.signatures,
    proofs: proofs.witnessedAt.size,
    receipts: receipts.length,
    brackets,
    hidden: [...checked.acts.values()].flatMap(({ id, hidden }) =>
      hidden.map(({ digest, class: name }) => ({ act: id, digest, class: name, ground: null })),
    ),
    refused: refusedActs(checked.folded, aside),
    problems,
  }
}

const NOTHING = {
  verified: false,
  dossier: null,
  exported: null,
  root: null,
  acts: 0,
  signatures: 0,
  proofs: 0,
  receipts: 0,
  brackets: [],
  hidden: [],
  refused: [],
} as const

const idsOf = ({ acts }: FoldedDossier): readonly ActId[] => acts.map(({ id }) => id)

/** Whether the dossier found here is the one that the exporting node stated, and stated with its own key. */
function stateProblems(
  engine: Engine,
  { index, statement }: OpenedDossierFile,
  directory: Directory,
  { folded }: CheckedActs,
  root: string,
): readonly Problem[] {
  const problems: Problem[] = []
  const keys = directory.all().flatMap(({ list }) => (list.state === index.by ? [list.node.key] : []))
  if (statement && !keys.some((key) => verifyJws(engine, statement, key)))
    problems.push(problem('statement-invalid', INDEX_NAME, `The statement is not signed by the node of ${index.by}.`))
  const inOrder = idsOf(folded)
  if (root !== index.root || inOrder.length !== index.acts.length || inOrder.some((id, at) => id !== index.acts[at]))
    problems.push(
      problem('statement-contradicted', INDEX_NAME, 'The acts here, in causal order, are not the stated ones.'),
    )
  return problems
}

/** An order that no log is proved to hold has no effect; what else has no proof yet is said, and stands. */
function witnessProblems({ folded }: CheckedActs, { witnessedAt }: CheckedProofs): readonly Problem[] {
  const without = folded.acts.filter(({ id }) => !witnessedAt.has(id))
  const orders = without.filter(
    ({ act, verdict }) => definitionOf(act.kind).class === 'order' && verdict.effect === 'effective',
  )
  const others = without.length - orders.length
  return [
    ...orders.map((act) =>
      problem('order-not-witnessed', placeOfAct(act), 'No witnessed log is shown to hold this order.'),
    ),
    ...(others > 0
      ? [problem('acts-not-witnessed', 'proofs/', `${others} acts have no proof from a witnessed log.`)]
      : []),
  ]
}
