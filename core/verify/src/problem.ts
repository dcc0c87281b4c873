/**
 * Something that a check found. `failure`: the file does not show what it should, and nobody should rely on it as it is.
 * `note`: nothing contradicts the file, and the reader should know it.
 */
export type Problem = {
  readonly kind: ProblemKind
  readonly severity: 'failure' | 'note'
  /** The file of the container, with the act's kind or the field where that helps. */
  readonly place: string
  /** What is wrong, as a sentence. */
  readonly ground: string
  /** What to do about it, as a sentence. */
  readonly remedy: string
}

export type ProblemKind = keyof typeof REMEDIES

/** What helps, by kind of problem. */
const REMEDIES = {
  'not-a-dossier-file': 'Ask the node that exported it for the file again; do not unpack or repair it.',
  'index-malformed': 'Ask the node that exported it for the file again.',
  'file-missing': 'Ask for a complete export.',
  'file-unlisted': 'Ask for the file as the node exported it; somebody added to this one.',
  'file-altered': 'Ask for the file as the node exported it; somebody changed this one.',
  'file-misnamed': 'Ask for the file as the node exported it.',
  'statement-invalid': 'Ask the exporting node for a fresh export; this one is not the dossier as that node stated it.',
  'statement-contradicted':
    'Ask the exporting node for a fresh export; this one is not the dossier as that node stated it.',
  'list-malformed': 'Ask the State for its list, and give it with --trust.',
  'list-not-signed-by-root':
    'Compare the root key with the State by telephone before you rely on anything that this list names.',
  'list-chain-broken': 'Give every version of the list from the one you trust onwards.',
  'list-missing': 'Ask for an export that holds this State list, or give it with --trust.',
  'lists-not-independently-trusted':
    'Get the list from the State itself, compare its root key by telephone, and give the file with --trust.',
  'pack-missing': 'Ask the node to take in the law pack, and for a new export.',
  'pack-unreadable': 'Ask for an export with the pack as it was published.',
  'act-malformed': 'Ask for the act as it was signed.',
  'act-of-another-dossier': 'Ask for the file as the node exported it; this act belongs elsewhere.',
  'key-ended':
    'Do not rely on this act: whoever holds a stolen key writes any time into it. Ask its author and the overseer.',
  'signature-invalid': 'Do not rely on this act; ask its author whether it was made.',
  'disclosure-invalid': 'Ask for the disclosures again; the act itself stands without them.',
  'disclosure-without-act': 'Ask for the file as the node exported it.',
  'strand-forked':
    'Ask the author which of the acts holds, and tell the overseer: nobody may write two acts at one place.',
  'strand-broken': 'Ask for the missing act of this strand; without it nothing later in the strand counts.',
  'act-missing': 'Ask for the act that is named and not here.',
  'act-outside-roster': 'Do not rely on this act; its author had no place in the dossier.',
  'order-not-witnessed': 'An order has effect only once witnesses saw it: ask for its proof.',
  'order-outside-its-bracket': 'Do not rely on the time of this order; ask its author and the overseer.',
  'acts-not-witnessed':
    'Ask for a later export if their time matters; reports and protective acts never wait for a witness.',
  'proof-invalid': 'Do not rely on the time or the place of this act in a log; ask for the proof again.',
  'checkpoint-invalid': 'Ask for the file as the node exported it; nothing but the bracket rests on it.',
  'receipt-invalid': 'Do not rely on this receipt.',
  'receipt-names-absent-act': 'Ask for the act: a node stated that it holds it in this dossier.',
  'set-aside-malformed': 'Ask for the act as it was received.',
  'set-aside-without-ground': 'Ask the exporting node why; by the roster this act belongs in the dossier.',
  'set-aside-otherwise': 'Read what the act shows; it stands outside the dossier either way.',
} as const

const NOTES: ReadonlySet<ProblemKind> = new Set([
  'lists-not-independently-trusted',
  'acts-not-witnessed',
  'key-ended',
  'set-aside-otherwise',
])

/** A problem with the remedy of its kind. */
export const problem = (kind: ProblemKind, place: string, ground: string): Problem => ({
  kind,
  severity: NOTES.has(kind) ? 'note' : 'failure',
  place,
  ground,
  remedy: REMEDIES[kind],
})
