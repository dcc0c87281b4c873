export * from './src/browser.ts'
