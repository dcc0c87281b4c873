import { HiddenMembers, type JwsType } from '@comity/crypto'
import { StateList } from '@comity/directory'
import {
  ActsHanded,
  ActsWanted,
  AttemptsTold,
  AttemptsWanted,
  Complaint,
  ComplaintTaken,
  Message,
  Receipt,
} from '@comity/exchange'
import { ActPayload, definitionOf, isKind, type KindDefinition, kinds } from '@comity/procedure'
import { ForkAlarm } from '@comity/record'
import { DisclosureTexts, DossierIndex, ExportStatement, Manifest, SetAside } from '@comity/verify'
import { z } from 'zod'

type Schema = Readonly<Record<string, unknown>>

const KINDS = Object.keys(kinds).filter(isKind).sort()

/**
 * The JSON Schemas of what two nodes say to each other, generated from the schemas that the code uses, by file name.
 * What a schema cannot say stands in protocol/SPEC.md, which each names by its title.
 */
export function protocolSchemas(): Readonly<Record<string, Schema>> {
  return {
    'act.schema.json': actSchema(),
    'message.schema.json': published('message', 'NP-70 to NP-74', Message, 'comity-message+json'),
    'acts-wanted.schema.json': published('acts-wanted', 'NP-76', ActsWanted, 'comity-message+json'),
    'acts-handed.schema.json': published('acts-handed', 'NP-76', ActsHanded, 'comity-message+json'),
    'receipt.schema.json': receiptSchema(),
    'attempts-wanted.schema.json': published('attempts-wanted', 'NP-81', AttemptsWanted, 'comity-message+json'),
    'attempts-told.schema.json': published('attempts-told', 'NP-81', AttemptsTold, 'comity-message+json'),
    'complaint.schema.json': published('complaint', 'NP-82', Complaint, 'comity-message+json'),
    'complaint-taken.schema.json': published('complaint-taken', 'NP-82', ComplaintTaken, 'comity-message+json'),
    'state-list.schema.json': published('state-list', 'NP-110 to NP-114', StateList, 'comity-state-list+json'),
    'fork-alarm.schema.json': published('fork-alarm', 'NP-96', ForkAlarm),
    'dossier-index.schema.json': published('dossier-index', 'NP-133, NP-134', DossierIndex),
    'export-statement.schema.json': published('export-statement', 'NP-134', ExportStatement, 'comity-view+json'),
    'set-aside.schema.json': published('set-aside', 'NP-133', SetAside),
    'disclosures.schema.json': published('disclosures', 'NP-133', DisclosureTexts),
    'manifest.schema.json': published('manifest', 'verify, VE-18', Manifest, 'comity-manifest+json'),
  }
}

/** The procedure table as data: of each kind its class, who may make it, what it opens, and what it may hide. */
export function procedureTable(): Schema {
  return Object.fromEntries(
    KINDS.map((kind) => {
      const { class: named, by, opens, touches, disclosable } = definitionOf(kind)
      const hidden = Object.fromEntries(
        Object.entries(disclosable).map(([name, field]) => [
          name,
          { class: field.class, maxLength: json(field.schema)['maxLength'] },
        ]),
      )
      return [kind, { class: named, ...(opens ? { opens } : {}), ...(touches ? { touches } : {}), by, hidden }]
    }),
  )
}

/** The envelope once, and the body by the kind: clear members, and what stands for hidden ones. */
function actSchema(): Schema {
  const { $schema, properties, ...envelope } = json(ActPayload)
  const schema = head('act', 'NP-40, NP-50', 'comity-act+json', $schema)
  return {
    ...schema,
    ...envelope,
    properties: { ...(properties as Schema), kind: { enum: KINDS }, body: { type: 'object' } },
    allOf: KINDS.map((kind) => ({
      if: { properties: { kind: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema has a keyword of that name.
      then: { properties: { body: { $ref: `#/$defs/${kind}` } } },
    })),
    $defs: Object.fromEntries(KINDS.map((kind) => [kind, bodySchema(definitionOf(kind))])),
  }
}

function bodySchema({ clear, disclosable }: KindDefinition): Schema {
  const mayHide = Object.keys(disclosable).length > 0
  const { $schema: _, ...body } = json(mayHide ? clear.extend(HiddenMembers.partial().shape) : clear)
  return mayHide ? { ...body, dependentRequired: { _sd: ['sd_class'], sd_class: ['_sd'] } } : body
}

/** Which of the optional members a rung has, said for readers that know JSON Schema alone. */
function receiptSchema(): Schema {
  const onlyWith = (rung: string, member: string) => ({
    if: { properties: { rung: { const: rung } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema has a keyword of that name.
    then: { required: [member] },
    else: { properties: { [member]: false } },
  })
  return {
    ...published('receipt', 'NP-77 to NP-80', Receipt, 'comity-receipt+json'),
    allOf: [onlyWith('refused', 'code'), onlyWith('no-receipt-by', 'silentSince')],
  }
}

function published(name: string, rules: string, schema: z.ZodType, typ?: JwsType): Schema {
  const { $schema, ...rest } = json(schema)
  return { ...head(name, rules, typ, $schema), ...rest }
}

const head = (name: string, rules: string, typ: JwsType | undefined, $schema: unknown): Schema => ({
  $schema,
  $id: `urn:comity:schema:${name}:1`,
  title: typ ? `Payload of a signed object ${typ}. Rules: ${rules}.` : `Rules: ${rules}.`,
})

function json(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // Every number of the protocol is a safe integer (NP-13): said once, there.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.format === 'date' || jsonSchema.format === 'base64') delete jsonSchema.format
      delete jsonSchema.contentEncoding
    },
  })
}
