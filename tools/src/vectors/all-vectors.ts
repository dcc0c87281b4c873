import { type JsonObject, utf8 } from '@comity/kernel'
import { actVectors } from './acts.ts'
import { canonicalJsonVectors } from './canonical-json.ts'
import { dossierFileVectors } from './dossier-files.ts'
import { dossierVectors } from './dossier.ts'
import { keyVectors } from './keys.ts'
import { logVectors } from './log.ts'
import { messageVectors, receiptVectors } from './messages.ts'
import { nameVectors } from './names.ts'
import { signedObjectVectors } from './signed-objects.ts'
import { stateListVectors } from './state-lists.ts'

const fileOf = (vectors: JsonObject): Uint8Array => utf8(`${JSON.stringify(vectors, null, 1)}\n`)

/** Every file below `protocol/vectors` that is generated, by its name there. The same code gives the same bytes. */
export async function allVectors(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files, expected } = dossierFileVectors()
  return new Map([
    ['canonical-json.json', fileOf(canonicalJsonVectors())],
    ['names.json', fileOf(nameVectors())],
    ['keys.json', fileOf(keyVectors())],
    ['signed-objects.json', fileOf(signedObjectVectors())],
    ['acts.json', fileOf(actVectors())],
    ['dossier.json', fileOf(dossierVectors())],
    ['state-lists.json', fileOf(stateListVectors())],
    ['messages.json', fileOf(messageVectors())],
    ['receipts.json', fileOf(receiptVectors())],
    ['log.json', fileOf(await logVectors())],
    ['dossier-files.json', fileOf(expected)],
    ...[...files].map(([name, bytes]) => [`dossier-files/${name}`, bytes] as const),
  ])
}
