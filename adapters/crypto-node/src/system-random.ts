import { randomBytes } from 'node:crypto'
import type { RandomBytes } from '@comity/crypto'

/** Bytes of the operating system's generator. */
export const systemRandom: RandomBytes = (length) => new Uint8Array(randomBytes(length))
