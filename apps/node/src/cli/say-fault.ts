/** One fault for a human reader: what it is about, why, and what to do. */
export type Fault = { readonly place: string; readonly ground: string; readonly remedy: string }

/** Three lines on the terminal. */
export const sayFault = ({ place, ground, remedy }: Fault): string => `  ${place}\n    ${ground}\n    ${remedy}\n`

/** What a command says of a file that could not be read or written. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
