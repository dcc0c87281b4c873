import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether a request shows this key as its bearer token. Takes the same time whatever is shown. */
export function showsKey(context: Context, key: string | undefined): boolean {
  const [scheme, shown] = (context.req.header('authorization') ?? '').split(' ')
  return key !== undefined && scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digest(shown ?? ''), digest(key))
}
