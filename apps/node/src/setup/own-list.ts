import { type PublicJwk, type SigningKey, signJws, keyIdOf } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import type { Authority, ListedKey, Role, StateList } from '@comity/directory'
import type { AuthorityId, Instant, JsonObject, KeyId } from '@comity/kernel'
import { parseVerifierKey } from '@comity/record'
import { directoryOf, fileOf, readNodeFile, writeDurably, writeNodeFile } from './node-files.ts'
import { lawOfProgram } from './program-law.ts'

export type Enrolment = {
  readonly authority: AuthorityId
  readonly role: Role
  /** Needed where the authority is new to the list. */
  readonly name: string | undefined
  readonly holder: string
  readonly key: PublicJwk
  readonly until: Instant
}

export type Issued = { readonly list: string; readonly version: number }

/** One person's public key more. The running node takes the new list at its next start. */
export function enrol(folder: string, enrolment: Enrolment, root: SigningKey, now: Instant): Issued & { key: KeyId } {
  const issued = issueNext(folder, root, now, (list) => ({ authorities: withKey(list, enrolment, now) }))
  return { ...issued, key: keyIdOf(nodeEngine, enrolment.key) }
}

/** One witness more, and where it is asked. From the next start the log's checkpoints are shown to it too. */
export function addWitness(
  folder: string,
  { vkey, url }: { readonly vkey: string; readonly url: string },
  root: SigningKey,
  now: Instant,
): Issued {
  if (!parseVerifierKey(nodeEngine, vkey).ok)
    throw new Error(`"${vkey}" is not a witness's key. Copy the line that the witness prints when it starts.`)
  const file = readNodeFile(folder)
  const issued = issueNext(folder, root, now, ({ witnesses }) => {
    if (witnesses.some((witness) => witness.vkey === vkey)) throw new Error('this witness is in the list already.')
    return { witnesses: [...witnesses, { group: 'civil' as const, vkey }] }
  })
  writeNodeFile(folder, { ...file, witnesses: { ...file.witnesses, [vkey]: url } })
  return issued
}

/**
 * Issues the next version of the node's own State list, signed by the State's root key. Throws, and changes nothing,
 * where other States would not accept it.
 */
function issueNext(
  folder: string,
  root: SigningKey,
  now: Instant,
  change: (list: StateList) => Partial<StateList>,
): Issued {
  const { state, pins } = readNodeFile(folder)
  const directory = directoryOf(folder, pins)
  const own = directory.current(state)
  if (!own) throw new Error(`${fileOf.lists(folder)} holds no list of ${state}. Restore it from a backup.`)
  const list: StateList = {
    ...own.list,
    version: own.list.version + 1,
    previous: own.digest,
    issued: now,
    law: lawOfProgram().digest,
    ...change(own.list),
  }
  const { bytes } = signJws(nodeEngine, root, 'comity-state-list+json', list as unknown as JsonObject)
  const admitted = directory.admit(bytes)
  if (!admitted.ok) {
    const remedy =
      admitted.error.kind === 'not-signed-by-root' ? `It must be the root key of ${state}.` : 'Nothing was changed.'
    const why = 'why' in admitted.error ? `${admitted.error.kind}: ${admitted.error.why}` : admitted.error.kind
    throw new Error(`the new list would not be accepted (${why}). ${remedy}`)
  }
  const path = fileOf.list(folder, state, list.version)
  writeDurably(path, bytes, 0o644)
  return { list: path, version: list.version }
}

function withKey(list: StateList, { authority: id, role, name, holder, key, until }: Enrolment, now: Instant) {
  if (!id.startsWith(`${list.state}/`))
    throw new Error(`${id} is not an authority of ${list.state}: ids begin with it.`)
  const listed: ListedKey = { kid: keyIdOf(nodeEngine, key), jwk: key, holder, from: now, until }
  const known = list.authorities.find((authority) => authority.id === id)
  if (!known) {
    if (name === undefined) throw new Error(`${id} is new to the list: say what it is called with --name.`)
    return [...list.authorities, { id, role, name: { en: name }, keys: [listed] } satisfies Authority]
  }
  if (known.role !== role) throw new Error(`${id} is in the list as ${known.role}, not as ${role}.`)
  // The node signs for its registry; a person's key beside it could refuse and attest in the node's name.
  if (role === 'registry') throw new Error(`${id} signs with the node's own key: nobody else is enrolled there.`)
  return list.authorities.map((authority) =>
    authority.id === id ? { ...authority, keys: [...authority.keys, listed] } : authority,
  )
}
