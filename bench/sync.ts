/**
 * What it costs that commits wait for the disk: acknowledged writes a second, and the time to the first word of an answer,
 * with EMBEDDED_SYNC on and off, on this disk and on one whose syncs take longer. One writer waits for a sync with each write;
 * twenty share them (group commit). Needs gcc: a slower disk is a library loaded before the C library's own fsync.
 * `bun bench/sync.ts [--slow-ms 5] [--seconds 5]`
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sentEvents } from '../test/support/sse.ts'
import { Client } from './drills/client.ts'
import { Places } from './drills/place.ts'
import { Instance } from './drills/process.ts'
import { percentile } from './drills/table.ts'

const { values } = parseArgs({
  options: { 'slow-ms': { type: 'string', default: '5' }, seconds: { type: 'string', default: '5' } },
})
const [SLOW_MS, SECONDS] = [Number(values['slow-ms']), Number(values.seconds)]
const WRITERS = 20
const ANSWERS = 15

const SLOW = (ms: number) => `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_so_long(void) { struct timespec t = {0, ${ms * 1_000_000}}; nanosleep(&t, 0); }
int fsync(int fd) { wait_so_long(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { wait_so_long(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
`

/** A library that makes every sync take longer. @throws without gcc */
const slowDisk = async (places: Places) => {
  const folder = await places.folder()
  const [source, library] = [join(folder, 'slow.c'), join(folder, 'slow.so')]
  await Bun.write(source, SLOW(SLOW_MS))
  await Bun.$`gcc -shared -fPIC -o ${library} ${source} -ldl`
  return library
}

const writesPerSecond = async (person: Client, writers: number) => {
  let done = 0
  const until = performance.now() + SECONDS * 1000
  const write = async () => {
    while (performance.now() < until) {
      await person.json('POST', '/api/v1/tasks', { body: { title: 'Water the plants' } })
      done += 1
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  return Math.round(done / SECONDS)
}

/** Milliseconds from sending to the first word. */
const firstWord = async (person: Client) => {
  const { id } = await person.json<{ id: string }>('POST', '/api/v1/chatkit/sessions')
  const began = performance.now()
  const response = await person.ask('POST', `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`, {
    body: { message: { content: [{ type: 'input_text', text: 'hello' }] } },
  })
  let first = 0
  for await (const { data } of sentEvents(response)) if (!first && data.update?.delta) first = performance.now() - began
  return first
}

const measure = async (places: Places, env: Record<string, string>) => {
  const command = ['bun', '--no-env-file', join(import.meta.dir, '../src/main.ts')]
  const instance = await Instance.make({ command, places, env: { ...env, MAX_TASKS_PER_USER: '1000000' } })
  await instance.start()
  const person = await new Client(instance.url).signUp()
  await writesPerSecond(person, 1)
  const [one, many] = [await writesPerSecond(person, 1), await writesPerSecond(person, WRITERS)]
  const waits: number[] = []
  for (let n = 0; n < ANSWERS; n++) waits.push(await firstWord(person))
  await instance.stop('SIGTERM')
  return `${one} | ${many} | ${percentile(waits, 50)?.toFixed(1)} · ${percentile(waits, 95)?.toFixed(1)}`
}

const places = new Places()
try {
  const slow = { LD_PRELOAD: await slowDisk(places) }
  console.log(`| | Writes/s, one writer | ${WRITERS} writers | First word p50 · p95 (ms) |\n|---|--:|--:|---|`)
  for (const EMBEDDED_SYNC of ['on', 'off'])
    for (const [disk, env] of [
      ['this disk', {}],
      [`syncs ${SLOW_MS} ms slower`, slow],
    ] as const)
      console.log(`| sync ${EMBEDDED_SYNC}, ${disk} | ${await measure(places, { EMBEDDED_SYNC, ...env })} |`)
} finally {
  for (const failure of await places.leave()) console.error(failure)
}
