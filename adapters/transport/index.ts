export * from './src/http-transport.ts'
export * from './src/http-witnesses.ts'
