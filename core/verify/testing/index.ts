export * from './altered.ts'
export * from './sample-dossier.ts'
export * from './sample-law.ts'
export * from './sample-states.ts'
