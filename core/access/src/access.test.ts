import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthorityId, DossierId, KeyId, StateCode } from '@comity/kernel'
import fc from 'fast-check'
import { decideAccess, type Resource, type Subject } from './access.ts'

const [QN, QV, QQ, XO] = ['QN', 'QV', 'QQ', 'XO'] as StateCode[] as [StateCode, StateCode, StateCode, StateCode]
const dossier = 'QV-2026-00417' as DossierId
const other = 'QV-2026-00418' as DossierId
const ailsa = 'a'.repeat(43) as KeyId
const theo = 't'.repeat(43) as KeyId
const matter: Resource = { kind: 'matter', dossier, parties: [QV, QN], counsel: [ailsa], overseers: [XO] }
const officer = (authority: string, role: string, state = authority.slice(0, 2)): Subject => ({
  kind: 'officer',
  state: state as StateCode,
  authority: authority as AuthorityId,
  role,
})
const why = (subject: Subject, resource: Resource) => {
  const decided = decideAccess(subject, resource)
  return decided.ok ? `${decided.value.policy} ${decided.value.purpose}` : decided.error.why
}

const subjects: readonly Subject[] = [
  officer('QN/saltmere-court', 'court'),
  officer('QN/bar', 'bar'),
  officer('QQ/court', 'court'),
  { kind: 'counsel', key: ailsa },
  { kind: 'counsel', key: theo },
  { kind: 'person', dossier },
  { kind: 'person', dossier: other },
  { kind: 'overseer', state: XO },
  { kind: 'overseer', state: QQ },
  { kind: 'nobody' },
]
const resources: readonly Resource[] = [
  matter,
  { kind: 'appointments', dossier, bars: ['QN/bar' as AuthorityId] },
  { kind: 'persons-page', dossier },
  { kind: 'counsels-desk' },
  { kind: 'oversight' },
  { kind: 'unsigned-act', author: ailsa },
]

test('[AC-1] whoever is not signed in sees nothing', () => {
  for (const resource of resources) assert.equal(why({ kind: 'nobody' }, resource), 'not-signed-in')
})
test('[AC-1] each pair of asker and thing is decided by a rule or refused: nothing is let in by default', () => {
  const open = subjects.flatMap((subject, at) =>
    resources.flatMap((resource) => (decideAccess(subject, resource).ok ? [`${at} ${resource.kind}`] : [])),
  )
  assert.deepEqual(open, [
    '0 matter',
    '1 appointments',
    '3 matter',
    '3 counsels-desk',
    '3 unsigned-act',
    '4 counsels-desk',
    '5 persons-page',
    '7 matter',
    '7 oversight',
    '8 oversight',
  ])
})
test('[AC-2] offices of the two States see the matter, each for its purpose', () => {
  assert.equal(why(officer('QN/saltmere-court', 'court'), matter), 'AC-2 procedure')
  assert.equal(why(officer('QV/ministry', 'central-authority'), matter), 'AC-2 procedure')
  assert.equal(why(officer('QN/saltmere-custody', 'custody'), matter), 'AC-2 custody')
  assert.equal(why(officer('QQ/court', 'court'), matter), 'not-a-party')
})
test('[AC-2] an office that writes itself under a State that is not its own sees nothing', () => {
  assert.equal(why(officer('QQ/court', 'court', 'QN'), matter), 'not-a-party')
})
test('[AC-2] a role that no policy names sees nothing, whatever it is called', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'overseer')), (role) => {
      const known = ['central-authority', 'prosecutor', 'court', 'registry', 'police', 'custody'].includes(role)
      assert.equal(decideAccess(officer('QN/x', role), matter).ok, known)
    }),
  )
})
test('[AC-3] a bar sees the appointments that name it, not the file', () => {
  const appointments: Resource = { kind: 'appointments', dossier, bars: ['QN/bar' as AuthorityId] }
  assert.equal(why(officer('QN/bar', 'bar'), appointments), 'AC-3 vouching')
  assert.equal(why(officer('QV/bar', 'bar'), appointments), 'not-theirs')
  assert.equal(why(officer('QN/bar', 'bar'), matter), 'role-without-need')
})
test('[AC-4] counsel who is named but not admitted does not see the file', () => {
  assert.equal(why({ kind: 'counsel', key: ailsa }, matter), 'AC-4 defence')
  assert.equal(why({ kind: 'counsel', key: theo }, matter), 'not-admitted')
})
test('[AC-5] the person sees their own page; no office does', () => {
  const page: Resource = { kind: 'persons-page', dossier }
  assert.equal(why({ kind: 'person', dossier }, page), 'AC-5 own-matter')
  assert.equal(why({ kind: 'person', dossier: other }, page), 'not-theirs')
  assert.equal(why(officer('QN/saltmere-court', 'court'), page), 'no-policy')
  assert.equal(why({ kind: 'overseer', state: XO }, page), 'no-policy')
})
test('[AC-6] an overseer sees the matters whose States name it', () => {
  assert.equal(why({ kind: 'overseer', state: XO }, matter), 'AC-6 oversight')
  assert.equal(why({ kind: 'overseer', state: QQ }, matter), 'not-a-party')
})
test('[AC-7] an unsigned act is seen by its author’s office, or the counsel whose it is', () => {
  const courts: Resource = { kind: 'unsigned-act', author: theo, authority: 'QN/saltmere-court' as AuthorityId }
  assert.equal(why(officer('QN/saltmere-court', 'court'), courts), 'AC-7 signature')
  assert.equal(why(officer('QN/saltmere-police', 'police'), courts), 'no-policy')
  assert.equal(why({ kind: 'counsel', key: ailsa }, { kind: 'unsigned-act', author: ailsa }), 'AC-7 signature')
  assert.equal(why({ kind: 'counsel', key: ailsa }, courts), 'no-policy')
})
test('[AC-8] looks of authorities, bars and overseers at a file are noted; the person’s and counsel’s are not', () => {
  const noted = (subject: Subject, resource: Resource) => {
    const decided = decideAccess(subject, resource)
    return decided.ok && decided.value.noted
  }
  assert.equal(noted(officer('QN/saltmere-court', 'court'), matter), true)
  assert.equal(noted({ kind: 'overseer', state: XO }, matter), true)
  assert.equal(noted({ kind: 'counsel', key: ailsa }, matter), false)
  assert.equal(noted({ kind: 'person', dossier }, { kind: 'persons-page', dossier }), false)
})
