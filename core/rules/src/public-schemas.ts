import { z } from 'zod'
import { Assessment } from './assessment.ts'
import { Matter } from './matter.ts'

type Schema = Record<string, unknown>

/**
 * The JSON Schemas that outsiders may rely on, generated from the schemas that the code uses. `tools/src/write-schemas.ts`
 * writes them to `protocol/schemas`; a test holds the two in step.
 */
export function publicSchemas(): Readonly<Record<string, Schema>> {
  return {
    'matter.schema.json': published(Matter, 'urn:comity:schema:matter:1'),
    'assessment.schema.json': published(Assessment, 'urn:comity:schema:assessment:1'),
  }
}

function published(schema: z.ZodType, id: string): Schema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // Bounds of the language's safe integers are no part of the contract; `format: date` says what the pattern repeats.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.format === 'date') delete jsonSchema.pattern
    },
  })
  return { $schema, $id: id, ...rest }
}
