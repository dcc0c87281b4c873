import type { Token } from './lexer.ts'

export type Import = {
  readonly specifier: string
  /** Names as the other module exports them; empty for `*`, for side effects and for `import()`. */
  readonly names: readonly string[]
  readonly line: number
}

/** Every module that a file names: `import`, `export ... from`, `import()`, `require()`. Types count like values. */
export function importsOf(tokens: readonly Token[]): readonly Import[] {
  const code = tokens.filter((token) => token.kind !== 'comment')
  return code.flatMap((token, index) => {
    const found = isWord(token, code[index - 1]) ? importAt(code, index) : undefined
    return found ? [found] : []
  })
}

const isWord = (token: Token, before: Token | undefined) =>
  token.kind === 'name' && !(before?.kind === 'punctuator' && ['.', '?.'].includes(before.text))

function importAt(code: readonly Token[], index: number): Import | undefined {
  const [word, next, afterNext] = [code[index], code[index + 1], code[index + 2]]
  switch (word?.text) {
    case 'import':
      if (next?.kind === 'string') return { specifier: next.text, names: [], line: next.line }
      return importCall(next, afterNext) ?? importFrom(code, index + 1)
    case 'require':
      return importCall(next, afterNext)
    case 'export':
      return next?.text === '{' || next?.text === '*' || next?.text === 'type' ? importFrom(code, index + 1) : undefined
    default:
      return undefined
  }
}

function importCall(next: Token | undefined, argument: Token | undefined): Import | undefined {
  const isText = argument?.kind === 'string' || argument?.kind === 'template'
  return next?.text === '(' && isText ? { specifier: argument.text, names: [], line: argument.line } : undefined
}

/** Reads `{ a, b as c } from 'x'`, `* as n from 'x'` and their like; anything else is not an import. */
function importFrom(code: readonly Token[], start: number): Import | undefined {
  const names: string[] = []
  for (let at = start; at < code.length; at += 1) {
    const [token, next, before] = [code[at], code[at + 1], code[at - 1]]
    if (token === undefined) return undefined
    if (token.text === 'from' && next?.kind === 'string') return { specifier: next.text, names, line: next.line }
    if (token.kind === 'name' && before?.text !== 'as' && !['as', 'type'].includes(token.text)) names.push(token.text)
    else if (token.kind !== 'name' && !['{', '}', ',', '*'].includes(token.text)) return undefined
  }
  return undefined
}
