import type { Archive } from '@comity/archive'
import { z } from 'zod'
import { putDocument, readDocument } from '../node/documents.ts'

const ANSWERS = 'answered-keys'

const Answer = z.strictObject({ status: z.int(), location: z.string().nullable(), body: z.string(), type: z.string() })
type Answer = z.infer<typeof Answer>

/** Answers that are being made, by archive and name: the second click often comes before the first is answered. */
const underWay = new WeakMap<Archive, Map<string, Promise<Response>>>()

/**
 * A POST that comes twice with one key is one POST: the second gets the first one's answer (double click, two tabs, a
 * browser that repeats). Without a key it is carried out like a first.
 */
export async function answerOnce(
  archive: Archive,
  scope: string,
  key: string | undefined,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  if (key === undefined || key === '' || key.length > 200) return carryOut()
  const name = `${scope} ${key}`
  const answers = underWay.get(archive) ?? new Map<string, Promise<Response>>()
  underWay.set(archive, answers)
  const same = answers.get(name)
  if (same) return (await same).clone()
  const answer = answerAndKeep(archive, name, carryOut)
  answers.set(name, answer)
  try {
    return (await answer).clone()
  } finally {
    answers.delete(name)
  }
}

async function answerAndKeep(archive: Archive, name: string, carryOut: () => Promise<Response>): Promise<Response> {
  const before = await readDocument(archive, ANSWERS, name, Answer)
  if (before) return responseOf(before.value)
  const response = await carryOut()
  const body = await response.text()
  const answer: Answer = {
    status: response.status,
    location: response.headers.get('location'),
    body: response.status < 400 ? body : '',
    type: response.headers.get('content-type') ?? 'text/html; charset=utf-8',
  }
  // A refusal is not kept: what was missing may be there at the next try with the same page.
  if (response.status < 400) await archive.commit([putDocument(ANSWERS, name, 0, answer)])
  return new Response(body, { status: response.status, headers: response.headers })
}

function responseOf({ status, location, body, type }: Answer): Response {
  return new Response(body, { status, headers: { 'content-type': type, ...(location === null ? {} : { location }) } })
}
