const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set([
  'href',
  'action',
  'formaction',
  'src',
  'cite',
  'poster',
  'xlink:href',
])

export const takesAddress = (attribute: string): boolean => ADDRESS_ATTRIBUTES.has(attribute.toLowerCase())

const ELSEWHERE = /^(https:\/\/|mailto:|tel:)/i
const THIS_MACHINE = /^http:\/\/([a-z0-9-]+\.)*localhost(:\d{1,5})?([/?#]|$)/i

/** Leads nowhere. A link that cannot be trusted is still shown with its words, so that nobody wonders where it went. */
const NOWHERE = '#'

/**
 * An address that cannot run code and cannot leave this origin unseen: a path, a query or a fragment here, or `https:`,
 * `mailto:`, `tel:`, or another node of the demo world on this machine. `//host` and `/\host` are other hosts in disguise, and browsers drop tabs and line breaks before
 * they look, so an address with either leads nowhere.
 */
export function safeAddress(address: string): string {
  if (/[\s\\\p{Cc}]/u.test(address)) return NOWHERE
  if (/^\/(?!\/)/.test(address) || /^[#?]/.test(address)) return address
  return ELSEWHERE.test(address) || THIS_MACHINE.test(address) ? address : NOWHERE
}
