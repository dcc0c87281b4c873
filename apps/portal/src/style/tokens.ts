/** A colour in the light and in the dark theme. Colour is a role, never a decoration. */
type Tone = { readonly light: string; readonly dark: string }
const tone = (light: string, dark: string): Tone => ({ light, dark })

/**
 * Every colour of the portal. `asks`, `person` and `decides` are the three rails; `met`, `due` and `stop` are what a
 * right can be; each of them has a tint (`-t`) on which its text stands. `line` is decoration and carries no meaning.
 */
export const COLOURS = {
  paper: tone('#fbf8f1', '#11161d'),
  surface: tone('#ffffff', '#19202a'),
  sunk: tone('#f1ece0', '#0c1016'),
  ink: tone('#16202e', '#eee9dd'),
  'ink-2': tone('#4a5464', '#b4bac4'),
  link: tone('#1b4f72', '#8cc4e6'),
  visited: tone('#5b3a7a', '#c9a9e6'),
  seal: tone('#1f4f4a', '#7fc6b8'),
  'on-seal': tone('#ffffff', '#0c1a18'),
  control: tone('#8a8170', '#7c8798'),
  line: tone('#cfc6b4', '#3a4452'),
  focus: tone('#ffbf1f', '#ffbf1f'),
  'on-focus': tone('#16202e', '#16202e'),
  asks: tone('#3a4a9f', '#a9b4f2'),
  'asks-t': tone('#ebedf8', '#1c2140'),
  person: tone('#8a3e12', '#f0a877'),
  'person-t': tone('#fbeee3', '#2e1f16'),
  decides: tone('#0b655a', '#74cdbd'),
  'decides-t': tone('#e4f3f0', '#10302b'),
  met: tone('#1d6b3c', '#7fcf9a'),
  'met-t': tone('#e5f3e9', '#12291b'),
  due: tone('#7f5200', '#e9be63'),
  'due-t': tone('#fbf0d6', '#2d230c'),
  stop: tone('#a3231f', '#f59a93'),
  'stop-t': tone('#fbe9e7', '#351614'),
} as const satisfies Record<string, Tone>

export type ColourName = keyof typeof COLOURS

/** System faces only: the first page over a slow line costs no font. */
const FACES = {
  sans: 'system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",sans-serif',
  serif:
    '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,Georgia,"Noto Serif","Noto Naskh Arabic",serif',
  mono: 'ui-monospace,Consolas,"DejaVu Sans Mono",monospace',
}

const ROLES: readonly ColourName[] = ['asks', 'person', 'decides', 'met', 'due', 'stop']

const coloursOf = (theme: keyof Tone): string =>
  Object.entries(COLOURS)
    .map(([name, colours]) => `--${name}:${colours[theme]}`)
    .join(';')

/**
 * Custom properties of both themes. The reader's system decides, unless `data-theme` on the root says otherwise; paper is
 * always light. A component reads `--c` and `--t`, which the class of its role sets.
 */
export function tokenSheet(): string {
  const faces = Object.entries(FACES).map(([name, value]) => `--${name}:${value}`)
  return [
    `:root{color-scheme:light dark;${coloursOf('light')};${faces.join(';')}}`,
    `@media screen{:root[data-theme=dark]{color-scheme:dark;${coloursOf('dark')}}:root[data-theme=light]{color-scheme:light}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${coloursOf('dark')}}}`,
    ...ROLES.map((role) => `.${role}{--c:var(--${role});--t:var(--${role}-t)}`),
  ].join('')
}
