import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

// The other side of the exchange benchmark: what somebody writes who needs no proof. One row and one wait for the disk a
// post, no signature, no seal, no log, no receipt.
const [file, port] = process.argv.slice(2)
const db = new DatabaseSync(file ?? ':memory:')
db.exec('PRAGMA locking_mode = EXCLUSIVE')
db.exec('PRAGMA journal_mode = WAL')
db.exec('PRAGMA synchronous = FULL')
db.exec('CREATE TABLE posted (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID')
const insert = db.prepare('INSERT OR IGNORE INTO posted VALUES (?, ?)')

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const text = Buffer.concat(parts).toString('utf8')
  const { id } = JSON.parse(text) as { id: string }
  insert.run(id, text)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ stored: id }))
})
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('is ready\n'))
process.once('SIGINT', () => {
  server.closeAllConnections()
  server.close(() => {
    process.stdout.write(`${JSON.stringify(db.prepare('SELECT count(*) AS held FROM posted').get())}\n`)
    db.close()
  })
})
