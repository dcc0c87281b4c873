export * from './src/directory.ts'
export * from './src/state-list.ts'
