export * from './src/ed25519.ts'
export * from './src/engine.ts'
export * from './src/keys.ts'
