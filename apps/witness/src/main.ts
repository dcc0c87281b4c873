import { formatVerifierKey } from '@comity/record'
import { ConfigError, loadConfig } from './config.ts'
import { startWitness } from './start.ts'
import type { WitnessEvent } from './witness.ts'

const [configPath] = process.argv.slice(2)

try {
  if (configPath === undefined) throw new ConfigError('Usage: node apps/witness/src/main.ts CONFIG.json')
  const config = loadConfig(configPath)
  const witness = await startWitness(config, (event) => process.stderr.write(`${lineOf(event)}\n`))
  process.stdout.write(`${formatVerifierKey(config.signer.key)}\nWitness is ready  ${witness.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void witness.close())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = error instanceof ConfigError ? 2 : 1
}

/** One line of JSON for each event. It holds no personal data: a witness never sees any. */
function lineOf(event: WitnessEvent): string {
  return JSON.stringify(event.kind === 'failed' ? { kind: event.kind, error: String(event.error) } : event)
}
