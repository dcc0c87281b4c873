import type { Role } from '@comity/directory'
import type { AuthorityId, DossierId, KeyId, StateCode, StrandId } from '@comity/kernel'

/** Somebody who uses the pages: what the session is about, whichever way they signed in. */
export type Persona =
  | {
      readonly kind: 'officer'
      readonly id: string
      readonly name: string
      readonly state: StateCode
      readonly authority: AuthorityId
      readonly role: Role
      readonly key: KeyId
    }
  | {
      readonly kind: 'counsel'
      readonly id: string
      readonly name: string
      readonly key: KeyId
      readonly dossiers: readonly DossierId[]
    }
  /** The person a matter is about; has no key: what they file is received and attested by the registry. */
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly dossier: DossierId }
  | {
      readonly kind: 'overseer'
      readonly id: string
      readonly name: string
      readonly authority: AuthorityId
      readonly key: KeyId
    }

/**
 * How people sign in: a port. The demonstration lets everybody choose whom to be and says so; real sign-in (passkeys,
 * OpenID Connect) serves the same port.
 */
export type SignIn = {
  readonly personas: () => readonly Persona[]
  readonly find: (id: string) => Persona | undefined
}

/** The strand on which a persona's acts go; the person has none. */
export function strandOfPersona(persona: Persona): StrandId | undefined {
  switch (persona.kind) {
    case 'officer':
    case 'overseer':
      return persona.authority as string as StrandId
    case 'counsel':
      return `counsel/${persona.key}` as StrandId
    case 'person':
      return undefined
  }
}
