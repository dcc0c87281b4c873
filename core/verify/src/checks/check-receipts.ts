import { type Engine, readJws, verifyJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { Receipt } from '@comity/exchange'
import { err, ok, type Result } from '@comity/kernel'
import { fileName } from '../dossier-file/layout.ts'
import type { OpenedDossierFile } from '../dossier-file/open-dossier-file.ts'
import { type Problem, problem } from '../problem.ts'

export type CheckedReceipts = { readonly receipts: readonly Receipt[]; readonly problems: readonly Problem[] }

/** Receipts signed by the node of the State that states them, each on the side of the message where it can know. */
export function checkReceipts(
  engine: Engine,
  { files }: Pick<OpenedDossierFile, 'files'>,
  directory: Directory,
): CheckedReceipts {
  const problems: Problem[] = []
  const receipts: Receipt[] = []
  const held = new Set([...files.acts.keys(), ...files.refused.keys()])
  for (const [id, bytes] of files.receipts) {
    const place = fileName('receipts', id)
    const receipt = checkReceipt(engine, id, bytes, directory)
    if (!receipt.ok) {
      problems.push(problem('receipt-invalid', place, receipt.error))
      continue
    }
    receipts.push(receipt.value)
    const absent = receipt.value.acts.filter((act) => !held.has(act))
    problems.push(
      ...absent.map((act) =>
        problem('receipt-names-absent-act', place, `The receipt is for the act ${act}, which is not here.`),
      ),
    )
  }
  return { receipts, problems }
}

function checkReceipt(engine: Engine, id: string, bytes: Uint8Array, directory: Directory): Result<Receipt, string> {
  const read = readJws(engine, bytes, 'comity-receipt+json')
  if (!read.ok || read.value.id !== id) return err('This is not the signed receipt that its name says.')
  const receipt = Receipt.safeParse(read.value.payload)
  if (!receipt.success) return err('The receipt does not have its form.')
  const { by, from, to, rung } = receipt.data
  const keys = directory.all().flatMap(({ list }) => (list.state === by ? [list.node.key] : []))
  if (!keys.some((key) => verifyJws(engine, read.value, key))) return err(`It is not signed by the node of ${by}.`)
  const owedBy = rung === 'accepted' || rung === 'no-receipt-by' ? from : to
  return by === owedBy ? ok(receipt.data) : err(`${by} cannot state ${rung} of a message from ${from} to ${to}.`)
}
