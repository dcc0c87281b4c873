/**
 * A deep copy of plain data whose lists and objects are frozen. Bytes cannot be frozen, so they are copied; a Buffer
 * becomes a plain Uint8Array, because its own `slice` would only look at the caller's memory. Absent members stay absent.
 */
export function frozenCopy<T>(value: T): T {
  return copyOf(value) as T // the copy has the members of the original, each copied the same way
}

function copyOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.freeze(Object.fromEntries(members.map(([key, member]) => [key, copyOf(member)])))
}
