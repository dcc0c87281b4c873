import type { PageView } from '../components/page.ts'
import type { Translator } from '../messages/translator.ts'

/** The desk's own places, in the same order for everyone. */
export const deskTabs = (t: Translator, current: 'inbox' | 'outbox' | 'drafts'): NonNullable<PageView['tabs']> => ({
  label: t('desk.tabs'),
  items: [
    { text: t('desk.inbox'), href: '/desk', current: current === 'inbox' },
    { text: t('desk.outbox'), href: '/desk/outbox', current: current === 'outbox' },
    { text: t('desk.drafts'), href: '/drafts', current: current === 'drafts' },
  ],
})
