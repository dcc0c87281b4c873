export * from './sample-lists.ts'
