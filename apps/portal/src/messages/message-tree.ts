import type { IntlMessageFormat } from 'intl-messageformat'

/** What we read of a parsed ICU message: enough to list its arguments and to rewrite its fixed words. */
export type MessageNode = ReturnType<IntlMessageFormat['getAst']>[number]

/** How a message uses an argument. */
export type ArgumentUse =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }

/** The kinds of node, as the parser numbers them. */
const NODE = { literal: 0, argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6, tag: 8 } as const

const optionsOf = (node: MessageNode): readonly (readonly [string, readonly MessageNode[]])[] =>
  'options' in node ? Object.entries(node.options).map(([name, option]) => [name, option.value] as const) : []
const childrenOf = (node: MessageNode): readonly MessageNode[] => ('children' in node ? node.children : [])

/** Every argument of a message with its use, by name. A name used in two ways keeps both. */
export function argumentsOf(nodes: readonly MessageNode[]): ReadonlyMap<string, readonly ArgumentUse[]> {
  const found = new Map<string, ArgumentUse[]>()
  const note = (name: string, use: ArgumentUse) => {
    const uses = found.get(name) ?? []
    if (!uses.some((known) => JSON.stringify(known) === JSON.stringify(use))) found.set(name, [...uses, use])
  }
  const visit = (node: MessageNode): void => {
    const name = 'value' in node ? String(node.value) : ''
    if (node.type === NODE.argument) note(name, { kind: 'text' })
    if (node.type === NODE.number || node.type === NODE.plural) note(name, { kind: 'number' })
    if (node.type === NODE.select) note(name, { kind: 'choice', options: optionsOf(node).map(([option]) => option) })
    for (const [, inner] of optionsOf(node)) inner.forEach(visit)
    childrenOf(node).forEach(visit)
  }
  nodes.forEach(visit)
  return found
}

/** The tags a message uses, by name. */
export function tagsOf(nodes: readonly MessageNode[]): ReadonlySet<string> {
  const own = nodes.flatMap((node) => (node.type === NODE.tag && 'value' in node ? [String(node.value)] : []))
  const inner = nodes.flatMap((node) => [...childrenOf(node), ...optionsOf(node).flatMap(([, option]) => option)])
  return new Set([...own, ...(inner.length > 0 ? tagsOf(inner) : [])])
}

/** The same message with its fixed words rewritten, and its arguments and choices untouched. */
export function rewriteWords(nodes: readonly MessageNode[], rewrite: (text: string) => string): MessageNode[] {
  return nodes.map((node) => {
    if (node.type === NODE.literal && 'value' in node) return { ...node, value: rewrite(String(node.value)) }
    if ('children' in node) return { ...node, children: rewriteWords(node.children, rewrite) }
    if (!('options' in node)) return node
    const options = Object.entries(node.options).map(([name, option]) => [
      name,
      { ...option, value: rewriteWords(option.value, rewrite) },
    ])
    return { ...node, options: Object.fromEntries(options) }
  })
}
