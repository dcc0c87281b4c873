import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine, signJws } from '@comity/crypto'
import type { AuthorityId, Digest, Instant, JsonObject, JsonValue, StateCode } from '@comity/kernel'
import { directoryOf, listedKey, sampleKey, sampleList, SAMPLE_ISSUED, signList, successor } from '../testing/index.ts'
import { Directory, type ListFault } from './directory.ts'

const first = sampleList('QV', { court: 'court', bar: 'bar' }, { overseers: ['XO' as StateCode] })
const pin = sampleKey('QV root').kid
const empty = Directory.empty(engine)
const COURT = 'QV/court' as AuthorityId
const at = (day: string) => `2026-${day}T00:00:00.000Z` as Instant

const fault = (directory: Directory, jws: Uint8Array, pinned = pin): ListFault['kind'] | undefined => {
  const admitted = directory.admit(jws, pinned)
  return admitted.ok ? undefined : admitted.error.kind
}
/** The keys of one authority in the next version. */
const withCourtKeys = (...keys: ReturnType<typeof listedKey>[]) =>
  first.list.authorities.map((authority) => (authority.id === COURT ? { ...authority, keys } : authority))

test('[DI-1] a first list is admitted by the root key that was read aloud, and by no other', () => {
  assert.equal(fault(empty, first.jws), undefined)
  assert.equal(fault(empty, first.jws, sampleKey('somebody').kid), 'root-not-pinned')
  const unpinned = empty.admit(first.jws)
  assert.deepEqual(unpinned, { ok: false, error: { kind: 'root-not-pinned', state: 'QV' } })
})

test('[DI-1] a list signed by anybody but its own root is nobody’s list', () => {
  const bySomebody = signJws(
    engine,
    sampleKey('somebody'),
    'comity-state-list+json',
    first.list as unknown as JsonObject,
  )
  assert.equal(fault(empty, bySomebody.bytes, sampleKey('somebody').kid), 'not-signed-by-root')
  assert.equal(fault(empty, bySomebody.bytes), 'not-signed-by-root')
})

test('[DI-2] a later version names the one before it, is signed by the same root, and is not issued earlier', () => {
  const held = directoryOf(first)
  const next = successor(first, { issued: at('02-01') })
  assert.equal(fault(held, next.jws), undefined)
  assert.equal(fault(held, successor(next).jws), 'does-not-follow', 'a version is left out')
  assert.equal(
    fault(held, signList({ ...next.list, previous: `sha256:${'1'.repeat(64)}` as Digest }).jws),
    'does-not-follow',
  )
  assert.equal(fault(held, signList({ ...next.list, previous: null }).jws), 'does-not-follow')
  assert.equal(
    fault(held, successor(first, { issued: at('01-01').replace('2026', '2025') as Instant }).jws),
    'does-not-follow',
  )
  const newRoot = signList({ ...next.list, root: sampleKey('new root').jwk }, 'new root')
  assert.equal(fault(held, newRoot.jws, sampleKey('new root').kid), 'not-signed-by-root', 'not even where it is pinned')
})

test('[DI-2] the same list again changes nothing, and an old version does not come back', () => {
  const next = successor(first)
  const both = directoryOf(first, next)
  const again = both.admit(first.jws)
  assert.ok(again.ok && again.value === both)
  assert.equal(both.of('QV' as StateCode)?.version, 2)
  assert.equal(fault(both, signList({ ...first.list, name: { en: 'Another' } }).jws), 'does-not-follow')
})

test('[DI-3] a list that contradicts itself is refused', () => {
  const refused = (over: Parameters<typeof successor>[1]) => {
    const admitted = empty.admit(signList({ ...first.list, ...over }).jws, pin)
    assert.ok(!admitted.ok && admitted.error.kind === 'malformed')
    return admitted.error.why
  }
  const [court, bar] = first.list.authorities
  assert.ok(court && bar)
  assert.match(refused({ authorities: [{ ...court, id: 'QN/court' as AuthorityId }] }), /not of QV/)
  assert.match(refused({ authorities: [court, { ...bar, id: COURT }] }), /QV\/court is listed twice/)
  assert.match(refused({ authorities: [court, { ...bar, keys: court.keys }] }), /is listed twice/)
  assert.match(refused({ authorities: withCourtKeys(listedKey('a', { kid: sampleKey('b').kid })) }), /thumbprint/)
  assert.match(refused({ overseers: ['QV' as StateCode] }), /its overseer/)
})

test('[DI-4] no byte string is a list but its own: cut, flipped or of another form', () => {
  for (let bit = 0; bit < first.jws.length * 8; bit += 3) {
    const flipped = first.jws.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.notEqual(fault(empty, flipped), undefined, `bit ${bit}`)
  }
  for (let length = 0; length < first.jws.length; length += 7)
    assert.equal(fault(empty, first.jws.slice(0, length)), 'malformed')
  const forms: readonly JsonValue[] = [
    {},
    { ...(first.list as unknown as JsonObject), more: 1 },
    { ...(first.list as unknown as JsonObject), version: 0 },
    { ...(first.list as unknown as JsonObject), state: 'qv' },
    { ...(first.list as unknown as JsonObject), zone: 'Atlantis' },
    { ...(first.list as unknown as JsonObject), issued: '2026-02-30T00:00:00.000Z' },
  ]
  for (const form of forms)
    assert.equal(
      fault(empty, signJws(engine, sampleKey('QV root'), 'comity-state-list+json', form as JsonObject).bytes),
      'malformed',
    )
  const asAct = signJws(engine, sampleKey('QV root'), 'comity-act+json', first.list as unknown as JsonObject)
  assert.equal(fault(empty, asAct.bytes), 'malformed', 'a signature for one kind of object says nothing for another')
})

test('[DI-5] a key is read in the list that the act names, and counts within its time only', () => {
  const directory = directoryOf(
    signList({
      ...first.list,
      authorities: withCourtKeys(listedKey(COURT, { from: at('02-01'), until: at('03-01') })),
    }),
  )
  const digest = directory.current('QV' as StateCode)?.digest as Digest
  const { kid } = sampleKey(COURT)
  const found = (claimed: Instant) => directory.signatory(kid, digest, claimed)?.authority.id
  assert.deepEqual([at('01-31'), at('02-01'), at('03-01'), at('03-02')].map(found), [
    undefined,
    COURT,
    COURT,
    undefined,
  ])
  assert.equal(directory.signatory(kid, `sha256:${'2'.repeat(64)}` as Digest, at('02-02')), undefined)
  assert.equal(directory.signatory(sampleKey('somebody').kid, digest, at('02-02')), undefined)
})

test('[DI-6] after its revocation a key signs for nobody; before it, it signs in doubt', () => {
  const revoked = successor(first, {
    issued: at('03-05'),
    authorities: withCourtKeys(listedKey(COURT, { invalidAfter: at('03-01') })),
  })
  const directory = directoryOf(first, revoked)
  const { kid } = sampleKey(COURT)
  for (const list of [first.digest, revoked.digest]) {
    assert.equal(directory.signatory(kid, list, at('03-02')), undefined)
    assert.equal(directory.signatory(kid, list, at('02-01'))?.endedAt, at('03-01'))
  }
  assert.equal(directoryOf(first).signatory(kid, first.digest, at('02-01'))?.endedAt, undefined)
})

test('[DI-6] no later version takes a revocation back', () => {
  const revoked = successor(first, {
    issued: at('03-05'),
    authorities: withCourtKeys(listedKey(COURT, { invalidAfter: at('03-01') })),
  })
  const forgiven = successor(revoked, { issued: at('03-06'), authorities: first.list.authorities })
  const directory = directoryOf(first, revoked, forgiven)
  for (const list of [first, revoked, forgiven])
    assert.equal(directory.signatory(sampleKey(COURT).kid, list.digest, at('03-07')), undefined)
})

test('[DI-6] a key that a later version no longer names ended when that version was issued', () => {
  const rotated = successor(first, { issued: at('03-05'), authorities: withCourtKeys(listedKey('the next judge')) })
  const directory = directoryOf(first, rotated)
  const { kid } = sampleKey(COURT)
  assert.equal(directory.signatory(kid, first.digest, at('03-06')), undefined, 'nobody goes on under the old list')
  assert.equal(directory.signatory(kid, first.digest, at('03-04'))?.endedAt, at('03-05'))
  const next = sampleKey('the next judge').kid
  assert.equal(directory.signatory(next, rotated.digest, at('03-06'))?.endedAt, undefined)
  assert.equal(directory.signatory(next, first.digest, at('03-06')), undefined, 'a key is not older than its list')
})

test('[DI-7] every version that was admitted stays at hand, in order', () => {
  const next = successor(first, { issued: SAMPLE_ISSUED, overseers: [] })
  const directory = directoryOf(first, next)
  assert.deepEqual(
    directory.versionsOf('QV' as StateCode).map(({ version }) => version),
    [1, 2],
  )
  assert.equal(directory.byDigestOf(first.digest)?.list.version, 1)
  assert.equal(directory.authority(COURT)?.role, 'court')
  assert.equal(directory.authority('QN/court' as AuthorityId), undefined)
})
