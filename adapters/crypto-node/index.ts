export * from './src/node-engine.ts'
export * from './src/system-random.ts'
