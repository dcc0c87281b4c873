import type { Engine } from '@comity/crypto'
import { Directory, StateList } from '@comity/directory'
import { keyIdOf, readJws } from '@comity/crypto'
import type { Instant, KeyId } from '@comity/kernel'

/** Whose key it was at that time, by the State lists that the reader trusts; `undefined` where none names it. */
export function nameInLists(
  engine: Engine,
  lists: readonly Uint8Array[],
  kid: KeyId,
  at: Instant,
): { readonly holder: string; readonly authority: string } | undefined {
  for (const bytes of lists) {
    const read = readJws(engine, bytes, 'comity-state-list+json')
    const list = read.ok ? StateList.safeParse(read.value.payload) : undefined
    if (!list?.success) continue
    // The reader brought this list: its own root key is the pin, and its signature is still checked.
    const directory = Directory.empty(engine).admit(bytes, keyIdOf(engine, list.data.root))
    const [admitted] = directory.ok ? directory.value.all() : []
    const signatory = admitted && directory.ok ? directory.value.signatory(kid, admitted.digest, at) : undefined
    if (signatory) return { holder: signatory.key.holder, authority: signatory.authority.id }
  }
  return undefined
}
