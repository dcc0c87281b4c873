import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok } from '@comity/kernel'
import { type ArchiveUnderTest, archiveContract } from './contract.ts'
import { observed } from './contract/model.ts'
import { anAct, appendLeaf, DOSSIER, putAct } from './contract/samples.ts'
import { createMemoryArchive, type MemoryArchive, type MemorySnapshot, openMemoryArchive } from './memory-archive.ts'

const under = (archive: MemoryArchive): ArchiveUnderTest => ({
  archive,
  crash: async () => under(openMemoryArchive(archive.snapshot())),
  end: () => archive.close(),
})
archiveContract('memory', async () => under(createMemoryArchive()))

test('[ST-7] a snapshot is not changed by what is committed later, nor by what is committed to another of its archives', async () => {
  const archive = createMemoryArchive()
  await archive.commit([putAct(), appendLeaf(0)])
  const snapshot = archive.snapshot()
  await archive.commit([putAct({ seq: 2 }), appendLeaf(1)])
  const first = openMemoryArchive(snapshot)
  const second = openMemoryArchive(snapshot)
  assert.deepEqual(await first.commit([putAct({ seq: 2, variant: 'b' })]), ok(undefined))
  assert.deepEqual(await second.actsOf(DOSSIER), [anAct()])
  assert.equal(await second.logSize(), 1)
})

test('[ST-7] a closed archive still has its snapshot', async () => {
  const archive = createMemoryArchive()
  await archive.commit([putAct()])
  const before = await observed(archive)
  await archive.close()
  assert.deepEqual(await observed(openMemoryArchive(archive.snapshot())), before)
})

test('[ST-2] what memory hands out is frozen', async () => {
  const archive = createMemoryArchive()
  await archive.commit([putAct({ disclosures: ['b25l'] })])
  const kept = await archive.act(anAct().id)
  assert.ok(kept && Object.isFrozen(kept) && Object.isFrozen(kept.disclosures))
})

test('[ST-7] only a snapshot can be opened', () => {
  assert.throws(() => openMemoryArchive({} as MemorySnapshot), /not a snapshot/)
})
