import type { Change } from '@comity/archive'
import { Defect } from '@comity/kernel'

/**
 * Throws `Defect` for what not every engine keeps as it is handed over: numbers that are not whole, safe and at least
 * zero, text with lone surrogates or NUL. Such a value would come back as another one, which no reader could notice.
 */
export function assertKeepable(changes: readonly Change[]): void {
  for (const change of changes) {
    assertKept(change, change.do)
    if (change.do === 'put-act' && change.act.seq < 1) throw new Defect('store: put-act: places in a strand begin at 1')
  }
}

function assertKept(value: unknown, place: string): void {
  if (value instanceof Uint8Array) return
  if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0))
    throw new Defect(`store: ${place}: a number that is not a whole one from 0 up`)
  if (typeof value === 'string' && !(value.isWellFormed() && !value.includes('\0')))
    throw new Defect(`store: ${place}: text that not every engine keeps`)
  if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) assertKept(member, `${place}.${key}`)
}
