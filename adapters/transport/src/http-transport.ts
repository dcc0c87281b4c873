import type { Transport, Unreachable } from '@comity/exchange'
import { err, ok, type Result, type StateCode } from '@comity/kernel'

/** An answer holds a few receipts or some acts; a peer that sends more than this is not answering. */
const ANSWER_LIMIT = 2 << 20

export type HttpTransportOptions = {
  /** Where the node of a State listens, without a trailing slash; `undefined` where its list names no address. */
  readonly endpointOf: (state: StateCode) => string | undefined
  readonly timeoutMs: number
  /** Ends every wait at once: whoever stops a node does not sit out the silence of a peer. */
  readonly signal?: AbortSignal
}

/** Carries messages by HTTP POST. Follows no redirects: an address is what the State list says, and nothing else. */
export function httpTransport({ endpointOf, timeoutMs, signal }: HttpTransportOptions): Transport {
  return {
    post: async (to, path, body) => {
      const endpoint = endpointOf(to)
      if (endpoint === undefined) return err({ kind: 'unreachable', why: `no address is known for ${to}` })
      try {
        const response = await fetch(`${endpoint}${path}`, {
          method: 'POST',
          body: body as Uint8Array<ArrayBuffer>,
          headers: { 'content-type': 'application/octet-stream' },
          redirect: 'error',
          signal: withinTime(timeoutMs, signal),
        })
        if (!response.ok) {
          await response.body?.cancel()
          return err({ kind: 'refused-by-peer', status: response.status, why: `status ${response.status}` })
        }
        return await readBounded(response)
      } catch (error) {
        return err({ kind: 'unreachable', why: error instanceof Error ? error.name : 'unknown' })
      }
    },
  }
}

/** Ends with the time allowed, or before it with the caller's own signal. */
export const withinTime = (timeoutMs: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])])

async function readBounded(response: Response): Promise<Result<Uint8Array, Unreachable>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > ANSWER_LIMIT) return err({ kind: 'refused-by-peer', why: 'answer too large' })
    parts.push(part)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return ok(whole)
}
