export * from './src/archive.ts'
