import { utf8 } from '@comity/kernel'
import type { Site } from './site.ts'

/** No letter or digit that is easily taken for another; written by hand it still reads. */
const ALPHABET = '346789ACDEFGHJKMNPQRTUVWXY'
const LENGTH = 6

/**
 * The code on the paper slip of a file: it ties the paper to the file, so that whoever enters it attaches it and does not
 * mistake the number. It comes from a secret of this node, so that nobody makes a slip for a file they have not seen.
 */
export function slipCode({ node }: Site, dossier: string): string {
  const { engine, keys } = node.ports
  const bytes = engine.hkdfSha256(keys.logSecret, new Uint8Array(), utf8(`comity/slip/${dossier}`), LENGTH)
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length] ?? '').join('')
  return `${letters.slice(0, 3)} ${letters.slice(3)}`
}

/** Whether what a clerk copied from a slip is this file's code, however it was spaced or written. */
export const isSlipOf = (site: Site, dossier: string, typed: string): boolean =>
  letters(typed) === letters(slipCode(site, dossier))

const letters = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
