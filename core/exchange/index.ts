export * from './src/message.ts'
export * from './src/receipt.ts'
export * from './src/retry.ts'
export * from './src/transport.ts'
