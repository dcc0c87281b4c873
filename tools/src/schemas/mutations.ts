const STRANGERS: readonly unknown[] = [null, 7, -1, 1.5, 'zz', '', true, [], {}]

/** Values made from one by changing a single place: taken out, of another kind, unknown, twice. */
export function* mutations(value: unknown): Generator<unknown> {
  yield* STRANGERS
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield value.toSpliced(index, 1)
      yield [...value, item]
      for (const changed of mutations(item)) yield value.with(index, changed)
    }
    return
  }
  if (typeof value !== 'object' || value === null) return
  yield { ...value, unheardOf: true }
  for (const [key, member] of Object.entries(value)) {
    const { [key]: _, ...rest } = value as Readonly<Record<string, unknown>>
    yield rest
    for (const changed of mutations(member)) yield { ...value, [key]: changed }
  }
}
