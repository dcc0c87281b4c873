import assert from 'node:assert/strict'
import { err, ok } from '@comity/kernel'
import type { Rule } from '../contract.ts'
import { digestOf, publicDigest, putDocument, putObject } from './samples.ts'

/** AR-5, AR-6 and ST-4 on documents and public objects. */
export function documentRules(rule: Rule): void {
  rule('[AR-6] a document is replaced only by whoever names its version', async (archive) => {
    assert.equal(await archive.document('drafts', 'k'), undefined)
    assert.deepEqual(await archive.commit([putDocument('k', 1)]), err('document-moved-on'))
    assert.deepEqual(await archive.commit([putDocument('k', 0, 'first')]), ok(undefined))
    assert.deepEqual(await archive.commit([putDocument('k', 0)]), err('document-moved-on'))
    assert.deepEqual(await archive.commit([putDocument('k', 1, 'second')]), ok(undefined))
    const second = { collection: 'drafts', key: 'k', version: 2, value: digestOf('second') }
    assert.deepEqual(await archive.document('drafts', 'k'), second)
  })

  rule('[AR-6] a document is deleted only by whoever names its version, and then begins anew', async (archive) => {
    const deletion = (expect: number) =>
      archive.commit([{ do: 'delete-document', collection: 'drafts', key: 'k', expect }])
    assert.deepEqual(await deletion(1), err('document-moved-on'))
    assert.deepEqual(await deletion(0), ok(undefined))
    await archive.commit([putDocument('k', 0)])
    assert.deepEqual(await deletion(0), err('document-moved-on'))
    assert.deepEqual(await deletion(1), ok(undefined))
    assert.equal(await archive.document('drafts', 'k'), undefined)
    await archive.commit([putDocument('k', 0)])
    assert.equal((await archive.document('drafts', 'k'))?.version, 1)
  })

  rule('[AR-6] of many who race for one version exactly one wins', async (archive) => {
    await archive.commit([putDocument('k', 0)])
    const racers = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(racers.map((text) => archive.commit([putDocument('k', 1, text)])))
    const winners = racers.filter((_, index) => answers[index]?.ok)
    assert.equal(winners.length, 1)
    assert.deepEqual((await archive.document('drafts', 'k'))?.value, digestOf(winners[0] ?? ''))
  })

  rule('[ST-4] documents come by key in order of code points, each collection by itself', async (archive) => {
    const keys = ['\u{1f54a}', '\uff0c', 'b', 'a', '\u0639']
    await archive.commit([...keys.map((key) => putDocument(key, 0)), putDocument('a', 0, 'other', 'sessions')])
    const documents = await archive.documents('drafts')
    assert.deepEqual(
      documents.map(({ key }) => key),
      ['a', 'b', '\u0639', '\uff0c', '\u{1f54a}'],
    )
    assert.deepEqual((await archive.document('sessions', 'a'))?.value, digestOf('other'))
    assert.deepEqual(await archive.documents('nothing'), [])
  })

  rule('[AR-5] the same public object again changes nothing; objects come by digest', async (archive) => {
    await archive.commit([putObject('pack 1'), putObject('pack 2'), putObject('list', 'state-list')])
    assert.deepEqual(await archive.commit([putObject('pack 1', 'state-list', digestOf('other'))]), ok(undefined))
    assert.deepEqual(await archive.object(publicDigest('pack 1')), digestOf('pack 1'))
    const packs = ['pack 1', 'pack 2'].map((text) => ({ digest: publicDigest(text), bytes: digestOf(text) }))
    assert.deepEqual(
      await archive.objects('law-pack'),
      packs.sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    )
    assert.deepEqual(
      (await archive.objects('state-list')).map(({ digest }) => digest),
      [publicDigest('list')],
    )
    assert.equal(await archive.object(publicDigest('never')), undefined)
  })
}
