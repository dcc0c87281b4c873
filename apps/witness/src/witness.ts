import type { Engine } from '@comity/crypto'
import { epochMsOf, err, type Instant, ok, type Result, toHex, utf8 } from '@comity/kernel'
import {
  type AddCheckpoint,
  cosign,
  decideAddCheckpoint,
  findFork,
  type ForkAlarm,
  formatSignatureLine,
  formatVerifierKey,
  type LogIdentity,
  type NoteSigner,
  parseNote,
  readAddCheckpoint,
  type WitnessRefusal,
} from '@comity/record'
import { readBody } from './body.ts'
import type { CosignedHead, WitnessStore } from './witness-store.ts'

/** How far the clock may fall behind what was already stated before the witness stops: a leap, not a wrong clock. */
export const CLOCK_SLACK_MS = 60_000

export type WitnessEvent =
  | { readonly kind: 'cosigned'; readonly origin: string; readonly size: number }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** A log signed two trees of one size. The alarm is complete: hand it to whoever relies on the log. */
  | { readonly kind: 'fork'; readonly alarm: ForkAlarm }
  /** The disk, the key or the clock failed: nothing was cosigned. */
  | { readonly kind: 'failed'; readonly error: unknown }

export type WitnessPorts = {
  readonly engine: Engine
  readonly store: WitnessStore
  /** Signs cosignatures (type 0x04). Its key must serve no other witness. */
  readonly signer: NoteSigner
  readonly clock: () => Instant
  /** The logs that are witnessed here; two entries of one origin while its key rotates. */
  readonly logs: readonly LogIdentity[]
  readonly report?: (event: WitnessEvent) => void
}

export type Witness = {
  /** Answers one HTTP request; never rejects. */
  fetch(request: Request): Promise<Response>
}

type Refusal = WitnessRefusal | { readonly status: 413; readonly reason: 'body-too-large' } | ClockBehind
type ClockBehind = { readonly status: 503; readonly reason: 'clock-behind' }

/**
 * A witness by c2sp.org/tlog-witness: `POST /add-checkpoint`, `GET /<SHA-256 of origin>/checkpoint`, and `GET /health`.
 * It remembers the largest tree of each log, and cosigns a tree only where that one is its beginning.
 */
export function createWitness(ports: WitnessPorts): Witness {
  const report = ports.report ?? (() => undefined)
  return {
    async fetch(request) {
      try {
        return await route(ports, request, report)
      } catch (error) {
        report({ kind: 'failed', error })
        return text(503, 'The witness cannot work now, and cosigned nothing. Try again later.\n')
      }
    },
  }
}

async function route(ports: WitnessPorts, request: Request, report: (event: WitnessEvent) => void): Promise<Response> {
  const { pathname } = new URL(request.url)
  const origin = ports.logs.find((log) => pathname === `/${originHash(ports.engine, log.origin)}/checkpoint`)?.origin
  const wanted =
    pathname === '/add-checkpoint' ? 'POST' : pathname === '/health' || origin !== undefined ? 'GET' : undefined
  if (wanted === undefined) return text(404, 'Nothing is here. A log sends its checkpoints to /add-checkpoint.\n')
  if (request.method !== wanted) return text(405, `Use ${wanted}.\n`, { allow: wanted })
  if (origin !== undefined) return serveCheckpoint(ports, origin)
  if (pathname === '/health') return serveHealth(ports)
  const answered = await addCheckpoint(ports, request, report)
  if (answered.ok) return text(200, answered.value)
  report({ kind: 'refused', status: answered.error.status, reason: answered.error.reason })
  return refuse(answered.error)
}

async function addCheckpoint(
  ports: WitnessPorts,
  request: Request,
  report: (event: WitnessEvent) => void,
): Promise<Result<string, Refusal>> {
  const { engine, store, signer, logs } = ports
  const body = await readBody(request)
  if (!body) return err({ status: 413, reason: 'body-too-large' })
  const read = readAddCheckpoint(engine, logs, body)
  if (!read.ok) return read
  const { oldSize, checkpoint, note, text: signed } = read.value
  const latest = await store.latest(checkpoint.origin)
  const alarm = latest && (await forkOf(ports, latest, read.value))
  if (alarm) report({ kind: 'fork', alarm })
  const decided = decideAddCheckpoint(engine, latest, read.value)
  if (!decided.ok) return decided
  const at = timeToState(ports.clock(), latest?.at)
  if (at === undefined) return err({ status: 503, reason: 'clock-behind' })
  // Remembered first, durably, then signed: a crash between the two costs the log a repetition, never the witness its word.
  if (!(await store.replace(checkpoint.origin, oldSize, { ...decided.value, note, at }))) {
    const size = (await store.latest(checkpoint.origin))?.size ?? 0
    return err({ status: 409, reason: 'old-size-differs', size })
  }
  report({ kind: 'cosigned', origin: checkpoint.origin, size: checkpoint.size })
  return ok(formatSignatureLine(cosign(signed, signer, at)))
}

/** Two roots at one size need no further proof, whatever the request is answered with. */
async function forkOf(
  { engine, logs }: WitnessPorts,
  latest: CosignedHead,
  { checkpoint, note }: AddCheckpoint,
): Promise<ForkAlarm | undefined> {
  if (checkpoint.size !== latest.size) return undefined
  for (const log of logs.filter(({ origin }) => origin === checkpoint.origin)) {
    const found = await findFork(engine, log, [latest.note, note])
    if (found.ok) return found.value
  }
  return undefined
}

/**
 * The time to state: never before what was stated of this log, because the largest tree known at an earlier time cannot
 * be larger. `undefined` where the clock is too far behind to be believed.
 */
function timeToState(now: Instant, stated: Instant | undefined): Instant | undefined {
  if (stated === undefined || now >= stated) return now
  return epochMsOf(stated) - epochMsOf(now) <= CLOCK_SLACK_MS ? stated : undefined
}

async function serveCheckpoint({ store, signer }: WitnessPorts, origin: string): Promise<Response> {
  const latest = await store.latest(origin)
  const parsed = latest && parseNote(latest.note)
  if (!latest || !parsed?.ok) return text(404, 'No checkpoint of this log was cosigned here.\n')
  return text(200, latest.note + formatSignatureLine(cosign(parsed.value.text, signer, latest.at)))
}

async function serveHealth({ store, signer, logs }: WitnessPorts): Promise<Response> {
  for (const { origin } of logs) await store.latest(origin)
  const state = { status: 'ok', witness: formatVerifierKey(signer.key), logs: logs.map(({ origin }) => origin) }
  return new Response(`${JSON.stringify(state)}\n`, { headers: { 'content-type': 'application/json', ...COMMON } })
}

const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

const text = (status: number, body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...COMMON, ...headers } })

const REASONS: Readonly<Record<Refusal['reason'], string>> = {
  malformed: 'This is not an add-checkpoint request (c2sp.org/tlog-witness), or its checkpoint has extension lines.',
  'old-size-above-size': 'The old size is above the size of the checkpoint. Send the size that was cosigned last.',
  'log-signature-invalid': 'The checkpoint bears no valid signature of a key that is trusted for this origin.',
  'unknown-origin': 'This witness does not know the log. Ask its operator to add origin and vkey.',
  'old-size-differs': 'Another size was cosigned last.',
  'empty-tree-with-root': 'A tree of size 0 has the root of the empty tree, and no other.',
  'proof-from-empty-tree': 'From old size 0 there is nothing to prove. Send no proof lines.',
  'not-consistent': 'The proof does not show that the tree continues the one cosigned last. Nothing was cosigned.',
  'body-too-large': 'The body is longer than any add-checkpoint request.',
  'clock-behind': 'The clock of this witness stands before what it has stated already. Its operator has to look.',
}

function refuse(refusal: Refusal): Response {
  if (refusal.status === 409) return text(409, `${refusal.size}\n`, { 'content-type': 'text/x.tlog.size' })
  return text(refusal.status, `${REASONS[refusal.reason]}\n`)
}

const originHash = (engine: Engine, origin: string) => toHex(engine.sha256(utf8(origin)))
