import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { utf8 } from '@comity/kernel'
import { JwsType, readJws } from './jws.ts'
import { pureEngine as engine } from './pure-engine.ts'

const vectors = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')
const where = (set: string) => ({ skip: existsSync(join(vectors, set)) ? false : `vectors not present: ${set}` })
const readJson = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(vectors, ...path), 'utf8'))

test('[CR-6] header attacks: none is accepted', where('attack-samples'), (t) => {
  const samples = readJson('attack-samples', 'jws-headers.json') as readonly { compact: string }[]
  refuseAll(
    t,
    'attack-samples/jws-headers',
    samples.flatMap(({ compact }) => asEverySerialization(compact)),
  )
})

test('[CR-6] the JOSE cookbook lies outside the profile: none is accepted', where('jose-cookbook'), (t) => {
  const files = ['jws', 'rfc7797', 'jwe'].flatMap((folder) =>
    readdirSync(join(vectors, 'jose-cookbook', folder)).map(
      (file) => readJson('jose-cookbook', folder, file) as { output: Record<string, unknown> },
    ),
  )
  refuseAll(
    t,
    'jose-cookbook',
    files.flatMap(({ output }) => Object.values(output).flatMap(asEverySerialization)),
  )
})

for (const file of ['json_web_signature_test', 'json_web_crypto_test', 'json_web_key_test', 'json_web_encryption_test'])
  test(`[CR-6] Wycheproof ${file}: none is accepted, valid elsewhere or not`, where('wycheproof'), (t) => {
    const { testGroups } = readJson('wycheproof', `${file}.json`) as {
      testGroups: readonly { tests: readonly Record<string, unknown>[] }[]
    }
    const objects = testGroups.flatMap(({ tests }) => tests.map((vector) => vector['jws'] ?? vector['jwe']))
    refuseAll(t, `wycheproof/${file}`, objects.flatMap(asEverySerialization))
  })

/** A compact object as it is, and re-spelled in the serialization that the profile has. */
function asEverySerialization(object: unknown): readonly string[] {
  if (typeof object !== 'string') return [JSON.stringify(object)]
  const [header, payload, signature, ...more] = object.split('.')
  if (signature === undefined || more.length > 0) return [object]
  return [object, JSON.stringify({ payload, signatures: [{ protected: header, signature }] })]
}

function refuseAll(t: TestContext, set: string, objects: readonly string[]): void {
  const accepted = objects.filter((object) => JwsType.options.some((typ) => readJws(engine, utf8(object), typ).ok))
  t.diagnostic(`${set}: ${objects.length} tried, ${accepted.length} accepted`)
  assert.ok(objects.length > 0)
  assert.deepEqual(accepted, [])
}
