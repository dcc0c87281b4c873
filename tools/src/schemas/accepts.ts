/** A JSON Schema, or `true` or `false`. */
export type Schema = boolean | { readonly [keyword: string]: unknown }

type Check = (keyword: unknown, value: unknown, schema: Exclude<Schema, boolean>, root: Schema) => boolean

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const schemas = (keyword: unknown) => keyword as readonly Schema[]
const named = (keyword: unknown) => keyword as Readonly<Record<string, Schema>>

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isSafeInteger(value),
  array: isList,
  object: isObject,
}

/** Keywords that say nothing about a value. */
const WORDS = new Set(['$schema', '$id', 'title', 'description', '$defs', 'then', 'else', 'format'])

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (ref, value, _, root) => accepts(atPointer(root, String(ref)), value, root),
  type: (type, value) => TYPES[String(type)]?.(value) ?? false,
  const: (only, value) => same(only, value),
  enum: (any, value) => (any as readonly unknown[]).some((one) => same(one, value)),
  pattern: (pattern, value) => typeof value !== 'string' || new RegExp(String(pattern), 'u').test(value),
  minLength: (least, value) => typeof value !== 'string' || [...value].length >= Number(least),
  maxLength: (most, value) => typeof value !== 'string' || [...value].length <= Number(most),
  minimum: (least, value) => typeof value !== 'number' || value >= Number(least),
  maximum: (most, value) => typeof value !== 'number' || value <= Number(most),
  minItems: (least, value) => !isList(value) || value.length >= Number(least),
  maxItems: (most, value) => !isList(value) || value.length <= Number(most),
  items: (each, value, _, root) => !isList(value) || value.every((item) => accepts(each as Schema, item, root)),
  properties: (members, value, _, root) =>
    !isObject(value) ||
    Object.entries(named(members)).every(([name, of]) => !Object.hasOwn(value, name) || accepts(of, value[name], root)),
  required: (names, value) =>
    !isObject(value) || (names as readonly string[]).every((name) => Object.hasOwn(value, name)),
  dependentRequired: (needs, value) =>
    !isObject(value) ||
    Object.entries(needs as Readonly<Record<string, readonly string[]>>).every(
      ([name, others]) => !Object.hasOwn(value, name) || others.every((other) => Object.hasOwn(value, other)),
    ),
  additionalProperties: (rest, value, { properties = {} }, root) =>
    !isObject(value) ||
    Object.keys(value).every(
      (name) => Object.hasOwn(named(properties), name) || accepts(rest as Schema, value[name], root),
    ),
  propertyNames: (of, value, _, root) =>
    !isObject(value) || Object.keys(value).every((name) => accepts(of as Schema, name, root)),
  anyOf: (any, value, _, root) => schemas(any).some((one) => accepts(one, value, root)),
  oneOf: (any, value, _, root) => schemas(any).filter((one) => accepts(one, value, root)).length === 1,
  allOf: (all, value, _, root) => schemas(all).every((one) => accepts(one, value, root)),
  if: (condition, value, schema, root) => {
    const branch = accepts(condition as Schema, value, root) ? schema['then'] : schema['else']
    return branch === undefined || accepts(branch as Schema, value, root)
  },
}

/**
 * A second opinion on JSON Schema 2020-12, for the keywords that our schemas use. Throws for a keyword that it does not
 * know, so that none is passed over.
 */
export function accepts(schema: Schema, value: unknown, root: Schema = schema): boolean {
  if (typeof schema === 'boolean') return schema
  return Object.entries(schema).every(([keyword, said]) => {
    if (WORDS.has(keyword)) return true
    const check = CHECKS[keyword]
    if (!check) throw new Error(`keyword ${keyword}`)
    return check(said, value, schema, root)
  })
}

function atPointer(root: Schema, ref: string): Schema {
  const path = ref.split('/').slice(1)
  return path.reduce<unknown>((here, name) => (here as Record<string, unknown>)[name], root) as Schema
}
