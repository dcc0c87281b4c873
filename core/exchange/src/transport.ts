import type { Result, StateCode } from '@comity/kernel'

/** The peer gave no usable answer: not reached, too slow, or it said no without a receipt. */
export type Unreachable = {
  readonly kind: 'unreachable' | 'refused-by-peer'
  readonly status?: number
  readonly why: string
}

/** Paths of a node that other nodes post to. */
export type ExchangePath = '/exchange/messages' | '/exchange/acts' | '/exchange/attempts' | '/exchange/complaints'

/** Carries bytes to another node. Throws nothing: the world failing is an answer here, because it is the normal case. */
export type Transport = {
  readonly post: (to: StateCode, path: ExchangePath, body: Uint8Array) => Promise<Result<Uint8Array, Unreachable>>
}
