import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine, signJws } from '@comity/crypto'
import type { JsonObject } from '@comity/kernel'
import { flipped, sampleKey } from '../testing/index.ts'
import { openManifest, recipientId } from './manifest.ts'

const key = sampleKey('clerk')
const manifest = {
  v: 1,
  dossier: 'QN-2026-00001',
  purpose: 'evidence in the case',
  made: '2026-03-03T07:40:00.000Z',
  sealed: { sha256: 'a'.repeat(64), bytes: 200 },
  plain: { sha256: 'b'.repeat(64), bytes: 20 },
  recipients: [recipientId(engine, 'age1somebody')],
  key: key.jwk,
}
const signed = (payload: JsonObject, by = key) => signJws(engine, by, 'comity-manifest+json', payload).bytes

test('[VE-18] a manifest is opened by the key that it holds, and says which', () => {
  const opened = openManifest(engine, signed(manifest))
  assert.deepEqual(opened, { ok: true, value: { manifest, signedBy: key.kid } })
})

test('[VE-18] a manifest under another key, of another form or altered anywhere is refused', () => {
  assert.deepEqual(openManifest(engine, signed(manifest, sampleKey('other'))), {
    ok: false,
    error: 'signature-invalid',
  })
  assert.deepEqual(openManifest(engine, signed({ ...manifest, more: 1 })), { ok: false, error: 'not-a-manifest' })
  const bytes = signed(manifest)
  for (let bit = 0; bit < bytes.length * 8; bit += 13) assert.equal(openManifest(engine, flipped(bytes, bit)).ok, false)
})
