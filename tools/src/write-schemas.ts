import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicSchemas } from '@comity/rules'

const folder = join(import.meta.dirname, '../../protocol/schemas')
mkdirSync(folder, { recursive: true })
for (const [name, schema] of Object.entries(publicSchemas()))
  writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`)
