/** The embedded engine behind a port is a primary; a port where nobody listens is a host that is gone. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { createServer, type Server } from 'node:net'
import { freePort } from '../../../bench/drills/place.ts'
import { dataImage } from '../../../build/pgdata.ts'
import { openEngine, type PgliteEngine } from '../../../src/db/pglite/engine.ts'
import { PgliteSocket } from '../../../src/db/pglite/wire.ts'
import { openPostgres, primaryFirst } from '../../../src/db/postgres.ts'
import { findPrimary } from '../../../src/db/server/primary.ts'
import { errorOf } from '../../support/failure.ts'
import { eventually } from '../../support/watched.ts'

let engine: PgliteEngine
let server: Server
let port: number
const gone = freePort()
beforeAll(async () => {
  engine = await openEngine({ image: await dataImage() })
  server = createServer((socket) => {
    const postgres = new PgliteSocket((messages) => engine.run(messages).then(({ bytes }) => bytes))
    socket.on('data', (bytes: Buffer) => postgres.write(bytes))
    socket.on('error', () => postgres.destroy())
    socket.on('close', () => postgres.destroy())
    postgres.on('data', (bytes: Buffer) => socket.write(bytes))
    postgres.on('close', () => socket.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as { port: number }).port
})
afterAll(async () => {
  server.close()
  await engine.close()
})

const at = (...ports: number[]) =>
  `postgres://postgres@${ports.map((one) => `127.0.0.1:${one}`).join(',')}/postgres?prepare=false`

test('the host that takes writes is found among those that are gone', async () => {
  expect(await findPrimary([at(gone), at(port)])).toBe(at(port))
  expect(await findPrimary([at(gone)])).toBeUndefined()
})

test('and stands in front when a program starts; an address with one host is left as it is', async () => {
  expect(await primaryFirst(at(gone, port))).toBe(at(port, gone))
  expect(await primaryFirst(at(gone))).toBe(at(gone))
})

test('a program whose first host is gone finds the other by itself, and none is told at once', async () => {
  const db = openPostgres(at(gone, port), { pool_max: 2 })
  const asks = () =>
    db
      .query((sql) => sql`select 1`)
      .then(
        () => true,
        () => false,
      )
  await eventually(asks)
  await db.close()
  const nobody = openPostgres(at(gone, freePort()), { pool_max: 2 })
  await eventually(async () =>
    String(((await errorOf(nobody.ping())) as Error).cause).includes('no host is the primary'),
  )
  await nobody.close()
})
