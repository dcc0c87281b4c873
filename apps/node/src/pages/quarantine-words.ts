import type { Translator } from '@comity/portal'

const KNOWN = [
  'key-not-listed',
  'strand-not-the-authors',
  'state-not-a-party',
  'counsel-not-admitted',
  'role-may-not-make-this-act',
  'not-the-opening-act',
  'strand-forked',
  'breaks-its-strand',
  'bad-signature',
] as const

/** Why an act is kept aside, in words for the operator. A reason without words is shown as its code, never hidden. */
export function quarantineWords(t: Translator, reason: string | undefined): string {
  const known = KNOWN.find((code) => code === reason)
  return known ? t(`quarantine.${known}`) : (reason ?? '')
}
