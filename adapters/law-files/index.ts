export * from './src/compile.ts'
export * from './src/open.ts'
