import { keyIdOf } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import type { KeyId, StateCode } from '@comity/kernel'
import { directoryOf, fileOf, readList, readNodeFile, writeDurably, writeNodeFile } from './node-files.ts'

export type Accepted = { readonly state: StateCode; readonly name: string; readonly version: number }

/**
 * Takes another State's signed list into the folder. Its first list is known by `root`, the id of its root key as it was
 * read aloud; later versions follow from the one that is held. Throws, and changes nothing, where it does not.
 */
export function acceptList(folder: string, jws: Uint8Array, root: KeyId | undefined): Accepted {
  const file = readNodeFile(folder)
  const list = readList(jws)
  if (!list) throw new Error('this is not a signed State list. Ask for the file again; nothing was changed.')
  const { state, name, version } = list
  const pinned = file.pins[state]
  const shown = keyIdOf(nodeEngine, list.root)
  if (root !== undefined && root !== shown)
    throw new Error(
      `the list of ${state} was signed by another root key (${shown}) than the one read aloud. Do not trust it; call them.`,
    )
  if (pinned === undefined && root === undefined)
    throw new Error(
      `${state} is not known here. Have its root key read to you, compare, and give it: --root=KEYID. The file claims ${shown}.`,
    )
  if (pinned !== undefined && pinned !== shown)
    throw new Error(`${state} is known here by another root key (${pinned}). Nothing was changed; call them.`)
  const directory = directoryOf(folder, file.pins)
  const admitted = directory.admit(jws, shown)
  if (!admitted.ok) throw new Error(faultOf(admitted.error.kind, state, directory.of(state)?.version))
  // The list first: a pin without its list would be a State that this node knows nothing of.
  writeDurably(fileOf.list(folder, state, version), jws, 0o644)
  if (pinned === undefined) writeNodeFile(folder, { ...file, pins: { ...file.pins, [state]: shown } })
  return { state, name: name.en, version }
}

function faultOf(kind: string, state: StateCode, held: number | undefined): string {
  switch (kind) {
    case 'does-not-follow':
      return `this list of ${state} does not follow version ${held}, which is held here. Ask for the versions between; nothing was changed.`
    case 'not-signed-by-root':
      return `this list of ${state} does not carry the signature of its root key. Do not trust it; nothing was changed.`
    default:
      return `this list of ${state} contradicts itself (${kind}). Nothing was changed.`
  }
}
