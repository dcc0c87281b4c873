export * from './src/world.ts'
