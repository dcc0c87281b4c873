import { type AuthorityId, type DossierId, err, type KeyId, ok, type Result, type StateCode } from '@comity/kernel'

/** Who asks, as far as whoever signed them in can vouch for it. Nothing in it is what the asker says of themselves. */
export type Subject =
  | { readonly kind: 'officer'; readonly state: StateCode; readonly authority: AuthorityId; readonly role: string }
  | { readonly kind: 'counsel'; readonly key: KeyId }
  | { readonly kind: 'person'; readonly dossier: DossierId }
  | { readonly kind: 'overseer'; readonly state: StateCode }
  | { readonly kind: 'nobody' }

/** What is asked for, with the facts of the file that a decision may rest on. */
export type Resource =
  | {
      readonly kind: 'matter'
      readonly dossier: DossierId
      readonly parties: readonly StateCode[]
      /** Keys of counsel whom the person appointed and a bar vouched for. */
      readonly counsel: readonly KeyId[]
      /** Overseers that a party names or ever named. */
      readonly overseers: readonly StateCode[]
    }
  /** Appointments of counsel that wait for, or have, a bar's word; nothing else of the file. */
  | { readonly kind: 'appointments'; readonly dossier: DossierId; readonly bars: readonly AuthorityId[] }
  | { readonly kind: 'persons-page'; readonly dossier: DossierId }
  | { readonly kind: 'counsels-desk' }
  | { readonly kind: 'oversight' }
  /** An act that waits for its signature: its text is not in the file yet. */
  | { readonly kind: 'unsigned-act'; readonly author: KeyId; readonly authority?: AuthorityId }

/** What a look is for: it is noted with the look, and the person reads it. */
export type Purpose = 'procedure' | 'custody' | 'vouching' | 'defence' | 'oversight' | 'own-matter' | 'signature'

export type Granted = {
  /** The rule that lets the asker in, by its number in SPEC.md. */
  readonly policy: string
  readonly purpose: Purpose
  /** Whether the look is noted and shown to the person. The person's and counsel's own looks are nobody's business. */
  readonly noted: boolean
}

export type Refused = {
  readonly why: 'not-signed-in' | 'not-a-party' | 'role-without-need' | 'not-admitted' | 'not-theirs' | 'no-policy'
}

type Policy = {
  readonly id: string
  readonly decide: (subject: Subject, resource: Resource) => Omit<Granted, 'policy'> | Refused | undefined
}

const grant = (purpose: Purpose, noted: boolean) => ({ purpose, noted })
const refuse = (why: Refused['why']): Refused => ({ why })

/** Offices that carry a procedure. A bar has no part in it, and an overseer's office signs in as an overseer. */
const PURPOSE_OF_ROLE: Readonly<Record<string, Purpose>> = {
  'central-authority': 'procedure',
  prosecutor: 'procedure',
  court: 'procedure',
  registry: 'procedure',
  police: 'custody',
  custody: 'custody',
}

/**
 * Every way in. Each answers for the askers and things it is about, and keeps silent about all others; whatever nobody
 * answers for is refused.
 */
const POLICIES: readonly Policy[] = [
  {
    id: 'AC-2',
    decide: (subject, resource) => {
      if (subject.kind !== 'officer' || resource.kind !== 'matter') return undefined
      if (!resource.parties.includes(subject.state) || !subject.authority.startsWith(`${subject.state}/`))
        return refuse('not-a-party')
      const purpose = Object.hasOwn(PURPOSE_OF_ROLE, subject.role) ? PURPOSE_OF_ROLE[subject.role] : undefined
      return purpose ? grant(purpose, true) : refuse('role-without-need')
    },
  },
  {
    id: 'AC-3',
    decide: (subject, resource) => {
      if (subject.kind !== 'officer' || resource.kind !== 'appointments') return undefined
      if (subject.role !== 'bar') return refuse('role-without-need')
      return resource.bars.includes(subject.authority) ? grant('vouching', true) : refuse('not-theirs')
    },
  },
  {
    id: 'AC-4',
    decide: (subject, resource) => {
      if (subject.kind !== 'counsel') return undefined
      if (resource.kind === 'counsels-desk') return grant('defence', false)
      if (resource.kind !== 'matter') return undefined
      return resource.counsel.includes(subject.key) ? grant('defence', false) : refuse('not-admitted')
    },
  },
  {
    id: 'AC-5',
    decide: (subject, resource) => {
      if (subject.kind !== 'person' || resource.kind !== 'persons-page') return undefined
      return subject.dossier === resource.dossier ? grant('own-matter', false) : refuse('not-theirs')
    },
  },
  {
    id: 'AC-6',
    decide: (subject, resource) => {
      if (subject.kind !== 'overseer') return undefined
      if (resource.kind === 'oversight') return grant('oversight', false)
      if (resource.kind !== 'matter') return undefined
      return resource.overseers.includes(subject.state) ? grant('oversight', true) : refuse('not-a-party')
    },
  },
  {
    id: 'AC-7',
    decide: (subject, resource) => {
      if (resource.kind !== 'unsigned-act') return undefined
      if (subject.kind === 'officer' && subject.authority === resource.authority) return grant('signature', false)
      if (subject.kind === 'counsel' && subject.key === resource.author) return grant('signature', false)
      return undefined
    },
  },
]

/** Decides whether the asker may see the thing, and for which purpose. Where no policy speaks, the answer is no. */
export function decideAccess(subject: Subject, resource: Resource): Result<Granted, Refused> {
  if (subject.kind === 'nobody') return err(refuse('not-signed-in'))
  for (const { id, decide } of POLICIES) {
    const answer = decide(subject, resource)
    if (answer) return 'why' in answer ? err(answer) : ok({ policy: id, ...answer })
  }
  return err(refuse('no-policy'))
}
