// Loaded before the test files: says which test of which file is about to run. The reporter cannot: it hears of a test
// only when the event loop turns, which an endless loop never lets it do.
import { beforeEach } from 'node:test'
import { tell } from './test-event.ts'

beforeEach((context) => {
  if ('filePath' in context) tell({ kind: 'begun', name: context.name, file: context.filePath ?? '' })
})
