import { openBytes, type ReadJws, readJws, verifyJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { SEALED_LIMIT } from '@comity/exchange'
import { err, ok, type Result, type StateCode } from '@comity/kernel'
import type { z } from 'zod'
import type { NodeIdentity, Ports } from './ports.ts'

/** What may be said to whoever sent bytes that are no message of a known peer: nothing that would help a forger. */
export type NotTaken = 'not-accepted' | 'too-large'

export type Opened<T> = { readonly value: T; readonly read: ReadJws; readonly from: StateCode }

export type Opening = {
  /** Opens, reads and verifies: after this the sender is who it says, and meant this node. */
  readonly open: <T extends { from: StateCode; to: StateCode }>(
    sealed: Uint8Array,
    schema: z.ZodType<T>,
  ) => Result<Opened<T>, NotTaken>
  /** Turns something away: the reason goes to the operator, the bare word to the sender. */
  readonly refuse: (shown: NotTaken, code?: string) => Result<never, NotTaken>
}

export function createOpening(ports: Ports, identity: NodeIdentity, directory: () => Directory): Opening {
  const { engine } = ports

  const refuse: Opening['refuse'] = (shown, code = shown) => {
    ports.note({ event: 'message-not-taken', level: 'warn', code })
    return err(shown)
  }

  const open: Opening['open'] = (sealed, schema) => {
    if (sealed.length > SEALED_LIMIT) return refuse('too-large')
    const opened = openBytes(engine, [ports.keys.identity], sealed)
    if (!opened.ok) return refuse('not-accepted', 'altered')
    const read = readJws(engine, opened.value, 'comity-message+json')
    if (!read.ok) return refuse('not-accepted', 'malformed')
    const parsed = schema.safeParse(read.value.payload)
    if (!parsed.success) return refuse('not-accepted', 'malformed')
    const peer = directory().of(parsed.data.from)
    if (!peer || !verifyJws(engine, read.value, peer.node.key)) return refuse('not-accepted', 'sender-unknown')
    // The addressee stands inside the signature: a message sealed on to another node is nobody's message.
    if (parsed.data.to !== identity.state) return refuse('not-accepted', 'mis-addressed')
    return ok({ value: parsed.data, read: read.value, from: parsed.data.from })
  }

  return { open, refuse }
}
