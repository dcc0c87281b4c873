import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from '@comity/kernel'
import { compileFiles, compileLaw, type LawFile, loadPack, readLawFiles, sha256 } from './compile.ts'
import { LAW_FOLDER, openLaw } from './open.ts'

const files = readLawFiles(LAW_FOLDER)
const digestOf = (list: readonly LawFile[]) => {
  const compiled = compileFiles(list)
  assert.ok(compiled.ok, JSON.stringify(compiled.ok ? '' : compiled.error.slice(0, 3)))
  return compiled.value.law.digest
}
const edited = (path: string, edit: (text: string) => string): LawFile[] =>
  files.map((file) => (file.path === path ? { path, text: edit(file.text) } : file))
const faultsOf = (list: readonly LawFile[]) => {
  const compiled = compileFiles(list)
  return compiled.ok ? [] : compiled.error
}

const WARRANT = 'instruments/european-union/eaw.yaml'

test('[LF-1] the law compiles, and the digest is that of its canonical bytes', () => {
  const compiled = compileLaw(LAW_FOLDER)
  assert.ok(compiled.ok)
  const { bytes, law } = compiled.value
  assert.equal(law.digest, `sha256:${toHex(sha256(bytes))}`)
  const again = loadPack(bytes)
  assert.equal(again.ok && again.value.digest, law.digest)
})

test('[LF-2] the same law gives the same digest, whatever the order of the files and whoever compiled it', () => {
  const digest = digestOf(files)
  assert.equal(digestOf([...files].reverse()), digest)
  const opened = openLaw()
  assert.equal(opened.ok && opened.value.law.digest, digest)
})

test('[LF-2] a changed word is another law', () => {
  assert.notEqual(
    digestOf(edited(WARRANT, (text) => text.replace('mutual recognition', 'recognition'))),
    digestOf(files),
  )
})

test('[LF-3] a fault names file, line, place and remedy', () => {
  const [unknown] = faultsOf(edited(WARRANT, (text) => text.replace('  kind: eu\n', '  kind: eu\n  colour: blue\n')))
  assert.equal(unknown?.file, WARRANT)
  assert.match(unknown?.message ?? '', /unknown field colour/)
  assert.equal(typeof unknown?.line, 'number')
  const [status] = faultsOf(edited(WARRANT, (text) => text.replace('status: checked', 'status: certain')))
  assert.match(status?.remedy ?? '', /checked, unchecked/)
  const [syntax] = faultsOf(edited(WARRANT, (text) => `${text}\n  - [`))
  assert.equal(syntax?.file, WARRANT)
  const [twice] = faultsOf(edited(WARRANT, (text) => text.replace('  kind: eu\n', '  kind: eu\n  kind: eu\n')))
  assert.equal(twice?.file, WARRANT)
})

test('[LF-4] anchors and aliases are refused: they hide what is said where, and unfold without end', () => {
  const bomb = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'
  const [fault] = faultsOf([...files, { path: 'states/zz.yaml', text: bomb }])
  assert.match(fault?.message ?? '', /anchors and aliases/)
})

test('[LF-5] a reference that leads nowhere and a file in no known place are refused', () => {
  const dangling = faultsOf(edited(WARRANT, (text) => text.replace('source: eaw:31\n', 'source: eaw:999\n')))
  assert.match(dangling[0]?.message ?? '', /no provision eaw:999/)
  assert.equal(dangling[0]?.file, WARRANT)
  const [stray] = faultsOf([...files, { path: 'notes.yaml', text: 'a: 1\n' }])
  assert.match(stray?.message ?? '', /place that the pack does not know/)
})

test('[LF-6] each binding of the baseline, weakened by a profile, is found: modality, exclusion and cure', () => {
  const law = openLaw()
  assert.ok(law.ok)
  const rights = law.value.law.pack.instruments.filter(({ plays }) => plays === 'rights')
  let planted = 0
  for (const { id, binding } of rights.flatMap(({ provisions }) =>
    provisions.flatMap((p) => p.binds.map((binding) => ({ id: p.id, binding }))),
  )) {
    if (binding.modality === 'excluded') continue
    const { cure: _, see: __, ...plain } = binding
    const weak = { ...plain, provision: id, modality: 'excluded' }
    const profile = { profile: { id: 'weak', title: 'Weak', states: ['QN'], binds: [weak] } }
    // One provision is enough to show it; compiling the whole law for each would say nothing more.
    const small = smallLaw(JSON.stringify(profile), id)
    assert.ok(
      faultsOf(small).some(({ message }) => message.includes('weakens the baseline')),
      `${id} ${binding.ground}/${binding.test}`,
    )
    planted += 1
  }
  assert.ok(planted > 90, String(planted))
})

const kept = new Map<string, readonly LawFile[]>()

/** The instrument of a provision and a profile, with nothing that the two do not need. JSON is YAML. */
function smallLaw(profile: string, provision: string): readonly LawFile[] {
  const instrument = provision.split(':')[0] ?? ''
  const base =
    kept.get(instrument) ??
    files
      .filter(
        ({ path }) => path.endsWith(`/${instrument}.yaml`) || path === 'pack.yaml' || path.startsWith('decisions/'),
      )
      .filter(({ path }) => !path.startsWith('time-limits/'))
  kept.set(instrument, base)
  return [...base, { path: 'profiles/weak.yaml', text: profile }]
}
