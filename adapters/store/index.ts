export * from './src/archive-error.ts'
export { type RestoreCheck, type Restored, restoreArchive } from './src/backup.ts'
export * from './src/memory-archive.ts'
export { openSqliteArchive, type SqliteArchive, type SqliteArchiveOptions } from './src/sqlite-archive.ts'
