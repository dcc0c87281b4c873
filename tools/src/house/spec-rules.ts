import type { Package, Tree, Violation } from './tree.ts'

const PROTOCOL = 'protocol/SPEC.md'

/** `- **EX-4** Consent ...`, also in a table or as a heading. */
const DEFINITION = /^\s*(?:[-*] |\| *|#+ )?\*\*([A-Z]{2}-\d+)\*\*/gm

/** `[EX-4] consent ...`, `[EX-4, EX-5] ...` or `[EX-4] [EX-5] ...` at the start of a test's title. */
const QUOTATION = /^(?:\[[A-Z]{2}-\d+(?:, ?[A-Z]{2}-\d+)*\] ?)+/

type Spec = { readonly path: string; readonly rules: readonly string[] }
type Quotation = { readonly rule: string; readonly where: string; readonly from: Package }

/** Rules that a test quotes and no SPEC.md states, and rules that two of them state. */
export function unwrittenRules(tree: Tree): readonly Violation[] {
  const specs = specsOf(tree)
  return [
    ...quotationsIn(tree).flatMap(({ rule, where, from }) => {
      const readable = specsFor(tree, from, specs)
      if (readable.some(({ rules }) => rules.includes(rule))) return []
      return [
        {
          where,
          what: `quotes ${rule}, which neither ${from.folder}/SPEC.md nor that of a package it builds on states.`,
        },
      ]
    }),
    ...doubled(specs),
  ]
}

/** Rules that no test quotes, one line for each SPEC.md. */
export function untestedRules(tree: Tree): readonly Violation[] {
  const quoted = new Set(quotationsIn(tree).map(({ rule }) => rule))
  return specsOf(tree).flatMap(({ path, rules }) => {
    const untested = rules.filter((rule) => !quoted.has(rule))
    return untested.length === 0 ? [] : [{ where: path, what: `no test quotes ${untested.join(', ')}` }]
  })
}

function specsOf(tree: Tree): readonly Spec[] {
  return [...tree.packages.map(({ folder }) => `${folder}/SPEC.md`), PROTOCOL]
    .filter((path) => tree.files.includes(path))
    .map((path) => ({ path, rules: [...tree.read(path).matchAll(DEFINITION)].map(([, rule = '']) => rule) }))
}

/**
 * A package quotes its own rules, those of the packages that it builds on (an adapter keeps its port's rules) and those
 * of the protocol; tools and the simulation try everybody's.
 */
function specsFor(tree: Tree, { folder, layer, manifest }: Package, specs: readonly Spec[]): readonly Spec[] {
  if (layer === 'tools' || layer === 'simulation') return specs
  const basis = tree.packages.filter((one) => Object.hasOwn(manifest.dependencies ?? {}, one.manifest.name ?? ''))
  const folders = [folder, ...basis.map((one) => one.folder)]
  return specs.filter(({ path }) => path === PROTOCOL || folders.some((one) => path === `${one}/SPEC.md`))
}

function quotationsIn(tree: Tree): readonly Quotation[] {
  return tree.packages.flatMap((from) =>
    from.sources
      .filter(({ isTest }) => isTest)
      .flatMap(({ path, tokens }) =>
        tokens
          .filter(({ kind }) => kind === 'string' || kind === 'template')
          .flatMap(({ text, line }) =>
            (QUOTATION.exec(text)?.[0].match(/[A-Z]{2}-\d+/g) ?? []).map((rule) => ({
              rule,
              where: `${path}:${line}`,
              from,
            })),
          ),
      ),
  )
}

function doubled(specs: readonly Spec[]): readonly Violation[] {
  const stated = specs.flatMap(({ path, rules }) => rules.map((rule) => ({ path, rule })))
  return stated
    .filter(({ rule }, index) => stated.findIndex((other) => other.rule === rule) < index)
    .map(({ path, rule }) => ({
      where: path,
      what: `states ${rule}, which is stated before. A number belongs to one rule.`,
    }))
}
