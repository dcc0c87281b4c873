export * from './src/codes.ts'
export * from './src/guarantees/schema.ts'
export * from './src/pack.ts'
export { breachesOpenedBy, type Examination, examineOrder, satisfies, startsOf } from './src/guarantees/examine.ts'
export { type ProceduralFault, proceduralFaults } from './src/guarantees/procedural-faults.ts'
export * from './src/guarantees/procedural-law.ts'
export { proceduralRecordsOf } from './src/guarantees/records-of-pack.ts'
export { type Baseline, strengthen, type Weakening } from './src/guarantees/strengthen.ts'
export { type ActFacts, evaluateWhere, matchesProof, valueAt } from './src/guarantees/where.ts'
export { type Calendar, calendarOf, type DayKind, type Holiday } from './src/time/calendar.ts'
export { COUNTING_RULES, type CountingRule } from './src/time/counting-rules.ts'
export {
  type Countable,
  computeDeadline,
  type Deadline,
  type DeadlineQuestion,
  type DeadlineStatus,
  type Figure,
  type Grounded,
  type Pause,
  passedAt,
} from './src/time/deadline.ts'
export { type EventTime, readEventTime } from './src/time/event-time.ts'
export type { Step } from './src/time/steps.ts'
export { answerDate, type ClockBook, type DateAnswer, type DateFault } from './src/time/answer-date.ts'
export { DateQuestion } from './src/time/date-question.ts'
export * from './src/assess.ts'
export * from './src/assessment.ts'
export * from './src/assurances.ts'
export * from './src/between.ts'
export * from './src/bound.ts'
export * from './src/grounds/ground.ts'
export * from './src/grounds/registry.ts'
export * from './src/law.ts'
export * from './src/matter.ts'
export * from './src/explain.ts'
export * from './src/facts-read.ts'
export * from './src/public-schemas.ts'
