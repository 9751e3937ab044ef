/** The embedded database on a small disk that fills up in the middle of everything: refused, waited for, healed, nothing lost. */
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from './client.ts'
import { gather, rowOf, talk } from './crowd.ts'
import { type Drill, Impossible, type Order, type Row } from './drill.ts'
import { type Places, until } from './place.ts'
import { Instance } from './process.ts'
import { assistant } from './script.ts'

const DISK_MB = 320
const WORD_MS = 30
const MIDDLE_MS = 400
const FULL_MS = 4_000
const HEALED_MAX_MS = 15_000
const MB = 1024 * 1024
/** What the ballast leaves: less than the program wants to have, and nothing at all. */
const LEFT_MB = [20, 0]

const AS_ROOT = process.getuid?.() === 0 ? [] : ['sudo', '-n']

const mount = async (places: Places): Promise<string> => {
  const folder = await places.folder()
  const done = await Bun.$`${AS_ROOT} mount -t tmpfs -o size=${DISK_MB}m,mode=777 tmpfs ${folder}`.quiet().nothrow()
  if (done.exitCode !== 0)
    throw new Impossible(`a small disk needs the right to mount: ${done.stderr.toString().trim()}`)
  places.later(() => Bun.$`${AS_ROOT} umount -l ${folder}`.quiet())
  return folder
}

const freeMb = async (folder: string) => {
  const said = await Bun.$`df --output=avail -B1 ${folder}`.text()
  return Number(said.trim().split('\n').at(-1)) / MB
}

/** Writes until the disk has so much left, or refuses. */
const fill = async (folder: string, left_mb: number) => {
  const ballast = join(folder, 'ballast')
  const parts = Math.max(1, Math.floor(await freeMb(folder)) - left_mb + (left_mb === 0 ? 2 : 0))
  for (let at = 0; at < parts; at++) {
    const full = await writeFile(ballast, new Uint8Array(MB), { flag: 'a' }).then(
      () => false,
      (error: { code?: string }) => {
        if (error.code !== 'ENOSPC') throw error
        return true
      },
    )
    if (full) break
  }
  return () => rm(ballast)
}

/** Writes one task after another and keeps the titles that were acknowledged. */
const writer = (client: Client) => {
  const acknowledged: string[] = []
  const statuses: number[] = []
  let over = false
  const work = async () => {
    for (let at = 1; !over; at++) {
      const title = `Row ${at}`
      const response = await client.once('POST', '/api/v1/tasks', { body: { title } })
      if (response.status === 201) acknowledged.push(title)
      if (![201, 507].includes(response.status) && !(response.status === 503 && response.headers.has('retry-after')))
        client.faults.push(`a write was answered ${response.status}: ${await response.text()}`)
      statuses.push(response.status)
      await Bun.sleep(20)
    }
  }
  const working = work()
  const stop = async () => {
    over = true
    await working
  }
  return { acknowledged, statuses, stop }
}

const titlesOf = async (client: Client) => {
  const titles: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const path = `/api/v1/tasks?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`
    const page = await client.json<{ tasks: { title: string }[]; has_more: boolean; after?: string }>('GET', path)
    titles.push(...page.tasks.map(({ title }) => title))
    after = page.after
    more = page.has_more
  }
  return titles
}

/** A backup onto the full disk: refused in one sentence, nothing of it left behind. */
const backUpOnto = async ({ command }: Order, disk: string): Promise<string[]> => {
  const file = join(disk, 'onto-full.tdc')
  const env = { ...process.env, DATA_DIR: join(disk, 'data'), DATABASE_URL: '', REDIS_URL: '' }
  const child = Bun.spawn([...command, 'backup', file], { env, stdout: 'pipe', stderr: 'pipe' })
  const [said, exit] = await Promise.all([new Response(child.stderr).text(), child.exited])
  const left = (await readdir(disk)).filter((name) => name.startsWith('onto-full'))
  return [
    ...(exit === 1 && /^[^\n]*full[^\n]*\n$/i.test(said) ? [] : [`a backup onto the full disk ended ${exit}: ${said}`]),
    ...(left.length === 0 ? [] : [`a backup onto the full disk left ${left.join(', ')}`]),
  ]
}

const fillUp = async (order: Order, left_mb: number): Promise<Row> => {
  const { command, places, n } = order
  const disk = await mount(places)
  const settings = await assistant(places, { word_ms: WORD_MS })
  const instance = await Instance.make({ command, places, env: { ...settings, DATA_DIR: join(disk, 'data') } })
  await instance.start()
  const crowd = await gather(instance.url, n)
  const busy = await new Client(instance.url).signUp()
  const { accepted, heard } = talk(crowd)
  await accepted
  await Bun.sleep(MIDDLE_MS)
  const rows = writer(busy)
  await Bun.sleep(MIDDLE_MS)
  const empty = await fill(disk, left_mb)
  await Bun.sleep(FULL_MS)
  const read = await busy.once('GET', '/api/v1/tasks')
  const backup_faults = left_mb === 0 ? await backUpOnto(order, disk) : []
  const full_at = rows.statuses.length
  await empty()
  const began = performance.now()
  await until('writes work again', 60_000, () => rows.statuses.slice(full_at).includes(201))
  const healed_ms = performance.now() - began
  const all = await heard
  await rows.stop()
  const titles = await titlesOf(busy)
  await instance.kill()
  await instance.start()
  const after_restart = await titlesOf(busy)
  await instance.end()
  const gone = rows.acknowledged.filter((title) => !titles.includes(title) || !after_restart.includes(title))
  const refused = rows.statuses.filter((status) => status === 507).length
  const faults = [
    ...(refused > 0 ? [] : ['no write was answered 507']),
    // A database that broke on the full disk is closed until there is room: then nothing can be read either.
    ...([200, 503, 507].includes(read.status) ? [] : [`a read on the full disk was answered ${read.status}`]),
    ...(healed_ms <= HEALED_MAX_MS ? [] : [`healed after ${healed_ms.toFixed(0)} ms`]),
    ...backup_faults,
    ...instance.left,
    ...gone.map((title) => `lost the acknowledged row ${title}`),
    ...(new Set(titles).size === titles.length ? [] : ['a row is there twice']),
  ]
  const facts = {
    'rows acknowledged': rows.acknowledged.length,
    'answered 507': refused,
    'answered 503': rows.statuses.filter((status) => status === 503).length,
    'read while full': read.status,
    'healed after ms': healed_ms.toFixed(0),
  }
  return rowOf({
    what: `${left_mb} MB left`,
    heard: all,
    people: [...crowd.people, busy],
    instances: [instance],
    facts,
    faults,
  })
}

export const diskFull: Drill = {
  name: 'disk-full',
  about: 'the embedded database on a disk that fills up',
  usual: { full: 5, short: 3 },
  async run(order) {
    const rows: Row[] = []
    for (const left_mb of order.short ? LEFT_MB.slice(1) : LEFT_MB) rows.push(await fillUp(order, left_mb))
    return rows
  },
}
