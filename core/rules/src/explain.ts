import type { Assessment } from './assessment.ts'
import { examine, sourcesOf } from './assess.ts'
import type { Composed, Weighed } from './compose.ts'
import type { Law } from './law.ts'
import type { Matter } from './matter.ts'

/** How one finding came about: facts, the test that read them, the provisions that bind the test, the effect. */
export type Explanation = {
  readonly finding: number
  readonly ground: string
  readonly effect: string
  readonly why: string
  /** Pointers with what the matter says there; `null` where it says nothing. */
  readonly facts: readonly { readonly pointer: string; readonly value: unknown }[]
  readonly rule: { readonly test: string; readonly verdict: string }
  readonly provisions: readonly ExplainedProvision[]
  /** Provisions that alone would have led to another effect. */
  readonly overruled: readonly ExplainedProvision[]
  readonly law: { readonly digest: string }
  readonly asOf: string
}

export type ExplainedProvision = {
  readonly id: string
  readonly instrument: string
  readonly article: string
  readonly rule: string
  readonly status: string
  readonly modality: string
  readonly effect: string
}

/** Explains an assessment, finding by finding. From the same matter, pack and date it gives the same text, bit for bit. */
export function explain(
  law: Law,
  matter: Matter,
  asOf?: string,
): { readonly assessment: Assessment; readonly findings: readonly Explanation[] } {
  const { assessment, composed } = examine(law, matter, asOf)
  return {
    assessment,
    findings: composed.map((one, index) => ({
      finding: index + 1,
      ground: one.ground,
      effect: one.effect,
      why: assessment.findings[index]?.why ?? one.why,
      facts: one.facts.map((pointer) => ({ pointer, value: valueAt(matter, pointer) })),
      rule: { test: `${one.ground}/${one.test}`, verdict: verdictOf(one) },
      provisions: explained(law, one.resting, assessment.asOf),
      overruled: explained(law, one.overruled, assessment.asOf),
      law: assessment.law,
      asOf: assessment.asOf,
    })),
  }
}

const verdictOf = (one: Composed): string => one.resting[0]?.reading.verdict ?? 'unknown'

function explained(law: Law, list: readonly Weighed[], on: string): ExplainedProvision[] {
  const byId = new Map<string, ExplainedProvision>()
  for (const weighed of list) {
    const rule = law.provision(weighed.provision)
    const [source] = sourcesOf(law, [weighed], on)
    if (!rule || !source) continue
    byId.set(weighed.provision, {
      id: weighed.provision,
      instrument: source.instrument,
      article: rule.provision.article,
      rule: rule.provision.rule,
      status: rule.provision.status,
      modality: weighed.binding.modality,
      effect: weighed.effect,
    })
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What a JSON pointer (RFC 6901) finds; `null` where there is nothing. Own members only. */
function valueAt(root: unknown, pointer: string): unknown {
  let here: unknown = root
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return null
    here = (here as Record<string, unknown>)[key]
  }
  return here ?? null
}
