import { signJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { AttemptsTold, AttemptsWanted, type RefusedAttempt, type Silence } from '@comity/exchange'
import {
  type DossierId,
  epochMsOf,
  Instant,
  type JsonObject,
  type JsonValue,
  ok,
  type Result,
  type StateCode,
} from '@comity/kernel'
import { z } from 'zod'
import type { Attempt } from './carry-out.ts'
import { putDocument, readDocument, readDocuments } from './documents.ts'
import { createOpening, type NotTaken } from './opening.ts'
import type { NodeIdentity, Ports } from './ports.ts'
import { sealTo } from './seal-to.ts'

/** What a State's node last told its overseer, and when it was last asked. */
export const Told = z.strictObject({
  state: z.string(),
  asked: Instant,
  /** Absent: it has never answered. */
  answer: AttemptsTold.optional(),
})
export type Told = z.infer<typeof Told>

export type Oversight = {
  /** Answers an overseer's node: what a right refused here, and who owes receipts. Sealed to the overseer that asks. */
  readonly tellAttempts: (sealed: Uint8Array) => Promise<Result<Uint8Array, NotTaken>>
  /** As an overseer: asks every State whose list names this node. Whom it asked lately it leaves in peace. */
  readonly askAttempts: (restMs?: number) => Promise<void>
  /** As an overseer: what each of them last said. */
  readonly told: () => Promise<readonly Told[]>
}

const TOLD = 'attempts-told'
const REST_MS = 60_000
const MOST = 500

type Parts = {
  readonly ports: Ports
  readonly identity: NodeIdentity
  readonly directory: () => Directory
  readonly attempts: () => Promise<readonly Attempt[]>
}

/** What acts do not show to an overseer: attempts that never became acts, and messages that nobody answers. */
export function createOversight({ ports, identity, directory, attempts }: Parts): Oversight {
  const { archive, engine, clock } = ports
  const { open, refuse } = createOpening(ports, identity, directory)

  const tellAttempts: Oversight['tellAttempts'] = async (sealed) => {
    const opened = open(sealed, AttemptsWanted)
    if (!opened.ok) return opened
    const { from, asked } = opened.value.value
    const overseer = directory().of(from)
    const named = directory().versionsOf(identity.state)
    if (!overseer || !named.some(({ overseers }) => overseers.includes(from)))
      return refuse('not-accepted', 'no-overseer')
    const all = (await attempts()).toSorted((a, b) => (a.at < b.at ? 1 : -1))
    const answer: z.input<typeof AttemptsTold> = {
      v: 1,
      from: identity.state,
      to: from,
      asked,
      told: clock.now(),
      attempts: all.slice(0, MOST).map(asTold),
      older: Math.max(0, all.length - MOST),
      silences: [...(await silences())],
    }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', answer as unknown as JsonObject)
    return ok(sealTo(engine, ports.random, overseer, signed.bytes))
  }

  /** Messages to which nobody has said a word after the first try. */
  async function silences(): Promise<readonly Silence[]> {
    const entries = await archive.outboxOpen()
    return entries
      .filter(({ state, attempts: tries }) => state === 'left' && tries > 0)
      .map(({ dossier, to, queuedAt, attempts: tries, acts }) => ({
        dossier,
        to,
        since: queuedAt,
        attempts: tries,
        acts: [...acts],
      }))
      .slice(0, MOST)
  }

  const askAttempts: Oversight['askAttempts'] = async (restMs = REST_MS) => {
    const named = directory()
      .states()
      .filter(({ overseers }) => overseers.includes(identity.state))
    await Promise.all(named.map(({ state }) => ask(state, restMs)))
  }

  async function ask(state: StateCode, restMs: number): Promise<void> {
    const peer = directory().of(state)
    const before = await readDocument(archive, TOLD, state, Told)
    const asked = clock.now()
    if (!peer || (before && epochMsOf(asked) - epochMsOf(before.value.asked) < restMs)) return
    const question: z.input<typeof AttemptsWanted> = { v: 1, from: identity.state, to: state, asked, wants: 'attempts' }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', question as unknown as JsonObject)
    const answered = await ports.transport.post(
      state,
      '/exchange/attempts',
      sealTo(engine, ports.random, peer, signed.bytes),
    )
    const opened = answered.ok ? open(answered.value, AttemptsTold) : undefined
    // Only the answer to this very question, from whom it was put to.
    const told =
      opened?.ok && opened.value.from === state && opened.value.value.asked === asked ? opened.value.value : undefined
    const answer = told ?? before?.value.answer
    const record: z.input<typeof Told> = { state, asked, ...(answer ? { answer } : {}) }
    // Two rounds at once: either answer will do.
    await archive.commit([putDocument(TOLD, state, before?.version ?? 0, record as JsonValue)])
  }

  const told: Oversight['told'] = async () => (await readDocuments(archive, TOLD, Told)).map(({ value }) => value)

  return { tellAttempts, askAttempts, told }
}

const asTold = ({ dossier, kind, by, at, unmet, otherwise }: Attempt): RefusedAttempt => ({
  dossier: dossier as DossierId,
  kind,
  by,
  at: at as Instant,
  unmet: unmet.map(({ guarantee, provisions }) => ({ guarantee, provisions: provisions.slice(0, 20) })),
  otherwise: [...otherwise],
})
