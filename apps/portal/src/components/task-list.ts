import { type Content, type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import type { Role } from './glyph.ts'
import { tag } from './marks.ts'

export type Task = {
  readonly title: string
  readonly href: string
  readonly status: 'not-started' | 'in-progress' | 'complete' | 'needs-you'
  readonly hint?: Content
}

const ROLE: Readonly<Record<Task['status'], Role | undefined>> = {
  'not-started': undefined,
  'in-progress': undefined,
  complete: 'met',
  'needs-you': 'due',
}

/** The parts of something long, in any order, each with how far it is. */
export const taskList = (t: Translator, tasks: readonly Task[]): Html =>
  html`<ul class="task-list">${tasks.map(
    ({ title, href, status, hint }) =>
      html`<li><a href="${href}">${title}</a>${tag(t(`task.${status}`), ROLE[status])}${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}</li>`,
  )}</ul>`

/** "3 of 7 parts complete": counted, never a percentage. */
export const taskCount = (t: Translator, tasks: readonly Task[]): string =>
  t('task.count', { done: tasks.filter(({ status }) => status === 'complete').length, all: tasks.length })
