// Written by `node apps/portal/src/messages/write-arguments.ts` from en.json; a test holds that it is up to date.
/** What each message must be given, by key. Messages without arguments are left out. */
export type MessageArguments<Text> = {
  readonly 'page.title': { readonly page: Text }
  readonly 'demo.line': { readonly when: Text }
  readonly 'session.who': { readonly name: Text; readonly role: Text }
  readonly 'foot.node': { readonly state: Text; readonly version: Text }
  readonly 'foot.pack': { readonly date: Text; readonly digest: Text }
  readonly 'foot.log': { readonly size: number }
  readonly 'foot.witnessed': { readonly when: Text }
  readonly 'when.full-day': { readonly weekday: Text; readonly day: Text }
  readonly 'when.day-time': { readonly day: Text; readonly time: Text }
  readonly 'when.zoned': { readonly when: Text; readonly place: Text; readonly offset: Text }
  readonly 'when.own-zoned': { readonly when: Text; readonly place: Text }
  readonly 'when.zone-note': { readonly place: Text; readonly offset: Text }
  readonly 'span.minutes': { readonly minutes: number }
  readonly 'span.hours': { readonly hours: number; readonly minutes: number }
  readonly 'span.days-hours': { readonly days: number; readonly hours: number }
  readonly 'span.days': { readonly days: number }
  readonly 'left.days': { readonly days: number }
  readonly 'left.hours': { readonly hours: number }
  readonly 'left.minutes': { readonly minutes: number }
  readonly 'rail.asks': { readonly state: Text }
  readonly 'rail.decides': { readonly state: Text }
  readonly 'rail.unknown-person': { readonly who: Text }
  readonly 'silence.days': { readonly days: number }
  readonly 'silence.between': { readonly from: Text; readonly to: Text }
  readonly 'silence.since': { readonly from: Text }
  readonly 'clock.due': { readonly what: Text; readonly when: Text }
  readonly 'clock.by-day': { readonly what: Text; readonly when: Text }
  readonly 'clock.passed': { readonly span: Text }
  readonly 'clock.starts-with': { readonly what: Text; readonly event: Text }
  readonly 'clock.done-at': { readonly what: Text; readonly when: Text }
  readonly 'clock.if-passed': { readonly effect: Text }
  readonly 'clock.strict': { readonly when: Text }
  readonly 'clock.now': { readonly time: Text }
  readonly 'gate.count': {
    readonly met: number
    readonly all: number
    readonly open: number
    readonly overdue: number
    readonly breached: number
  }
  readonly 'gate.act': { readonly number: number }
  readonly 'gate.by': { readonly when: Text }
  readonly 'delivery.no-answer': { readonly when: Text }
  readonly 'sealed.field': { readonly fields: number; readonly what: Text }
  readonly 'sealed.for': { readonly whom: Text }
  readonly 'sealed.until': { readonly when: Text }
  readonly 'sealed.by': { readonly whom: Text }
  readonly 'sealed.class': { readonly class: Text }
  readonly 'errors.title': { readonly count: number }
  readonly 'task.count': { readonly done: number; readonly all: number }
  readonly 'chart.source': { readonly source: Text }
  readonly 'chart.of': { readonly value: number; readonly all: number }
  readonly 'persona.enter-as': { readonly name: Text }
  readonly 'matter.holder': { readonly name: Text }
  readonly 'own.headline': { readonly asking: Text; readonly asked: Text }
  readonly 'own.sealed-looks': { readonly count: number; readonly when: Text }
  readonly 'own.listen': { readonly minutes: number }
  readonly 'own.case': { readonly id: Text }
  readonly 'own.made': { readonly when: Text }
  readonly 'slip.text': { readonly state: Text; readonly id: Text; readonly code: Text }
  readonly 'own.offline': { readonly when: Text }
  readonly 'act.request-sent': { readonly about: 'records' | 'extradition' | 'hearing' | 'other' }
  readonly 'act.information-asked': { readonly questions: number }
  readonly 'act.arrested': { readonly time: Text }
  readonly 'act.counsel-appointed': { readonly counsel: Text }
  readonly 'act.counsel-vouched': { readonly counsel: Text }
  readonly 'act.interpreter-engaged': { readonly language: Text }
  readonly 'act.questioned': { readonly minutes: number; readonly counsel: 'absent' | 'present' | 'other' }
  readonly 'act.hearing-set': { readonly when: Text }
  readonly 'act.video-hearing-ordered': { readonly when: Text }
  readonly 'act.evidence-challenged': { readonly evidence: Text }
  readonly 'act.evidence-relied-on': { readonly evidence: Text }
  readonly 'act.evidence-excluded': { readonly evidence: Text }
  readonly 'act.order-refused': { readonly number: number }
  readonly 'act.deadline-met': { readonly step: Text }
  readonly 'act.deadline-missed': { readonly step: Text }
  readonly 'act.deadline-observed': { readonly step: Text }
  readonly 'act.finding-made': { readonly finding: Text }
  readonly 'desk.count': { readonly matters: number; readonly custody: number }
  readonly 'desk.liberty.note': { readonly count: number }
  readonly 'desk.gates': { readonly met: number; readonly all: number }
  readonly 'desk.breached': { readonly count: number }
  readonly 'desk.next': { readonly what: Text }
  readonly 'desk.line': { readonly state: Text }
  readonly 'desk.line.waiting': { readonly count: number }
  readonly 'desk.about.extradition': { readonly state: Text }
  readonly 'desk.about.mutual-legal-assistance': { readonly state: Text }
  readonly 'outbox.attempts': { readonly count: number }
  readonly 'verify.p1': { readonly size: number }
  readonly 'draft.title': { readonly state: Text }
  readonly 'draft.complete': { readonly done: number; readonly all: number }
  readonly 'draft.too-long': { readonly most: number }
  readonly 'draft.missing': { readonly what: Text }
  readonly 'draft.errors': { readonly count: number }
  readonly 'draft.risks': { readonly state: Text }
  readonly 'draft.letter': { readonly state: Text }
  readonly 'draft.nothing-sent': { readonly state: Text }
  readonly 'draft.waits': { readonly who: Text }
  readonly 'send.title': { readonly state: Text }
  readonly 'send.size': { readonly bytes: number; readonly seconds: number }
  readonly 'send.go': { readonly state: Text }
  readonly 'form.time': { readonly what: Text }
  readonly 'form.time.hint': { readonly zone: Text }
  readonly 'form.fault.missing': { readonly what: Text }
  readonly 'form.fault.not-a-time': { readonly what: Text }
  readonly 'form.fault.not-a-day': { readonly what: Text }
  readonly 'form.fault.not-a-number': { readonly what: Text }
  readonly 'matter.statement': { readonly label: Text }
  readonly 'matter.missing': { readonly what: Text }
  readonly 'matter.title.extradition': { readonly asking: Text; readonly asked: Text; readonly person: Text }
  readonly 'matter.title.assistance': { readonly asking: Text; readonly asked: Text }
  readonly 'matter.custody-since': { readonly when: Text }
  readonly 'matter.orders-without-effect': { readonly count: number }
  readonly 'matter.asks': { readonly state: Text }
  readonly 'matter.decides': { readonly state: Text }
  readonly 'matter.gate.owner': { readonly who: Text; readonly how: Text }
  readonly 'refused.title-of': { readonly step: Text }
  readonly 'refused.count': { readonly count: number }
  readonly 'refused.barred': { readonly act: Text }
  readonly 'own.happening': { readonly asking: Text }
  readonly 'own.happening.judge': { readonly asked: Text }
  readonly 'own.objected.receipt': { readonly number: number }
  readonly 'own.next.appeal': { readonly asked: Text }
  readonly 'oversight.forks': { readonly count: number }
  readonly 'matter.delivery.here': { readonly when: Text }
  readonly 'matter.statement.of': { readonly time: Text }
  readonly 'matter.bracket.effect': { readonly when: Text }
  readonly 'matter.bracket.outside': { readonly from: Text; readonly to: Text }
  readonly 'matter.bracket.wide': { readonly to: Text }
  readonly 'matter.fallen': { readonly number: number }
  readonly 'matter.by-counsel': { readonly name: Text }
  readonly 'matter.by-attested': { readonly person: Text; readonly how: 'paper' | 'spoken' | 'other'; readonly office: Text }
  readonly 'matter.silence.owed': { readonly state: Text; readonly day: Text }
  readonly 'fact.request': { readonly purpose: 'trial' | 'other'; readonly offences: Text }
  readonly 'fact.records': { readonly offences: Text }
  readonly 'fact.papers': { readonly count: number }
  readonly 'fact.expected': { readonly day: Text }
  readonly 'fact.reply-by': { readonly day: Text }
  readonly 'fact.answers': { readonly number: number }
  readonly 'fact.supplement': { readonly number: number }
  readonly 'fact.conditions': { readonly list: Text }
  readonly 'fact.executed': { readonly day: Text; readonly count: number }
  readonly 'fact.told-at': { readonly when: Text }
  readonly 'fact.object-until': { readonly day: Text }
  readonly 'fact.postponed-until': { readonly day: Text }
  readonly 'fact.privilege.nothing-privileged': { readonly count: number }
  readonly 'fact.privilege.separated': { readonly count: number }
  readonly 'fact.items': { readonly count: number }
  readonly 'fact.takes-back': { readonly number: number }
  readonly 'fact.clocks-from': { readonly when: Text }
  readonly 'fact.at': { readonly when: Text }
  readonly 'fact.at-in': { readonly when: Text; readonly language: Text }
  readonly 'fact.letter.paper': { readonly when: Text; readonly language: Text }
  readonly 'fact.letter.read-aloud': { readonly when: Text; readonly language: Text }
  readonly 'fact.vouch-asked': { readonly bar: Text }
  readonly 'fact.engaged': { readonly for: Text; readonly language: Text }
  readonly 'fact.confirmed': { readonly for: Text }
  readonly 'fact.from-to': { readonly from: Text; readonly to: Text }
  readonly 'fact.challenge': { readonly number: number; readonly ground: Text }
  readonly 'fact.from-report': { readonly number: number }
  readonly 'fact.against': { readonly number: number }
  readonly 'fact.started-by': { readonly number: number }
  readonly 'fact.about': { readonly list: Text }
  readonly 'clock-step.zone': { readonly when: Text }
  readonly 'clock-step.elapsed': { readonly hours: number; readonly when: Text }
  readonly 'clock-step.days': { readonly days: number; readonly day: Text }
  readonly 'clock-step.strict': { readonly day: Text }
  readonly 'clock-step.stated': { readonly day: Text }
  readonly 'clock-step.term': { readonly term: Text }
  readonly 'matter.counsel-named': { readonly names: Text }
  readonly 'matter.clock.judge': { readonly when: Text }
  readonly 'matter.next.by': { readonly when: Text }
  readonly 'matter.next.after': { readonly list: Text }
  readonly 'matter.next.others.why': { readonly what: Text; readonly who: Text }
  readonly 'matter.next.sign': { readonly what: Text }
  readonly 'matter.next.oversee': { readonly what: Text }
  readonly 'matter.next.oversee.go': { readonly number: number }
  readonly 'matter.custody-for': { readonly span: Text }
  readonly 'matter.status.released': { readonly when: Text }
  readonly 'matter.right.met': { readonly proofs: Text }
  readonly 'matter.right.by': { readonly when: Text }
  readonly 'matter.right.must': { readonly who: Text }
  readonly 'matter.deadlines.owed-by': { readonly who: Text }
  readonly 'matter.print.as-of': { readonly when: Text }
  readonly 'matter.print.acts': { readonly count: number; readonly size: number }
  readonly 'matter.draft.waits': { readonly who: Text }
  readonly 'act.list.version': { readonly state: Text; readonly version: number }
  readonly 'act.proof.size': { readonly size: number }
  readonly 'refused.lead.consent': { readonly person: Text; readonly state: Text }
  readonly 'refused.lead.video': { readonly person: Text }
  readonly 'refused.lead.evidence': { readonly person: Text }
  readonly 'refused.missing-count': { readonly count: number; readonly waiting: number }
  readonly 'refused.waiting.hearing': { readonly when: Text }
  readonly 'refused.barred.report': { readonly number: number }
  readonly 'refused.person.named': { readonly person: Text }
  readonly 'refused.person.clock': { readonly what: Text; readonly when: Text }
  readonly 'refused.kept.seen': { readonly log: Text }
  readonly 'refused.around.state': { readonly state: Text }
  readonly 'form.fault.too-long': { readonly what: Text }
  readonly 'form.fault.in-future': { readonly what: Text }
  readonly 'form.fault.before-start': { readonly what: Text }
  readonly 'form.fault.not-a-key': { readonly what: Text }
  readonly 'form.fault.not-a-label': { readonly what: Text }
  readonly 'form.fault.not-the-slip': { readonly what: Text }
  readonly 'form.fault.unusable': { readonly what: Text }
}
