import { setTimeout as sleep } from 'node:timers/promises'
import { signJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { expectOk, fromBase64, type JsonObject, parseCanonical, toBase64 } from '@comity/kernel'
import { readApiKey } from '../src/setup/node-files.ts'
import type { SetUpState } from './real-nodes.ts'

/** What a clerk wants recorded. `key` names the intention: however often it is tried, it is one act. */
export type Intention = {
  readonly key: string
  readonly dossier: string
  readonly kind: string
  readonly body: JsonObject
  readonly fields?: Readonly<Record<string, string>>
}

type Answer = { readonly status: number; readonly body: Record<string, unknown> }

/** Somebody who makes acts over a node's interface for programs, with a key that the node never sees. */
export function clerkAt({ url, folder, authority, key }: SetUpState) {
  const token = readApiKey(folder)
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const prepare = ({ key: name, dossier, kind, body, fields = {} }: Intention, attempt = 0): Promise<Answer> =>
    post(
      '/api/acts',
      { dossier, kind, author: key.kid, strand: authority, body, fields },
      { authorization: `Bearer ${token}`, 'idempotency-key': `${name} ${attempt}` },
    )
  const sign = (payload: string): string => {
    const parsed = expectOk(parseCanonical(expectOk(fromBase64(payload), 'base64')), 'canonical')
    return toBase64(signJws(nodeEngine, key, 'comity-act+json', parsed as JsonObject).bytes)
  }
  const submit = (id: string, jws: string): Promise<Answer> => post(`/api/acts/${id}/signature`, { jws })

  /** Goes on through crashes and races until the node says that the act is stored; then its id. */
  async function insist(intention: Intention, signal: AbortSignal): Promise<string | undefined> {
    for (let attempt = 0; !signal.aborted; ) {
      const prepared = await tried(() => prepare(intention, attempt))
      if (prepared?.status !== 201) {
        await sleep(20)
        continue
      }
      const { id, payload } = prepared.body as { id: string; payload: string }
      const jws = sign(payload)
      const stored = await until(signal, () => tried(() => submit(id, jws)))
      if (stored?.status === 200) return id
      attempt += 1 // somebody else took the place: a new act, and so a new key
    }
    return undefined
  }
  return { post, prepare, sign, submit, insist }
}

/** `undefined` where nobody answers. */
const tried = (ask: () => Promise<Answer>): Promise<Answer | undefined> => ask().catch(() => undefined)

async function until(signal: AbortSignal, ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  while (!signal.aborted) {
    const answer = await ask()
    if (answer && answer.status < 500) return answer
    await sleep(20)
  }
  return undefined
}
