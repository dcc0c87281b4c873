import type { Engine } from '@comity/crypto'
import type { Directory, StateList } from '@comity/directory'
import { type ActId, err, fromUtf8, type Instant, type Result, toBase64 } from '@comity/kernel'
import type { SeenCheckpoint } from '@comity/procedure'
import {
  type Checkpoint,
  type CheckpointTrust,
  openWitnessedCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  type ProvenInclusion,
  quorumOf,
  verifyTlogProof,
  type WitnessedCheckpoint,
} from '@comity/record'
import { fileName } from '../dossier-file/layout.ts'
import type { OpenedDossierFile } from '../dossier-file/open-dossier-file.ts'
import { entryFrom } from '../leaf-proof.ts'
import { type Problem, problem } from '../problem.ts'

export type CheckedProofs = {
  /** When the witnesses of a log had seen each proved act. */
  readonly witnessedAt: ReadonlyMap<ActId, Instant>
  /** When a checkpoint that an act cites had been witnessed; `undefined` where the file does not show it. */
  readonly citedAt: (seen: SeenCheckpoint) => Instant | undefined
  readonly problems: readonly Problem[]
}

/** Checks inclusion proofs and cited checkpoints against the log key and the quorum that each State's list names. */
export function checkProofs(
  engine: Engine,
  { files }: Pick<OpenedDossierFile, 'files'>,
  directory: Directory,
): CheckedProofs {
  const problems: Problem[] = []
  const witnessedAt = new Map<ActId, Instant>()
  const known = new Map<string, Instant>()
  const learn = (checkpoint: Checkpoint, at: Instant) => {
    const key = keyOf(checkpoint.origin, checkpoint.size, toBase64(checkpoint.root))
    const before = known.get(key)
    known.set(key, before !== undefined && before < at ? before : at)
  }
  const policies = policiesOf(engine, directory)
  for (const [name, bytes] of files.proofs) {
    const id = name as ActId // the layout takes 64 hexadecimal digits only
    const place = fileName('proofs', id)
    const proven = files.acts.has(id)
      ? prove(engine, id, fromUtf8(bytes) ?? '', policies)
      : err('there is no such act here')
    if (!proven.ok) problems.push(problem('proof-invalid', place, `The proof does not hold: ${proven.error}.`))
    else if (proven.value.witnessedAt !== undefined) {
      witnessedAt.set(id, proven.value.witnessedAt)
      learn(proven.value.checkpoint, proven.value.witnessedAt)
    }
  }
  for (const [id, bytes] of files.checkpoints) {
    const opened = openByPolicies(engine, fromUtf8(bytes) ?? '', policies)
    const place = fileName('checkpoints', id)
    if (opened?.witnessedAt === undefined)
      problems.push(problem('checkpoint-invalid', place, 'No log that the lists name signed it before its witnesses.'))
    else learn(opened.checkpoint, opened.witnessedAt)
  }
  return { witnessedAt, citedAt: ({ origin, size, root }) => known.get(keyOf(origin, size, root)), problems }
}

const keyOf = (origin: string, size: number, root: string): string => `${origin}\n${size}\n${root}`

/** Every log that a list names with its witnesses, of the newest version first: a proof may be as old as its list. */
function policiesOf(engine: Engine, directory: Directory): readonly CheckpointTrust[] {
  return directory
    .all()
    .map(({ list }) => list)
    .sort((a, b) => b.version - a.version)
    .flatMap((list) => policyOf(engine, list) ?? [])
}

function policyOf(engine: Engine, { log, witnesses, quorum }: StateList): CheckpointTrust | undefined {
  const key = parseVerifierKey(engine, log.vkey)
  const demanded = quorumOf(engine, witnesses, quorum)
  if (!key.ok || !demanded.ok) return undefined
  return { log: { origin: log.origin, key: key.value }, quorum: demanded.value }
}

const ofNote = (policies: readonly CheckpointTrust[], note: string) =>
  policies.filter(({ log }) => note.startsWith(`${log.origin}\n`))

function prove(
  engine: Engine,
  id: ActId,
  text: string,
  policies: readonly CheckpointTrust[],
): Result<ProvenInclusion, string> {
  const proof = parseTlogProof(text)
  if (!proof.ok) return proof
  const entry = entryFrom(engine, id, proof.value.extra)
  if (!entry) return err('it does not carry what the entry is made from')
  let last: Result<ProvenInclusion, string> = err('no list names its log with witnesses that can be met')
  for (const policy of ofNote(policies, proof.value.checkpoint)) {
    last = verifyTlogProof(engine, text, { ...policy, entry })
    if (last.ok) return last
  }
  return last
}

/** Verifies the proof that an act stands in a log of these lists, under a checkpoint that the quorum of its list cosigned. */
export const verifyListedProof = (
  engine: Engine,
  directory: Directory,
  id: ActId,
  proof: string,
): Result<ProvenInclusion, string> => prove(engine, id, proof, policiesOf(engine, directory))

/** Reads a checkpoint that a log of these lists signed and its witnesses cosigned; `undefined` for any other note. */
export const openListedCheckpoint = (
  engine: Engine,
  directory: Directory,
  note: string,
): WitnessedCheckpoint | undefined => openByPolicies(engine, note, policiesOf(engine, directory))

function openByPolicies(
  engine: Engine,
  note: string,
  policies: readonly CheckpointTrust[],
): WitnessedCheckpoint | undefined {
  for (const policy of ofNote(policies, note)) {
    const opened = openWitnessedCheckpoint(engine, note, policy)
    if (opened.ok) return opened.value
  }
  return undefined
}
