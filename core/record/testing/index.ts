export * from './sample-log.ts'
