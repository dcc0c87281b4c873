export * from './src/codes.ts'
export * from './src/guarantees/schema.ts'
export * from './src/pack.ts'
