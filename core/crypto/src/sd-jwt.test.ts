import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { canonicalize, type JsonObject, type JsonValue, utf8 } from '@comity/kernel'
import { parseDocument, visit } from 'yaml'
import { concealMembers, revealMembers, SD_ALG } from './disclosure.ts'
import { readJws, signJws, verifyJws } from './jws.ts'
import { ed25519SigningKey } from './keys.ts'
import { pureEngine as engine } from './pure-engine.ts'

const set = join(process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors'), 'sd-jwt')
const where = { skip: existsSync(set) ? false : 'vectors not present: sd-jwt' }

let drawn = 0
const random = (length: number): Uint8Array => {
  drawn += 1
  return engine.shake256(utf8(`salt ${drawn}`), length)
}

test(
  '[CR-11] published SD-JWT inputs: the holder’s choice is shown, the rest is counted and does not leak',
  where,
  (t) => {
    const examples = readdirSync(set, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const key = ed25519SigningKey(engine, new Uint8Array(32).fill(6))
    for (const { name } of examples) {
      const { clear, hidden, released } = readExample(join(set, name, 'specification.yml'))
      const { members, disclosures } = concealMembers(engine, random, hidden)
      const signed = signJws(engine, key, 'comity-act+json', { ...SD_ALG, ...clear, ...members })
      const read = readJws(engine, signed.bytes, 'comity-act+json')
      assert.ok(read.ok && verifyJws(engine, read.value, key.jwk))

      const chosen = disclosures.filter((disclosure) => released.has(disclosure.name))
      const revealed = revealMembers(
        engine,
        read.value.payload,
        chosen.map(({ text }) => text),
      )
      assert.ok(revealed.ok)
      assert.deepEqual(new Set(Object.keys(revealed.value.shown)), released)
      assert.equal(revealed.value.hidden.length, disclosures.length - chosen.length)
      const seen =
        new TextDecoder().decode(read.value.payloadBytes) +
        chosen.map(({ text }) => atob(text.replaceAll('-', '+').replaceAll('_', '/'))).join()
      for (const [field, { value }] of Object.entries(hidden))
        if (!released.has(field) && typeof value === 'string') assert.equal(seen.includes(value), false, field)
    }
    t.diagnostic(
      `sd-jwt: ${examples.length} of ${examples.length} examples, top-level fields (elements of lists are outside the profile)`,
    )
    assert.ok(examples.length > 0)
  },
)

/** Claims marked `!sd` are hidden; a list with marked elements is hidden as a whole. */
function readExample(path: string) {
  const document = parseDocument(readFileSync(path, 'utf8'), {
    customTags: [{ tag: '!sd', resolve: (text: string) => text }],
    logLevel: 'silent',
  })
  const marked = new Set<string>()
  visit(document.get('user_claims') as never, {
    Pair(_, pair) {
      const { key, value } = pair as {
        key: { value?: string; tag?: string }
        value: { tag?: string; items?: readonly { tag?: string }[] } | null
      }
      const some = key.tag === '!sd' || value?.tag === '!sd' || value?.items?.some(({ tag }) => tag === '!sd')
      if (some && key.value !== undefined) marked.add(key.value)
      return visit.SKIP
    },
  })
  const { user_claims, holder_disclosed_claims } = document.toJS() as {
    user_claims: JsonObject
    holder_disclosed_claims: Record<string, unknown>
  }
  const claims = JSON.parse(canonicalize(user_claims)) as JsonObject
  const split = (hide: boolean) => Object.entries(claims).filter(([name]) => marked.has(name) === hide)
  return {
    clear: Object.fromEntries(split(false)) as JsonObject,
    hidden: Object.fromEntries(
      split(true).map(([name, value]) => [name, { value: value as JsonValue, class: 'identity' as const }]),
    ),
    released: new Set(Object.keys(holder_disclosed_claims).filter((name) => marked.has(name))),
  }
}
