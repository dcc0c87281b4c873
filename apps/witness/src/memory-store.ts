import { Defect } from '@comity/kernel'
import type { CosignedHead, WitnessStore } from './witness-store.ts'

/** For tests and the simulator: forgets everything when the process ends, so that no deployment may use it. */
export function memoryWitnessStore(): WitnessStore {
  const heads = new Map<string, CosignedHead>()
  return {
    latest: async (origin) => heads.get(origin),
    async replace(origin, from, head) {
      if (head.size < from) throw new Defect(`witness store: from ${from} down to ${head.size}`)
      if ((heads.get(origin)?.size ?? 0) !== from) return false
      heads.set(origin, head)
      return true
    },
  }
}
