/** What engines share: compiled once, and whole after one of them was ended in the middle of its work. */
import { afterAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { EngineBroken } from '../../../src/db/pglite/answer.ts'
import { compiledEngine } from '../../../src/db/pglite/compiled.ts'
import { prepareCluster, shippedImage } from '../../../src/db/pglite/data-dir.ts'
import { openThread } from '../../../src/db/pglite/thread.ts'
import { freshFolder } from '../../support/folder.ts'

const folder = await freshFolder()
afterAll(() => folder.remove())

test('the code is compiled once', async () => {
  expect(compiledEngine()).toBe(compiledEngine())
  expect(await compiledEngine()).toBeInstanceOf(WebAssembly.Module)
})

test('an engine that is ended while another works with the same code takes nothing from it', async () => {
  const [one = '', two = ''] = ['one', 'two'].map((name) => join(folder.path, name))
  for (const path of [one, two]) await prepareCluster(path, await shippedImage())
  const open = (data_dir: string) => openThread({ data_dir, sync: false })
  const [first, second] = await Promise.all([open(one), open(two)])
  // The simple query protocol: the word Q, the length, the statement and a NUL.
  const asking = (sql: string) => {
    const message = Buffer.alloc(6 + sql.length)
    message.write('Q')
    message.writeInt32BE(5 + sql.length, 1)
    message.write(sql, 5)
    return message
  }
  const endless = first.run(asking('select count(*) from generate_series(1, 1e11)')).catch((error: unknown) => error)
  const answer = second.run(asking("select 'still ' || 'here'"))
  await first.kill(new Error('ended by the test'))
  expect(await endless).toBeInstanceOf(EngineBroken)
  expect(Buffer.from((await answer).bytes).toString()).toContain('still here')
  const third = await open(one)
  expect(Buffer.from((await third.run(asking("select 'and ' || 'again'"))).bytes).toString()).toContain('and again')
  await Promise.all([second.close(), third.close()])
})
