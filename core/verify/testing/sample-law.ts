import { pureEngine } from '@comity/crypto'
import { canonicalBytes, type Digest, err, ok, parseCanonical, toHex } from '@comity/kernel'
import { buildProceduralLaw, GuaranteeRecord } from '@comity/rules'
import { z } from 'zod'
import type { LawFromPack } from '../src/checks/check-packs.ts'

/** A pack of one guarantee, in a form of its own: tests of the file format need no law but a gate. */
const SamplePack = z.strictObject({ guarantees: z.array(GuaranteeRecord) })

const counsel = {
  id: 'access-to-counsel',
  title: 'Counsel',
  text: 'Nobody consents without having spoken to counsel in private.',
  protects: 'the person',
  triggers: ['consent'],
  timing: 'before',
  force: 'hard',
  layer: 'universal',
  kind: 'gate',
  gates: [
    {
      order: 'consent-recorded',
      provedBy: [{ act: 'counsel-advised', where: { private: true } }],
      barredBy: [],
      mustAct: 'counsel',
      how: 'Let counsel advise the person in private.',
    },
  ],
  breachedBy: [],
  clocks: [],
  proof: 'The act of counsel.',
  remedy: 'The consent has no effect.',
  derogable: false,
  derogations: [],
  sources: ['cets209:4.2'],
  strengthenings: [],
}

export const SAMPLE_PACK: Uint8Array = canonicalBytes({ guarantees: [counsel] })
export const SAMPLE_LAW = `sha256:${toHex(pureEngine.sha256(SAMPLE_PACK))}` as Digest

export const sampleLawFromPack: LawFromPack = (bytes) => {
  const parsed = parseCanonical(bytes)
  const pack = parsed.ok ? SamplePack.safeParse(parsed.value) : undefined
  if (!pack?.success) return err('not a pack of the samples')
  return ok(buildProceduralLaw({ guarantees: pack.data.guarantees, clocks: [] }, () => undefined))
}
