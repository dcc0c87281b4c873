import { rolldown } from 'rolldown'

export type BrowserBundle = {
  /** One script that leaves what the entry exports in the variable `bundle`. */
  readonly code: string
  /** What a browser would look for in vain: built-ins of Node and packages that are not there. */
  readonly unresolved: readonly string[]
}

/** Puts a module and all that it imports into one script for the browser. */
export async function bundleForBrowser(entry: string): Promise<BrowserBundle> {
  const complaints: string[] = []
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    onLog: (_level, { code, message }) => {
      if (code === 'UNRESOLVED_IMPORT') complaints.push(message)
    },
  })
  const { output } = await build.generate({ format: 'iife', name: 'bundle' })
  await build.close()
  const [{ code, imports, dynamicImports }] = output
  return { code, unresolved: [...imports, ...dynamicImports, ...complaints] }
}
