import { excluded, established, type Ground, type Reading } from './ground.ts'
import { riskReading, risksOf } from './risk.ts'

const AIMS: readonly string[] = [
  'punish-political-opinion-or-activity',
  'persecute-group-member',
  'silence-witness-or-journalist',
]

/** Discriminatory purpose: the request, or the treatment to come, is really about what the person is or thinks. */
export const discriminatoryPurpose: Ground = {
  code: 'discriminatory-purpose',
  tests: {
    purpose: (scene) => [
      ...(scene.matter.request.otherAims ?? []).flatMap(({ aim, evidence }, index): readonly Reading[] => {
        if (!AIMS.includes(aim)) return []
        const fact = `/request/otherAims/${index}`
        if (evidence === 'none-found') return [excluded('It was looked into and no persecuting aim was found.', [fact])]
        if (evidence === 'assertion-only') return [excluded('A persecuting aim is asserted, without material.', [fact])]
        return [
          established('Material shows that the request serves to punish opinion, activity or membership of a group.', [
            fact,
          ]),
        ]
      }),
      ...risksOf(scene, ['discriminatory-prosecution', 'persecution']).flatMap((entry) =>
        riskReading(entry, { what: 'persecution or a discriminatory prosecution', twoStep: false }),
      ),
    ],
  },
}
