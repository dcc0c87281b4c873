import { assess } from './assess.ts'
import type { Law } from './law.ts'
import type { Matter } from './matter.ts'

/**
 * The facts that an assessment looked at, as JSON pointers: those it read and those it looked for and did not find.
 * What is not among them cannot have changed the answer.
 */
export function factsRead(law: Law, matter: Matter, asOf?: string): ReadonlySet<string> {
  const pointers = new Set<string>()
  assess(law, watched(matter, '', pointers), asOf)
  return pointers
}

/** The same value, noting each member asked for. Only plain JSON comes in, so that no other trap is needed. */
function watched<T>(value: T, pointer: string, pointers: Set<string>): T {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || typeof member === 'function' || key === 'length') return member
      const at = `${pointer}/${key}`
      pointers.add(at)
      return watched(member, at, pointers)
    },
  })
}
