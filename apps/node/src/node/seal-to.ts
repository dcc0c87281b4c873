import { type AgeRecipient, type Engine, parseRecipient, type RandomBytes, sealBytes } from '@comity/crypto'
import type { StateList } from '@comity/directory'
import { Defect } from '@comity/kernel'

/** Recipients read before, by list: reading one takes as long as signing. */
const read = new WeakMap<StateList, AgeRecipient>()

/** Seals bytes to the node of a State, as its list names the recipient. */
export function sealTo(engine: Engine, random: RandomBytes, list: StateList, bytes: Uint8Array): Uint8Array {
  const recipient = read.get(list) ?? recipientIn(engine, list)
  read.set(list, recipient)
  return sealBytes(engine, random, [recipient], bytes)
}

function recipientIn(engine: Engine, list: StateList): AgeRecipient {
  const recipient = parseRecipient(engine, list.node.recipient)
  if (!recipient.ok) throw new Defect(`the list of ${list.state} names a recipient that cannot be sealed to`)
  return recipient.value
}
