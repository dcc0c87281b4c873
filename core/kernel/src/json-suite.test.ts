import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { canonicalBytes, type JsonFault, parseCanonical, parseJson } from './json.ts'

const suite = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors'),
  'json-test-suite',
)
const where = { skip: existsSync(suite) ? false : 'vectors not present: json-test-suite' }

/** What the suite lets pass and this reader does not, because two readers could read it differently. */
const STRICTER: Readonly<Record<string, JsonFault['kind']>> = {
  'y_object_duplicated_key_and_value.json': 'duplicate-key',
}

test('[KE-3] the parsing suite: what is JSON is read, what is not is refused with a reason', where, (t) => {
  const files = readdirSync(join(suite, 'test_parsing'))
  const differing = files.filter((file) => {
    const read = parseJson(readFileSync(join(suite, 'test_parsing', file)))
    if (file in STRICTER) return read.ok || read.error.kind !== STRICTER[file]
    return (file.startsWith('y_') && !read.ok) || (file.startsWith('n_') && read.ok)
  })
  t.diagnostic(`json-test-suite/test_parsing: ${files.length - differing.length} of ${files.length} as expected`)
  assert.ok(files.length > 0)
  assert.deepEqual(differing, [])
})

test('[KE-3] where the suite leaves the choice, text that readers treat differently is refused', where, (t) => {
  const files = readdirSync(join(suite, 'test_parsing')).filter((file) => file.startsWith('i_'))
  const accepted = files.filter((file) => parseJson(readFileSync(join(suite, 'test_parsing', file))).ok)
  t.diagnostic(
    `json-test-suite, undecided: ${files.length} tried, ${accepted.length} accepted (${accepted.join(', ')})`,
  )
  assert.ok(files.length > 0)
  // A number too small for a double is read as zero, as RFC 8259 section 6 lets it be; no signed object may hold it.
  for (const file of accepted)
    assert.equal(parseCanonical(readFileSync(join(suite, 'test_parsing', file))).ok, false, file)
})

test('[KE-2] the transforming suite: no text is accepted that would be written differently', where, (t) => {
  const files = readdirSync(join(suite, 'test_transform'))
  assert.ok(files.length > 0)
  let accepted = 0
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(join(suite, 'test_transform', file)))
    const read = parseCanonical(bytes)
    if (!read.ok) continue
    accepted += 1
    assert.deepEqual(canonicalBytes(read.value), bytes, file)
  }
  t.diagnostic(`json-test-suite/test_transform: ${files.length} tried, ${accepted} canonical and accepted`)
})
