import { type Engine, parseRecipient, type RandomBytes, sealBytes } from '@comity/crypto'
import type { StateList } from '@comity/directory'
import { Defect } from '@comity/kernel'

/** Seals bytes to the node of a State, as its list names the recipient. */
export function sealTo(engine: Engine, random: RandomBytes, list: StateList, bytes: Uint8Array): Uint8Array {
  const recipient = parseRecipient(engine, list.node.recipient)
  if (!recipient.ok) throw new Defect(`the list of ${list.state} names a recipient that cannot be sealed to`)
  return sealBytes(engine, random, [recipient.value], bytes)
}
