import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicSchemas } from '@comity/rules'
import { procedureTable, protocolSchemas } from './schemas/protocol-schemas.ts'

const folder = join(import.meta.dirname, '../../protocol/schemas')
mkdirSync(folder, { recursive: true })
const files = { ...publicSchemas(), ...protocolSchemas(), 'procedure-table.json': procedureTable() }
for (const [name, content] of Object.entries(files))
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`)
