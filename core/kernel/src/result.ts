/** What a step that the law, the procedure or the input may refuse returns. A refusal is a value, never an exception. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** We are wrong: a state that the code holds to be impossible. Work stops and nothing is signed. */
export class Defect extends Error {
  override readonly name = 'Defect'
}

/** Closes a `switch` over a union: a new member does not compile until it is handled. */
export function unreachable(value: never): never {
  throw new Defect(`unreachable: ${JSON.stringify(value)}`)
}

/** The value of a result that cannot be a refusal here; `why` says by which argument. */
export function expectOk<T, E>(result: Result<T, E>, why: string): T {
  if (result.ok) return result.value
  throw new Defect(`${why}: ${JSON.stringify(result.error)}`)
}
