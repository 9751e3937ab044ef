/** Files of the embedded database, as a checkout has them and as the binary carries them. */
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { unpacked } from '../../../src/db/pglite/unpack.ts'
import { freshFolder } from '../../support/folder.ts'

const TEXT = 'the files of a cluster, again and again and again'
const folder = await freshFolder()
afterAll(folder.remove)

const written = async (name: string, content: string | Uint8Array<ArrayBuffer>) => {
  const path = join(folder.path, name)
  await Bun.write(path, content)
  return path
}

describe('a carried file', () => {
  test.each([
    ['as it is', TEXT],
    ['compressed', new Uint8Array(Bun.zstdCompressSync(TEXT))],
  ])('is read %s', async (name, content) => {
    const bytes = await unpacked(await written(name, content))
    expect(new TextDecoder().decode(bytes)).toBe(TEXT)
  })

  test('that is shorter than the mark of zstd is no archive', async () => {
    expect([...(await unpacked(await written('short', '(')))]).toEqual([0x28])
  })
})
