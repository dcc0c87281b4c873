import type { Tree, Violation } from './tree.ts'

/** Unfinished work says why it waits: `TODO(the reason): ...`. */
const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b(?!\([^)\n]{10,}\))/g

/** Paths of somebody's machine: a home, or where a build happened to run. Written so that this file has none itself. */
const MACHINE_PATH = new RegExp(
  `(?<![\\w.*/-])/(?:${['work', 'farm', 'root', 'home/\\w+', 'Users/\\w+'].join('|')})/`,
  'g',
)
const WINDOWS_HOME = /\b[A-Z]:\\+Users\\+/g

const MOST_BYTES_READ = 1 << 20

export function unfinishedWork(tree: Tree): readonly Violation[] {
  return tree.packages.flatMap(({ sources }) =>
    sources.flatMap(({ path, tokens }) =>
      tokens
        .filter(({ kind }) => kind === 'comment')
        .flatMap(({ text, line }) =>
          linesOf(text, UNFINISHED).map(({ offset, found }) => ({
            where: `${path}:${line + offset}`,
            what: `leaves ${found} without a reason. Do it, or write ${found}(why it waits).`,
          })),
        ),
    ),
  )
}

export function machinePaths(tree: Tree): readonly Violation[] {
  return tree.files.flatMap((path) => {
    const text = tree.read(path)
    if (text.length > MOST_BYTES_READ || text.includes('\0')) return []
    return [MACHINE_PATH, WINDOWS_HOME].flatMap((pattern) =>
      linesOf(text, pattern).map(({ offset, found }) => ({
        where: `${path}:${offset + 1}`,
        what: `names a path of one machine (${found}). Nobody else has it.`,
      })),
    )
  })
}

const linesOf = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    found,
    offset: text.slice(0, index).split('\n').length - 1,
  }))
