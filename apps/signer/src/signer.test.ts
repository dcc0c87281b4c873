import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concealMembers, ed25519SigningKey, type RandomBytes, readJws, verifyJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { canonicalBytes, expectOk, fromBase64, type JsonObject, toBase64 } from '@comity/kernel'
import { createSigner } from './signer.ts'

const node = 'http://norvale.localhost:4100'
const own = 'http://127.0.0.1:4190'
const random: RandomBytes = (length) => new Uint8Array(length).fill(7)
const key = ed25519SigningKey(nodeEngine, new Uint8Array(32).fill(3))
const hidden = concealMembers(nodeEngine, random, { reasons: { value: 'النص <b>', class: 'ordinary' } })
const payload: JsonObject = {
  author: key.kid,
  body: { on: '2026-03-03', ...hidden.members },
  claimed: '2026-03-03T07:40:00.000Z',
  dossier: 'QV-2026-00417',
  kind: 'arrest-ordered',
}
const disclosures = hidden.disclosures.map(({ text }) => text)

const world = (now = { at: 0 }) => ({
  now,
  signer: createSigner({
    engine: nodeEngine,
    random: seeded(),
    keys: [{ holder: 'Judge Orla Vennick', key }],
    origins: () => [node],
    now: () => now.at,
  }),
})
const seeded = (): RandomBytes => {
  let next = 1
  return (length) => new Uint8Array(length).fill(next++)
}
const post = (url: string, fields: readonly (readonly [string, string])[], origin: string) =>
  new Request(url, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    headers: { origin },
  })
const asking = (origin = node, texts = disclosures, returnTo = `${node}/desk/signed`) =>
  post(
    `${own}/sign`,
    [
      ['payload', toBase64(canonicalBytes(payload))],
      ['returnTo', returnTo],
      ...texts.map((text) => ['disclosure', text] as const),
    ],
    origin,
  )
const tokenIn = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''

test('[SI-1] the page shows the act as it stands in its bytes, and what is signed is exactly that', async () => {
  const { signer } = world()
  const page = await (await signer(asking())).text()
  assert.match(page, /QV-2026-00417/)
  assert.match(page, /النص &lt;b&gt;/)
  const done = await (await signer(post(`${own}/confirm`, [['token', tokenIn(page)]], own))).text()
  const jws = expectOk(fromBase64(/name="jws" value="([^"]+)"/.exec(done)?.[1] ?? ''), 'in the form')
  const read = expectOk(readJws(nodeEngine, jws, 'comity-act+json'), 'signed')
  assert.deepEqual(read.payloadBytes, canonicalBytes(payload))
  assert.ok(verifyJws(nodeEngine, read, key.jwk))
})

test('[SI-1] a text that does not belong to the act is not shown and nothing is signed', async () => {
  const other = concealMembers(nodeEngine, (length) => new Uint8Array(length).fill(9), {
    reasons: { value: 'harmless', class: 'ordinary' },
  })
  assert.equal(
    (
      await world().signer(
        asking(
          node,
          other.disclosures.map(({ text }) => text),
        ),
      )
    ).status,
    400,
  )
})

test('[SI-2] a question is answered once, by its own page, in time', async () => {
  const { signer, now } = world()
  const token = tokenIn(await (await signer(asking())).text())
  assert.equal((await signer(post(`${own}/confirm`, [['token', token]], node))).status, 409)
  const second = tokenIn(await (await signer(asking())).text())
  now.at = 16 * 60_000
  assert.equal((await signer(post(`${own}/confirm`, [['token', second]], own))).status, 409)
  const third = tokenIn(await (await signer(asking())).text())
  assert.equal((await signer(post(`${own}/confirm`, [['token', third]], own))).status, 200)
  assert.equal((await signer(post(`${own}/confirm`, [['token', third]], own))).status, 409)
})

test('[SI-3] strangers may not ask, and a signature goes nowhere else', async () => {
  assert.equal((await world().signer(asking('http://evil.example'))).status, 403)
  assert.equal((await world().signer(asking(node, disclosures, 'http://evil.example/take'))).status, 403)
})

test('[SI-4] fields that are not shown are counted in words before the button', async () => {
  assert.match(await (await world().signer(asking(node, []))).text(), /1 field\(s\) of this act were not shown/)
})
