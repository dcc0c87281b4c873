import { type Html, html } from '../html/html.ts'
import type { Translator } from '../messages/translator.ts'
import { glyph, type Rail } from './glyph.ts'
import { button, form, quoted } from './marks.ts'

export type Persona = {
  readonly id: string
  readonly name: string
  readonly language?: string
  readonly role: string
  readonly rail?: Rail
}
export type PersonaGroup = { readonly id: string; readonly title: string; readonly personas: readonly Persona[] }

export type PersonaPickerView = {
  /** Takes `persona`, the id of whom the reader wants to be. */
  readonly action: string
  readonly hidden?: Readonly<Record<string, string>>
  readonly groups: readonly PersonaGroup[]
}

/** Signing in to the demonstration: choose who you are. It says that it is one, and that a real node asks for proof. */
export function personaPicker(t: Translator, { action, hidden, groups }: PersonaPickerView): Html {
  const lists = groups.map(
    ({ id, title, personas }) =>
      html`<section aria-labelledby="${id}">
        <h2 id="${id}">${title}</h2>
        <ul class="personas">${personas.map((persona) => personaItem(t, persona))}</ul>
      </section>`,
  )
  return html`<div class="inset due"><p>${t('persona.note')}</p></div>${form({ action, hidden: hidden ?? {}, content: lists })}`
}

function personaItem(t: Translator, { id, name, language, role, rail }: Persona): Html {
  const enter = button(
    { text: t('persona.enter'), name: 'persona', value: id, context: t('persona.enter-as', { name }) },
    'second',
  )
  return html`<li><div><b>${rail ? html`${glyph(rail)} ` : ''}${quoted(name, language)}</b><small>${role}</small></div>${enter}</li>`
}
