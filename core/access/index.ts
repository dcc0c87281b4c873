export * from './src/access.ts'
