import type { AgeFault } from '@comity/crypto'

/** What each fault of an age file means to the person who holds it, and what to do. */
export const AGE_FAULTS: Readonly<Record<AgeFault, { readonly ground: string; readonly remedy: string }>> = {
  'armor-failure': {
    ground: 'The text around the sealed file is not whole.',
    remedy: 'Take the file again from where it came; mail programs change long lines.',
  },
  'header-failure': {
    ground: 'This is not a sealed file of the age format, or its beginning was changed.',
    remedy: 'Take the file again from where it came.',
  },
  'no-identity-matched': {
    ground: 'None of the identities that you gave opens it: it was sealed to others.',
    remedy: 'Name with -i the file of the identity whose recipient you gave to the sender.',
  },
  'hmac-failure': {
    ground: 'The beginning of the file was changed after it was sealed.',
    remedy: 'Do not use it; ask the sender for the file again.',
  },
  'payload-failure': {
    ground: 'The content was changed, or its end is missing. What was written before is genuine, and not the whole.',
    remedy: 'Do not use it; ask the sender for the file again.',
  },
}
