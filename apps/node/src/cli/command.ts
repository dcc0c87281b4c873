/** Exit codes of the command line (docs/reference/command-line.md). An assessment's outcome is never an exit code. */
export const EXIT = { done: 0, failed: 1, usage: 2, refusedByRight: 3, notVerified: 4, waiting: 5 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Where a command reads and writes; handed in, so that a test can be the terminal. */
export type Terminal = {
  readonly stdin: () => AsyncIterable<Uint8Array>
  /** Results only. */
  readonly out: (text: string) => void
  /** Results that are bytes. */
  readonly outBytes: (bytes: Uint8Array) => Promise<void>
  /** Progress and errors. */
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Asks the person for a secret, which is not shown; absent where there is nobody to ask. */
  readonly askSecret?: (question: string) => Promise<string | undefined>
}

export type Command = {
  /** One line for the list of commands. */
  readonly summary: string
  /** Usage, one example, options, exit codes. */
  readonly help: string
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>
}
