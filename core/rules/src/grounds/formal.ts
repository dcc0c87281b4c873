import { ask, asks, established, excluded, type Ground, type Reading, silent } from './ground.ts'

function consent(given: boolean | undefined, fact: string): readonly Reading[] {
  if (given === undefined) return asks(ask(fact, 'person-or-counsel'))
  return given
    ? [excluded('The person consents to the transfer.', [fact])]
    : [established('The person does not consent to the transfer.', [fact])]
}

/** What belongs to no other ground: content of the request, its domestic basis, evidence, consent, reasons. */
export const other: Ground = {
  code: 'other',
  tests: {
    'missing-content': (scene): readonly Reading[] => {
      const missing = scene.matter.request.missingContent ?? []
      return missing.length > 0
        ? [
            {
              ...established(`The request lacks: ${missing.join(', ')}.`, ['/request/missingContent']),
              questions: [ask('/request/missingContent', 'requesting-state')],
            },
          ]
        : silent
    },
    /** A warrant that rests on no national decision of its own. */
    'no-domestic-decision': (scene): readonly Reading[] => {
      const decision = scene.matter.request.domesticDecision
      if (decision === 'request-itself-only' || decision === 'none')
        return [
          established('The request rests on no separate national warrant or judgment.', ['/request/domesticDecision']),
        ]
      return silent
    },
    /** Where the requested State asks for evidence of guilt. */
    'evidence-wanting': (scene): readonly Reading[] => {
      const met = scene.matter.proceedings?.evidentiaryTestMet
      if (met === false)
        return [
          established('The evidence does not meet the test of the requested State.', [
            '/proceedings/evidentiaryTestMet',
          ]),
        ]
      if (met === true)
        return [excluded('The evidence meets the test of the requested State.', ['/proceedings/evidentiaryTestMet'])]
      return scene.matter.request.purpose === 'prosecution'
        ? asks(ask('/proceedings/evidentiaryTestMet', 'requested-state'))
        : silent
    },
    /** No decision to charge and try has been taken. */
    'no-decision-to-try': (scene) =>
      scene.matter.proceedings?.decisionToTry === false && scene.matter.request.purpose === 'prosecution'
        ? [established('The requesting State has not decided to charge and try.', ['/proceedings/decisionToTry'])]
        : silent,
    /** A refusal on essential interests without reasons. */
    'reasons-owed': (scene) =>
      scene.matter.request.essentialInterests === 'raised-without-reasons'
        ? [established('A refusal, in whole or in part, must be reasoned.', ['/request/essentialInterests'])]
        : silent,
    /** Transfer of a sentenced person against their will. */
    'no-consent-to-transfer': (scene) =>
      scene.matter.request.kind === 'transfer-of-sentenced-person'
        ? consent(scene.matter.person?.consent?.toTransferOfSentence, '/person/consent/toTransferOfSentence')
        : silent,
    /** Transfer of a prisoner for another State's proceedings against their will. */
    'no-consent-of-prisoner': (scene) =>
      (scene.matter.request.measures ?? []).includes('transfer-of-person-in-custody')
        ? consent(scene.matter.person?.consent?.toRequest, '/person/consent/toRequest')
        : silent,
    /** Another State refused the same request because of a risk to rights: it binds nobody, and calls for care. */
    'refused-elsewhere': (scene) =>
      scene.matter.proceedings?.priorDecisionOnSameRequest === 'refused-by-other-state-for-rights-risk'
        ? [
            established(
              'Another State refused the same request because of a risk to rights; the file must be examined for the same risk.',
              ['/proceedings/priorDecisionOnSameRequest'],
            ),
          ]
        : silent,
    /** Time in prison would grow by the transfer. */
    'longer-imprisonment': (scene) =>
      (scene.matter.risks ?? []).some(
        (risk) =>
          risk.kind === 'longer-time-in-prison' &&
          (risk.individual?.strength === 'supported' || risk.individual?.strength === 'established'),
      )
        ? [established('The transfer would prolong the time in prison.', ['/risks'])]
        : silent,
  },
}
