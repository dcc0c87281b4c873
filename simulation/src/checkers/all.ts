import type { Checker } from '../sight.ts'
import { bytesArriveWhole, effectsHappenOnce, everythingArrives, replaysChangeNothing } from './delivery.ts'
import { nobodyWritesForAnother, oneVerdict, rightsHold, sameActsSameFile } from './rights.ts'
import { logsNeverFork, nobodyIsAccused, nothingIsLost, strandsAreChains, witnessNeverGoesBack } from './truth.ts'

/** Every checker of this folder. Each stands outside what it checks. */
export const CHECKERS: readonly Checker[] = [
  nothingIsLost,
  sameActsSameFile,
  strandsAreChains,
  logsNeverFork,
  witnessNeverGoesBack,
  nobodyIsAccused,
  replaysChangeNothing,
  bytesArriveWhole,
  oneVerdict,
  everythingArrives,
  effectsHappenOnce,
  rightsHold,
  nobodyWritesForAnother,
]
