import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarDate, Instant, ZoneName } from '@comity/kernel'
import { type Html, html } from '../html/html.ts'
import { createTranslator } from '../messages/translator.ts'
import { type ActCardView, actCard } from './act-card.ts'
import { cite } from './cite.ts'
import { type ClockState, deadlineClock } from './deadline-clock.ts'
import { deliveryWord } from './delivery-state.ts'
import { errorSummary } from './error-summary.ts'
import { dateField, fieldId, radios, selectField, textArea, textField } from './fields.ts'
import { digest, fileNumber } from './marks.ts'
import type { Reader } from './reader.ts'
import { refusalPath } from './refusal-path.ts'
import { gateCount, rightsGate } from './rights-gate.ts'
import { sealed } from './text-status.ts'
import { threeRail } from './three-rail.ts'

const t = createTranslator('en')
const reader: Reader = {
  t,
  place: { name: 'Norvale', zone: '+03:00' as ZoneName },
  now: '2026-03-03T07:52:00.000Z' as Instant,
}
const at = (text: string) => `${text}:00.000Z` as Instant
/** The words of markup, as a reader without a sheet meets them. */
const wordsOf = (markup: Html) =>
  markup
    .toString()
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const act = (id: string, on: string, more: Partial<ActCardView> = {}): ActCardView => ({
  id,
  number: 1,
  rail: 'decides',
  kind: 'report',
  at: at(on),
  title: `Title of ${id}`,
  by: 'Judge',
  ...more,
})
const heads = {
  asks: { title: 'Arvenia asks' },
  person: { title: 'Idris Al-Najmi' },
  decides: { title: 'Norvale decides' },
}

test('[PO-12] acts stand in the order of the dossier, each on its own rail, drafts after them', () => {
  const acts = [
    act('a1', '2026-01-14T14:20', { rail: 'asks' }),
    act('draft', '2026-01-15T09:00', { kind: 'draft' }),
    act('a2', '2026-03-02T09:00', { rail: 'person' }),
  ]
  const markup = threeRail(reader, {
    heads,
    acts,
    silence: { leastDays: 14, note: () => 'Nobody answered.' },
  }).toString()
  assert.deepEqual(
    Array.from(markup.matchAll(/<li class="(?:act-card )?(\w+)/g), ([, first]) => first),
    ['rail-head', 'rail-head', 'rail-head', 'asks', 'silence', 'person', 'decides'].map((name) =>
      name === 'rail-head' ? 'rail' : name,
    ),
  )
  assert.match(markup, /No act for 46 days.*14 January to 2 March 2026\. Nobody answered\./)
})

test('[PO-12] an empty dossier says so and keeps the middle rail', () => {
  const markup = threeRail(reader, { heads, acts: [] })
  assert.match(wordsOf(markup), /Idris Al-Najmi.*No act yet/)
})

test('[PO-12] an order without effect is kept, named and explained', () => {
  const words = wordsOf(
    actCard(
      reader,
      act('a10', '2026-03-03T05:15', { kind: 'order', withoutEffect: true, touches: true }),
      'Arvenia asks',
    ),
  )
  for (const said of [
    'Arvenia asks',
    '3 Mar, 08:15',
    'Order',
    'Touches the person',
    'Without effect. Kept, and shown to all.',
  ])
    assert.ok(words.includes(said), said)
})

test('[PO-13] what a gate is stands in words beside its shape', () => {
  const states = ['met', 'open', 'overdue', 'breached', 'waived', 'not-applicable'] as const
  const words = wordsOf(
    rightsGate(
      t,
      states.map((state) => ({ name: `gate ${state}`, state })),
    ),
  )
  for (const said of ['Met.', 'Open.', 'Overdue.', 'Breached.', 'Waived by counsel.', 'Not applicable.'])
    assert.ok(words.includes(said), said)
  assert.equal(wordsOf(gateCount(t, states)), '2 of 5 met , 1 open, 1 overdue, 1 breached')
  assert.match(wordsOf(rightsGate(t, [])), /No right is asked for here/)
})

test('[PO-13] a clock is red only once it has passed', () => {
  const due = { at: at('2026-03-05T00:10') }
  const looks: readonly (readonly [ClockState, RegExp, boolean])[] = [
    [{ kind: 'running', due }, /40 h 18 min/, false],
    [{ kind: 'due-today', due: { at: at('2026-03-03T13:00') } }, /5 h 8 min.*Due today/, false],
    [{ kind: 'overdue', due: { at: at('2026-03-02T13:00') } }, /Passed 18 h 52 min ago/, true],
    [{ kind: 'satisfied', at: at('2026-03-02T13:00') }, /Done Judge: done Monday 2 March 2026, 16:00/, false],
    [{ kind: 'stopped', why: 'Appeal.' }, /Stopped Judge . Appeal\.|Stopped Judge\. Appeal\./, false],
    [{ kind: 'not-started', startsWith: 'arrest' }, /Not started Judge. Starts with: arrest/, false],
  ]
  for (const [state, words, red] of looks) {
    const markup = deadlineClock(reader, { id: 'c', heading: 'Judge', what: 'until the judge', state })
    assert.match(wordsOf(markup), words)
    assert.equal(markup.toString().includes('passed"'), red, state.kind)
  }
})

test('[PO-14] a clock says to which hour, by whose clocks, why, and what follows', () => {
  const words = wordsOf(
    deadlineClock(reader, {
      id: 'c',
      heading: 'Judge',
      what: 'until the judge',
      state: { kind: 'running', due: { at: at('2026-03-05T00:10') } },
      why: {
        steps: ['Arrest + 48 hours.'],
        ifPassed: 'release.',
        strict: '4 March',
        cites: [{ label: 'ICCPR art. 9(3)', href: '/r', checked: false }],
      },
    }),
  )
  for (const said of [
    'until the judge: Thursday 5 March 2026, 03:10 ( Norvale , UTC+3 )',
    'Why this date?',
    'Arrest + 48 hours.',
    'If it passes: release.',
    'Counted strictly: 4 March.',
    'ICCPR art. 9(3)',
    'not yet checked',
  ])
    assert.ok(words.includes(said), `${said} in ${words}`)
  const byDay = deadlineClock(reader, {
    id: 'c',
    heading: 'h',
    what: 'until the papers',
    state: { kind: 'running', due: { on: '2026-04-12' as CalendarDate, endsAt: at('2026-04-12T21:00') } },
  })
  assert.match(wordsOf(byDay), /until the papers: by the end of Sunday 12 April 2026/)
})

test('[PO-10] the words for a message in transit are eight', () => {
  const states = ['draft', 'waiting', 'left', 'received', 'available', 'taken', 'refused'] as const
  const said = [
    ...states.map((state) => deliveryWord(reader, { state })),
    deliveryWord(reader, { state: 'no-answer', by: at('2026-03-03T13:00') }),
  ]
  assert.deepEqual(
    said.map((word) => word.replace(/[\u2068\u2069]/g, '')),
    [
      'Draft (saved on this node)',
      'Waiting to leave',
      'Left (no receipt yet)',
      'Received',
      'Available',
      'Taken',
      'Refused',
      'No answer by 3 Mar, 16:00',
    ],
  )
  for (const language of ['en', 'ar'] as const)
    assert.equal(
      new Set(states.map((state) => deliveryWord({ ...reader, t: createTranslator(language) }, { state }))).size,
      7,
    )
})

test('[PO-5] file numbers and digests keep their direction, and a copied digest has no gaps', () => {
  assert.equal(fileNumber('QV-2026-00417').toString(), '<bdi class="id" dir="ltr" translate="no">QV-2026-00417</bdi>')
  assert.equal(
    digest('71c209af5e1d88b3a1f0')
      .toString()
      .replace(/<[^>]+>/g, ''),
    '71c209af5e1d88b3',
  )
})

test('[PO-15] an error is tied to its field, and what was typed is kept', () => {
  const typed = '"><script>\n'
  const field = textField(t, {
    name: 'account',
    label: 'Account',
    hint: 'As on a statement',
    value: typed,
    error: 'Say which account',
  }).toString()
  const [, describedBy = ''] = /aria-describedby="([^"]+)"/.exec(field) ?? []
  assert.deepEqual(describedBy.split(' '), ['f-account-hint', 'f-account-error'])
  for (const id of [...describedBy.split(' '), fieldId('account')]) assert.ok(field.includes(`id="${id}"`), id)
  assert.match(field, /aria-invalid="true"/)
  assert.match(field, /value="&quot;&gt;&lt;script&gt;\n"/)
  assert.match(
    errorSummary(t, [{ name: 'account', text: 'Say which account' }]).toString(),
    /autofocus.*One thing to put right.*<a href="#f-account">Say which account<\/a>/,
  )
  assert.equal(errorSummary(t, []).toString(), '')
})

test('[PO-15] a line break that was typed first is not lost', () => {
  assert.match(textArea(t, { name: 'x', label: 'X', value: '\nabc' }).toString(), />\n\nabc<\/textarea>/)
})

test('[PO-15] groups say what is asked, and nothing is chosen for the reader', () => {
  const options = [
    { value: 'a', text: 'A' },
    { value: 'b', text: 'B', hint: 'why' },
  ]
  assert.doesNotMatch(radios(t, { name: 'r', label: 'R', options }).toString(), /checked/)
  assert.match(selectField(t, { name: 's', label: 'S', options }).toString(), /<option value="">Choose one<\/option>/)
  const date = dateField(t, {
    name: 'd',
    label: 'When?',
    value: { day: '31', month: 'Febr', year: '26' },
    error: 'Month as a number',
    wrong: ['month'],
  }).toString()
  assert.match(date, /<fieldset class="field bad" aria-describedby="f-d-error"><legend>When\?<\/legend>/)
  assert.deepEqual(
    Array.from(date.matchAll(/<input id="([^"]+)" name="([^"]+)" value="([^"]+)"( aria-invalid)?/g), (found) =>
      found.slice(1, 5),
    ),
    [
      ['f-d', 'd-day', '31', undefined],
      ['f-d-month', 'd-month', 'Febr', ' aria-invalid'],
      ['f-d-year', 'd-year', '26', undefined],
    ],
  )
})

test('[PO-16] what is withheld says by whom, for whom, until when and how to challenge it', () => {
  const words = wordsOf(
    sealed(reader, {
      what: 'fingerprints',
      forWhom: 'the judge',
      by: 'Orla Vennick',
      until: at('2026-03-17T00:00'),
      class: 'identity',
      cites: [{ label: 'ETS 182', href: '/r', checked: true }],
      challengeHref: '/c',
    }),
  )
  assert.equal(
    words,
    '1 field is sealed: fingerprints . For the judge only. Sealed by Orla Vennick . Until 17 March 2026 . Class: identity . ETS 182 How to challenge this',
  )
})

test('a provision that nobody has compared with its text says so', () => {
  assert.match(
    wordsOf(cite(t, { label: 'GC 35', href: '/r', checked: false })),
    /GC 35 \(not yet checked against the text \)/,
  )
  assert.equal(wordsOf(cite(t, { label: 'ICCPR', href: '/r', checked: true })), 'ICCPR')
})

test('a refused order says what is missing, who must act, where that stands and what unlocks it', () => {
  const words = wordsOf(
    refusalPath(t, [
      {
        state: 'missing',
        title: 'An interpreter',
        missing: 'Nobody is booked',
        who: 'Registry',
        cites: [],
        unlockedBy: 'Her acceptance',
        action: html`<a href="/book">Book</a>`,
      },
    ]),
  )
  assert.match(
    words,
    /An interpreter \(Missing\) Missing Nobody is booked Who must act Registry Unlocked by Her acceptance Book/,
  )
})
