import type { Token } from './lexer.ts'
import type { SourceFile, Tree, Violation } from './tree.ts'

/** Names that reach the world wherever they stand alone. The word after each says what to do instead. */
const WORLD: Readonly<Record<string, string>> = {
  performance: 'the time is handed in',
  setTimeout: 'waiting is for the shell',
  setInterval: 'waiting is for the shell',
  setImmediate: 'waiting is for the shell',
  queueMicrotask: 'waiting is for the shell',
  globalThis: 'what core needs is handed in',
  process: 'what core needs is handed in',
  fetch: 'the network is a port',
  console: 'core returns what it has to say',
  Buffer: 'core runs in a browser: use Uint8Array',
}

/** Members that reach the world though the object itself may be used. */
const WORLDLY_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  Temporal: ['Now'],
  crypto: ['getRandomValues', 'randomUUID', 'subtle'],
}

/** Core knows no clock, disk, network or randomness, so that a court can replay what it decided. Tests are free. */
export function impurities(tree: Tree): readonly Violation[] {
  return tree.packages
    .filter(({ layer }) => layer === 'core')
    .flatMap(({ sources }) => sources.filter(({ isTest }) => !isTest).flatMap(impuritiesOf))
}

function impuritiesOf(file: SourceFile): readonly Violation[] {
  const code = file.tokens.filter(({ kind }) => kind !== 'comment')
  const named = file.imports.flatMap((one) => {
    if (one.specifier.startsWith('node:'))
      return [{ line: one.line, what: `imports ${one.specifier}: core runs in a browser` }]
    const random =
      one.specifier.startsWith('.') || one.specifier.startsWith('@comity/')
        ? undefined
        : one.names.find((name) => name.startsWith('random'))
    return random ? [{ line: one.line, what: `imports ${random}: randomness is handed in` }] : []
  })
  const used = code.flatMap((token, index) => {
    const what = reachOf(code, index)
    return what === undefined ? [] : [{ line: token.line, what }]
  })
  return [...named, ...used].map(({ line, what }) => ({
    where: `${file.path}:${line}`,
    what: `${what}. Core is pure.`,
  }))
}

function reachOf(code: readonly Token[], index: number): string | undefined {
  const [token, before, next] = [code[index], code[index - 1], code[index + 1]]
  if (token?.kind !== 'name' || isMember(before)) return undefined
  const instead = Object.hasOwn(WORLD, token.text) ? WORLD[token.text] : undefined
  if (instead !== undefined) return isKey(code, index) ? undefined : `uses ${token.text}: ${instead}`
  if (token.text === 'Date' && isCallWithoutArguments(code, index))
    return 'asks Date for the present: the time is handed in'
  const member = next !== undefined && isMember(next) ? code[index + 2]?.text : undefined
  const worldly = Object.hasOwn(WORLDLY_MEMBERS, token.text) ? WORLDLY_MEMBERS[token.text] : undefined
  return member !== undefined && worldly?.includes(member) ? `uses ${token.text}.${member}: it is handed in` : undefined
}

const isMember = (token: Token | undefined) => token?.kind === 'punctuator' && ['.', '?.'].includes(token.text)

/** `console: x` and `fetch?: x` name a member; `a ? console : x` uses it. */
function isKey(code: readonly Token[], index: number): boolean {
  const [before, next, afterNext] = [code[index - 1], code[index + 1], code[index + 2]]
  return (next?.text === ':' && before?.text !== '?') || (next?.text === '?' && afterNext?.text === ':')
}

/** `new Date()`, `new Date` and `Date()` all answer with the present. */
function isCallWithoutArguments(code: readonly Token[], index: number): boolean {
  const [before, next, afterNext] = [code[index - 1], code[index + 1], code[index + 2]]
  if (next?.text !== '(') return before?.text === 'new'
  return afterNext?.text === ')' || before?.text !== 'new'
}
