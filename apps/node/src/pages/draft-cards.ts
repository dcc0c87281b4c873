import { decideAccess } from '@comity/access'
import { readDisclosure } from '@comity/crypto'
import { type AuthorityId, type Instant, type KeyId, parseCanonical } from '@comity/kernel'
import { type ActCardView, html } from '@comity/portal'
import { type Act, ActPayload, definitionOf, isKind } from '@comity/procedure'
import { type Pending, payloadBytes } from '../node/carry-out.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import { factsOf, sentences, textsOf } from './act-facts.ts'
import { titleOf } from './act-words.ts'
import { subjectOf } from './looks.ts'
import { nameIn, type Visit } from './site.ts'

/** Acts of a matter that wait for their signature, for those who may see them: their author's office, or counsel themselves. */
export async function draftCards(here: Visit, loaded: LoadedDossier): Promise<readonly ActCardView[]> {
  const { persona, site } = here
  if (!persona) return []
  const pending = (await site.node.allPending()).filter(({ dossier }) => dossier === loaded.folded.dossier.id)
  return pending.flatMap((waiting): ActCardView[] => {
    const resource = {
      kind: 'unsigned-act' as const,
      author: waiting.author as KeyId,
      ...(waiting.strand.startsWith('counsel/') ? {} : { authority: waiting.strand as AuthorityId }),
    }
    if (!decideAccess(subjectOf(persona), resource).ok) return []
    const card = draftCard(here, loaded, waiting)
    return card ? [card] : []
  })
}

function draftCard(here: Visit, loaded: LoadedDossier, pending: Pending): ActCardView | undefined {
  const { t } = here.reader
  const draft = readPending(pending)
  if (!draft) return undefined
  const { act, payload, shown } = draft
  const isMine = here.persona !== undefined && 'key' in here.persona && here.persona.key === pending.author
  const signatory = here.site.signIn.personas().find((persona) => 'key' in persona && persona.key === pending.author)
  const link = isMine ? html`<a href="/sign/${pending.id}">${t('matter.draft.sign')}</a>` : t('matter.draft.note')
  return {
    id: `draft-${pending.id.slice(0, 12)}`,
    rail: railOf(here, loaded, pending.strand, act),
    kind: 'draft',
    at: pending.at as Instant,
    title: titleOf(here, loaded, { act, shown }),
    by: signatory?.name ?? officeOf(here, pending.strand),
    body: [...textsOf({ shown }), sentences(factsOf(here, loaded, { act, payload }))],
    deliveries: [{ state: 'draft', detail: html` · ${link}` }],
  }
}

/** A prepared act, read back from what will be signed. */
export function readPending(
  pending: Pending,
): { readonly act: Act; readonly payload: ActPayload; readonly shown: Readonly<Record<string, string>> } | undefined {
  const parsed = parseCanonical(payloadBytes(pending))
  const payload = parsed.ok ? ActPayload.safeParse(parsed.value) : undefined
  if (!payload?.success || !isKind(payload.data.kind)) return undefined
  const { _sd, sd_class, ...members } = payload.data.body
  const clear = definitionOf(payload.data.kind).clear.safeParse(members)
  if (!clear.success) return undefined
  const shown = pending.disclosures.flatMap((text): [string, string][] => {
    const opened = readDisclosure(text)
    return opened.ok ? [[opened.value.name, String(opened.value.value)]] : []
  })
  // The kind's own schema has just read the body.
  const act = { kind: payload.data.kind, body: clear.data } as Act
  return { act, payload: payload.data, shown: Object.fromEntries(shown) }
}

function railOf(
  { site }: Visit,
  { folded: { dossier } }: LoadedDossier,
  strand: string,
  act: Act,
): ActCardView['rail'] {
  const attested = 'attested' in act.body && act.body.attested !== undefined
  if (attested || strand.startsWith('counsel/')) return 'person'
  const state = strand.slice(0, 2)
  if (state === dossier.opened?.requesting) return 'asks'
  return state === dossier.opened?.requested || site.node.identity.state === state ? 'decides' : 'oversight'
}

function officeOf({ site, reader }: Visit, strand: string): string {
  const authority = site.node.directory().authority(strand as AuthorityId)
  return authority ? nameIn(authority.name, reader.t.language) : strand
}
