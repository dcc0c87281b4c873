import { type DeadlinesView, html } from '@comity/portal'
import type { RunningClock } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { clockView } from './clock-view.ts'
import { clocksOf } from './desk-view.ts'
import { matterFrame } from './matter-view.ts'
import { stateName, type Visit } from './site.ts'

/** Every clock of a matter, by how it stands: what runs first, what is over in the open. */
export function deadlinesView(here: Visit, loaded: LoadedDossier): DeadlinesView {
  const { t } = here.reader
  const clocks = clocksOf(here.site, loaded.folded)
  const group = (id: string, title: string, isIn: (clock: RunningClock) => boolean) => ({
    id,
    title,
    clocks: clocks.filter(isIn).map((clock, at) => ({
      ...clockView(here, loaded, clock, `${id}-${at}`),
      afterwards: html`${t('matter.deadlines.owed-by', { who: clock.owedBy === 'person' ? t('rail.person') : stateName(here, clock.owedBy) })}`,
    })),
  })
  return {
    ...matterFrame(here, loaded),
    groups: [
      group('over', t('matter.deadlines.over'), ({ state }) => state === 'missed'),
      group('running', t('matter.deadlines.running'), ({ state }) => state === 'running'),
      group('soon', t('matter.deadlines.soon'), ({ state }) => state === 'not-computed'),
      group('done', t('matter.deadlines.done'), ({ state }) => state === 'met'),
    ],
  }
}
