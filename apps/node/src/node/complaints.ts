import { signJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { Complaint, ComplaintTaken } from '@comity/exchange'
import {
  DossierId,
  fromBase64,
  Instant,
  type JsonObject,
  type JsonValue,
  ok,
  type Result,
  type StateCode,
  toBase64,
  toHex,
} from '@comity/kernel'
import { z } from 'zod'
import { putDocument, readDocument, readDocuments } from './documents.ts'
import { createOpening, type NotTaken } from './opening.ts'
import type { NodeIdentity, Ports } from './ports.ts'
import { sealTo } from './seal-to.ts'

/** A complaint on its way: from here on only the overseer can read its words. */
const Passed = z.strictObject({
  id: z.string(),
  dossier: DossierId,
  to: z.string(),
  at: Instant,
  sealed: z.base64(),
  takenAt: Instant.optional(),
})

/** How far a complaint has come: nothing of what it says. */
export type ComplaintState = {
  readonly id: string
  readonly to: StateCode
  readonly at: Instant
  readonly takenAt?: Instant
}

export type Complaints = {
  /** Seals what the person says to each overseer of this State and keeps no copy that anybody here could read. */
  readonly complain: (dossier: DossierId, words: string, language: string) => Promise<readonly string[]>
  readonly complaintsPassed: (dossier: DossierId) => Promise<readonly ComplaintState[]>
  /** Hands over what has not been taken yet. */
  readonly passComplaints: () => Promise<void>
  /** As an overseer: stores a complaint and says so. The same one twice is one. */
  readonly takeComplaint: (sealed: Uint8Array) => Promise<Result<Uint8Array, NotTaken>>
  readonly complaintsTaken: () => Promise<readonly Complaint[]>
}

const PASSED = 'complaints-passed'
const TAKEN = 'complaints-taken'

type Parts = { readonly ports: Ports; readonly identity: NodeIdentity; readonly directory: () => Directory }

/** The way past whoever holds the person: from their page to the overseer, sealed before it is stored. */
export function createComplaints({ ports, identity, directory }: Parts): Complaints {
  const { archive, engine, clock } = ports
  const { open, refuse } = createOpening(ports, identity, directory)

  const complain: Complaints['complain'] = async (dossier, words, language) => {
    const overseers = directory().of(identity.state)?.overseers ?? []
    const at = clock.now()
    const passed = overseers.flatMap((to) => {
      const overseer = directory().of(to)
      if (!overseer) return []
      const id = toHex(ports.random(16))
      const complaint = Complaint.parse({ v: 1, from: identity.state, to, id, dossier, at, words, language })
      const signed = signJws(engine, ports.keys.node, 'comity-message+json', complaint as unknown as JsonObject)
      const sealed = toBase64(sealTo(engine, ports.random, overseer, signed.bytes))
      return [{ id, dossier, to, at, sealed }]
    })
    await archive.commit(passed.map((record) => putDocument(PASSED, record.id, 0, record)))
    // The log says that something was passed on, and neither whose nor what.
    ports.note({ event: 'complaint-passed', level: 'info', count: passed.length })
    return passed.map(({ id }) => id)
  }

  const passComplaints: Complaints['passComplaints'] = async () => {
    for (const { version, value } of await readDocuments(archive, PASSED, Passed)) {
      const sealed = value.takenAt === undefined ? fromBase64(value.sealed) : undefined
      if (!sealed?.ok) continue
      const answered = await ports.transport.post(value.to as StateCode, '/exchange/complaints', sealed.value)
      const opened = answered.ok ? open(answered.value, ComplaintTaken) : undefined
      if (!opened?.ok || opened.value.from !== value.to || opened.value.value.complaint !== value.id) continue
      const { at: takenAt } = opened.value.value
      await archive.commit([putDocument(PASSED, value.id, version, { ...value, takenAt } as JsonValue)])
    }
  }

  const takeComplaint: Complaints['takeComplaint'] = async (sealed) => {
    const opened = open(sealed, Complaint)
    if (!opened.ok) return opened
    const { value: complaint, from } = opened.value
    const sender = directory().of(from)
    if (!sender?.overseers.includes(identity.state)) return refuse('not-accepted', 'not-overseen')
    const key = `${from} ${complaint.id}`
    const before = await readDocument(archive, TAKEN, key, Complaint)
    if (!before) await archive.commit([putDocument(TAKEN, key, 0, complaint as JsonValue)])
    const taken: z.input<typeof ComplaintTaken> = {
      v: 1,
      from: identity.state,
      to: from,
      complaint: complaint.id,
      at: clock.now(),
    }
    const signed = signJws(engine, ports.keys.node, 'comity-message+json', taken as unknown as JsonObject)
    return ok(sealTo(engine, ports.random, sender, signed.bytes))
  }

  const complaintsPassed: Complaints['complaintsPassed'] = async (dossier) =>
    (await readDocuments(archive, PASSED, Passed))
      .filter(({ value }) => value.dossier === dossier)
      .map(({ value: { id, to, at, takenAt } }) => ({
        id,
        to: to as StateCode,
        at,
        ...(takenAt === undefined ? {} : { takenAt }),
      }))

  const complaintsTaken: Complaints['complaintsTaken'] = async () =>
    (await readDocuments(archive, TAKEN, Complaint)).map(({ value }) => value)

  return { complain, complaintsPassed, passComplaints, takeComplaint, complaintsTaken }
}
