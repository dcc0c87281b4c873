import { openLaw } from '@comity/law-files'
import type { Law } from '@comity/rules'

/** The law that this program brings, and its compiled bytes; throws with the first fault and its remedy. */
export function openProgramLaw(): { readonly law: Law; readonly bytes: Uint8Array } {
  const law = openLaw()
  if (law.ok) return law.value
  const [fault] = law.error
  throw new Error(`the law cannot be read: ${fault?.file}${fault?.place}: ${fault?.message} ${fault?.remedy}`)
}

export const lawOfProgram = (): Law => openProgramLaw().law
