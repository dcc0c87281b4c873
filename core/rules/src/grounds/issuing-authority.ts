import { ask, asks, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'

const COURTS: readonly (string | undefined)[] = ['court', 'judge', 'investigating-judge', 'international-tribunal']
const INTRUSIVE_DATA: readonly string[] = ['traffic-and-location-data', 'content-data']

/** Independence of the issuing authority: a judicial authority, not exposed to instructions in the case. */
export const independenceOfIssuingAuthority: Ground = {
  code: 'independence-of-issuing-authority',
  tests: {
    /** A warrant: issued by a court, or by a prosecutor whom the executive cannot instruct, and open to a court's review. */
    'warrant-issuer': (scene): readonly Reading[] => {
      const issuer = scene.matter.request.issuingAuthority
      const at = '/request/issuingAuthority'
      if (issuer?.type === undefined) return silent
      if (COURTS.includes(issuer.type)) return [excluded('A court or judge issued the request.', [`${at}/type`])]
      if (issuer.validatedByCourt === true)
        return [excluded('A court examined and endorsed the request before it was sent.', [`${at}/validatedByCourt`])]
      if (issuer.type !== 'public-prosecutor')
        return [established('The issuing authority takes no part in the administration of justice.', [`${at}/type`])]
      if (issuer.executiveMayInstruct === true)
        return [
          established('The executive may instruct the issuing prosecutor in an individual case.', [
            `${at}/executiveMayInstruct`,
          ]),
        ]
      if (issuer.executiveMayInstruct === undefined) return asks(ask(`${at}/executiveMayInstruct`, 'requesting-state'))
      const sentence = scene.matter.request.purpose === 'execution-of-sentence'
      if (issuer.courtReviewAvailable === false && !sentence)
        return [
          established('No court can review the prosecutor’s decision to issue and its proportionality.', [
            `${at}/courtReviewAvailable`,
          ]),
        ]
      return [
        excluded('The issuing prosecutor is free of instructions, and a court can or did review the decision.', [at]),
      ]
    },
    /** An investigation order: issued or validated by a judge, court or prosecutor competent at home. */
    'order-issuer': (scene): readonly Reading[] => {
      const issuer = scene.matter.request.issuingAuthority
      const at = '/request/issuingAuthority'
      if (issuer?.type === undefined) return silent
      if (COURTS.includes(issuer.type)) return [excluded('A court or judge issued the order.', [`${at}/type`])]
      if (issuer.validatedByCourt === true)
        return [excluded('A judicial authority validated the order.', [`${at}/validatedByCourt`])]
      if (issuer.type === 'public-prosecutor')
        return issuer.competentInDomesticCase === false
          ? [
              established('A prosecutor issued an order that at home only a judge could make.', [
                `${at}/competentInDomesticCase`,
              ]),
            ]
          : [
              excluded('A prosecutor may issue an order for evidence, even one whom the executive can instruct.', [
                `${at}/type`,
              ]),
            ]
      return issuer.validatedByCourt === false
        ? [established('The authority is not judicial, and no judicial authority validated the order.', [at])]
        : [
            unclear(
              'The authority is not judicial; whether a judicial authority validated the order is not stated.',
              [`${at}/type`],
              ask(`${at}/validatedByCourt`, 'requesting-state'),
            ),
          ]
    },
    /** A production order for traffic or content data: a prosecutor is not enough. */
    'production-issuer': (scene): readonly Reading[] => {
      const { issuingAuthority: issuer, measures } = scene.matter.request
      if (issuer?.type === undefined || issuer.validatedByCourt === true || COURTS.includes(issuer.type)) return silent
      return (measures ?? []).some((measure) => INTRUSIVE_DATA.includes(measure))
        ? [
            established('Traffic or content data may be ordered only by a judge or with a judge’s validation.', [
              '/request/issuingAuthority/type',
              '/request/measures',
            ]),
          ]
        : silent
    },
  },
}
