import { type Engine, keyIdOf, readJws } from '@comity/crypto'
import { Directory, type ListFault, StateList } from '@comity/directory'
import type { KeyId, StateCode } from '@comity/kernel'
import { fileName } from '../dossier-file/layout.ts'
import { type Problem, problem } from '../problem.ts'
import type { Trust } from '../trust.ts'

export type CheckedLists = { readonly directory: Directory; readonly problems: readonly Problem[] }

type Candidate = {
  readonly place: string
  readonly bytes: Uint8Array
  readonly list: StateList
  readonly root: KeyId
  readonly trusted: boolean
}

/**
 * The lists of the file, and those that the reader brought, as one directory. A State whose root key the reader knows must
 * have signed with it; for the others the file's own word is taken, and said to be no more than that.
 */
export function checkLists(engine: Engine, files: ReadonlyMap<string, Uint8Array>, trust: Trust): CheckedLists {
  const problems: Problem[] = []
  const candidates: Candidate[] = []
  const take = (bytes: Uint8Array, place: string, trusted: boolean, id?: string) => {
    const read = readJws(engine, bytes, 'comity-state-list+json')
    const list = read.ok ? StateList.safeParse(read.value.payload) : undefined
    if (!read.ok || !list?.success) problems.push(problem('list-malformed', place, 'This is not a signed State list.'))
    else if (id !== undefined && read.value.id !== id)
      problems.push(problem('file-misnamed', place, `This is the list ${read.value.id}.`))
    else candidates.push({ place, bytes, list: list.data, root: keyIdOf(engine, list.data.root), trusted })
  }
  trust.lists.forEach((bytes, index) => void take(bytes, `trusted list ${index + 1}`, true))
  for (const [id, bytes] of files) take(bytes, fileName('lists', id), false, id)

  const pins = pinsOf(candidates, trust)
  let directory = Directory.empty(engine)
  const inOrder = candidates.toSorted((a, b) => a.list.version - b.list.version)
  for (const { bytes, place, list, root } of inOrder) {
    const admitted = directory.admit(bytes, pins.get(list.state) ?? root)
    if (admitted.ok) directory = admitted.value
    else problems.push(listProblem(admitted.error, place, list.state))
  }
  const untrusted = [...new Set(candidates.map(({ list }) => list.state))].filter((state) => !pins.has(state)).sort()
  if (untrusted.length > 0) {
    const ground = `Only this file itself says that these lists are those of ${untrusted.join(', ')}.`
    problems.push(problem('lists-not-independently-trusted', 'lists/', ground))
  }
  return { directory, problems }
}

function pinsOf(candidates: readonly Candidate[], trust: Trust): ReadonlyMap<StateCode, KeyId> {
  const fromLists = candidates.filter(({ trusted }) => trusted).map(({ list, root }) => [list.state, root] as const)
  const known = Object.entries(trust.roots).flatMap(([state, root]) =>
    root ? [[state as StateCode, root] as const] : [],
  )
  return new Map([...fromLists, ...known])
}

function listProblem(fault: ListFault, place: string, state: StateCode): Problem {
  switch (fault.kind) {
    case 'malformed':
      return problem('list-malformed', place, `The list of ${state} contradicts itself: ${fault.why}.`)
    case 'not-signed-by-root':
      return problem('list-not-signed-by-root', place, `The list is not signed by the root key of ${state}.`)
    case 'root-not-pinned':
      return problem(
        'list-not-signed-by-root',
        place,
        `The list names another root key of ${state} than the one you trust.`,
      )
    case 'does-not-follow':
      return problem(
        'list-chain-broken',
        place,
        `Version ${fault.version} of ${state} does not follow the version before it.`,
      )
  }
}
