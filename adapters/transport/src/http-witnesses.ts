import { createHash } from 'node:crypto'

import { withinTime } from './http-transport.ts'

const ANSWER_LIMIT = 64 * 1024

/** Asks witnesses over HTTP (c2sp.org/tlog-witness). `undefined` where a witness cannot be reached or its address is not known. */
export function httpWitnesses({
  urlOf,
  timeoutMs,
  signal,
}: {
  readonly urlOf: (vkey: string) => string | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}) {
  return {
    addCheckpoint: async (
      vkey: string,
      body: string,
    ): Promise<{ readonly status: number; readonly body: string } | undefined> => {
      const url = urlOf(vkey)
      if (url === undefined) return undefined
      try {
        const response = await fetch(`${url}/add-checkpoint`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'text/plain; charset=utf-8' },
          redirect: 'error',
          signal: withinTime(timeoutMs, signal),
        })
        const text = await response.text()
        return text.length > ANSWER_LIMIT ? undefined : { status: response.status, body: text }
      } catch {
        return undefined
      }
    },
    latest: async (vkey: string, origin: string): Promise<string | 'none' | undefined> => {
      const url = urlOf(vkey)
      if (url === undefined) return undefined
      try {
        const hash = createHash('sha256').update(origin).digest('hex')
        const response = await fetch(`${url}/${hash}/checkpoint`, {
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        const text = await response.text()
        if (response.status === 404) return 'none'
        return response.ok && text.length <= ANSWER_LIMIT ? text : undefined
      } catch {
        return undefined
      }
    },
  }
}
