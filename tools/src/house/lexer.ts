/**
 * A piece of TypeScript or JavaScript. `text` is the token as written; for strings and pieces of a template it is what
 * stands between the quotes, escapes untouched.
 */
export type Token = {
  readonly kind: 'name' | 'punctuator' | 'string' | 'template' | 'number' | 'regex' | 'comment'
  readonly text: string
  readonly line: number
}

const SPACE = /\s+/y
const NAME = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy
const NUMBER = /\.?[0-9](?:[eE][+-]|[0-9A-Za-z_.])*/y
const LINE_COMMENT = /(?:\/\/|^#!)[^\n]*/y
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y
const TEMPLATE_PIECE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
const PUNCTUATOR = /\.\.\.|\?\.(?![0-9])|=>|[\s\S]/uy

/** After these words an expression begins, so that a slash opens a regular expression and does not divide. */
const BEFORE_EXPRESSION = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await default'.split(' '),
)

/**
 * Splits source text into tokens, well enough to tell code from comments, strings and regular expressions. It never
 * fails: what it cannot place becomes a punctuator. It does not know the grammar; a regular expression straight after a
 * closing parenthesis or brace is read as a division.
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = []
  /** One entry for each open brace: whether its end resumes a template. */
  const braces: boolean[] = []
  let at = 0
  let line = 1

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0]
  }
  const advance = (text: string) => {
    at += text.length
    line += text.split('\n').length - 1
  }
  const take = (kind: Token['kind'], written: string, text = written) => {
    tokens.push({ kind, text, line })
    advance(written)
  }
  const takeTemplatePiece = () => {
    const piece = match(TEMPLATE_PIECE) ?? ''
    const opensExpression = piece.endsWith('${')
    take('template', piece, opensExpression ? piece.slice(0, -2) : piece.replace(/`$/, ''))
    if (opensExpression) braces.push(true)
  }

  while (at < source.length) {
    const space = match(SPACE)
    if (space !== undefined) {
      advance(space)
      continue
    }
    const comment = match(LINE_COMMENT) ?? match(BLOCK_COMMENT)
    const regex = beginsExpression(tokens) ? match(REGEX) : undefined
    const name = match(NAME)
    const number = match(NUMBER)
    const string = match(STRING)
    if (comment !== undefined) take('comment', comment)
    else if (regex !== undefined) take('regex', regex)
    else if (name !== undefined) take('name', name)
    else if (number !== undefined) take('number', number)
    else if (string !== undefined)
      take('string', string, string.slice(1, string.endsWith(string[0] ?? '') ? -1 : undefined))
    else if (source[at] === '`') {
      advance('`')
      takeTemplatePiece()
    } else {
      const punctuator = match(PUNCTUATOR) ?? ''
      if (punctuator === '{') braces.push(false)
      if (punctuator === '}' && braces.pop() === true) {
        advance('}')
        takeTemplatePiece()
      } else take('punctuator', punctuator)
    }
  }
  return tokens
}

function beginsExpression(tokens: readonly Token[]): boolean {
  const before = tokens.findLast((token) => token.kind !== 'comment')
  if (before === undefined) return true
  if (before.kind === 'punctuator') return ![')', ']', '}'].includes(before.text)
  return before.kind === 'name' && BEFORE_EXPRESSION.has(before.text)
}
