export * from './src/signer.ts'
export * from './src/signing-request.ts'
