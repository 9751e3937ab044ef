/**
 * Pulls the plug of the embedded database: everything that the engine does to its files is written down, states that
 * the disk may be left in are built from that, and each is opened and compared with what had been acknowledged.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { amcheck } from '@electric-sql/pglite/contrib/amcheck'
import type { Sql } from '../../src/db/database.ts'
import { prepareCluster, shippedImage } from '../../src/db/pglite/data-dir.ts'
import { startEmbedded } from '../../src/db/pglite/embedded.ts'
import { openEngine } from '../../src/db/pglite/engine.ts'
import type { Drill, Order, Row } from './drill.ts'
import { done, type Part, readParts, writePart } from './power-loss/parts.ts'
import { type Recording, record } from './power-loss/recorder.ts'
import { type Blackout, buildState } from './power-loss/state.ts'
import { type Promised, work } from './power-loss/work.ts'

/** What a disk may have kept of what it was not told to keep. */
const KEPT = [0, 0.3, 0.7, 0.95]
const ROUNDS = 12
/** States built from one recording; the next part has people do it all again. */
const PART_STATES = 50
/** States of the control, of so many with the hook: without it something must be lost, or the drill sees nothing. */
const CONTROL_EVERY = 10

interface Stage {
  base: string
  recording: Recording
  promised: Promised[]
}

const act = async ({ places }: Order, with_hook: boolean): Promise<Stage> => {
  const folder = await places.folder()
  const [base, data_dir] = [join(folder, 'base'), join(folder, 'postgres')]
  await prepareCluster(data_dir, await shippedImage())
  cpSync(data_dir, base, { recursive: true })
  const { recording, watch, disk } = record(data_dir)
  const engine = await openEngine({ data_dir, onfiles: watch, ...(with_hook && { sync: { disk } }) })
  const db = startEmbedded(engine, { sessions: 8 })
  const promised = await work(db, ROUNDS, () => recording.steps.length)
  await db.close()
  return { base, recording, promised }
}

/** Every index against its table, every page against its checksum. @throws what is not whole */
const checkWhole = async (pg: PGlite) => {
  await pg.exec('create extension amcheck')
  await pg.query(`
    select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam
    where c.relkind = 'i' and a.amname = 'btree' and c.relpersistence <> 't'`)
  const { rows } = await pg.query<{ msg: string }>(`
    select v.msg from pg_class c, lateral verify_heapam(c.oid) v where c.relkind = 'r' limit 1`)
  if (rows[0]) throw new Error(rows[0].msg)
}

/** What is missing in the state; opening it at all is the first thing. */
const lossesIn = async (folder: string, promised: Promised[]): Promise<string[]> => {
  const pg = await PGlite.create(folder, { extensions: { amcheck } })
  try {
    const sql = ((text: TemplateStringsArray, ...values: unknown[]) =>
      pg.sql(text, ...values).then(({ rows }) => rows)) as never
    const asSql = Object.assign(sql, { unsafe: (text: string) => pg.query(text).then(({ rows }) => rows) }) as Sql
    const lost: string[] = []
    for (const { what, holds } of promised) if (!(await holds(asSql))) lost.push(what)
    await checkWhole(pg)
    return lost
  } finally {
    await pg.close()
  }
}

const judge = async ({ places }: Order, stage: Stage, blackout: Blackout): Promise<string[]> => {
  const { base, recording, promised } = stage
  const folder = join(await places.folder(), 'postgres')
  mkdirSync(folder)
  buildState(base, folder, recording, blackout)
  const before = promised.filter(({ at }) => at <= blackout.at)
  const where = `after step ${blackout.at} of ${recording.steps.length}, ${blackout.kept} of the rest kept`
  const lost = await lossesIn(folder, before).catch((error: unknown) => [`not whole: ${error}`])
  rmSync(folder, { recursive: true, force: true })
  return lost.map((what) => `lost: ${what} (${where})`)
}

const part = async (order: Order, hook: boolean, states: number): Promise<Part> => {
  const stage = await act(order, hook)
  const { steps } = stage.recording
  const losses: string[] = []
  let damaged = 0
  for (let state = 0; state < states; state++) {
    const blackout = { at: Math.ceil(Math.random() * steps.length), kept: KEPT[state % KEPT.length] ?? 0 }
    const lost = await judge(order, stage, blackout)
    if (lost.length) damaged += 1
    losses.push(...lost)
  }
  const syncs = steps.filter(({ kind }) => kind === 'synced' || kind === 'folder synced').length
  return { hook, states, damaged, acknowledged: stage.promised.length, steps: steps.length, syncs, losses }
}

/** Does what the file does not hold yet, part by part, and keeps each there. */
const drillOn = async (order: Order, hook: boolean, n: number): Promise<Row> => {
  const parts = readParts(order.resume).filter((one) => one.hook === hook)
  for (let rest = n - done(parts).states; rest > 0; rest = n - done(parts).states) {
    const one = await part(order, hook, Math.min(rest, PART_STATES))
    writePart(order.resume, one)
    parts.push(one)
    order.say(`${done(parts).states} of ${n} states, ${done(parts).damaged} damaged${hook ? '' : ' (control)'}`)
  }
  const facts = done(parts)
  if (hook) return { what: 'commits wait for the disk', heard: [], facts, faults: parts.flatMap((one) => one.losses) }
  const faults = facts.damaged > 0 ? [] : ['nothing was lost although nothing was synced: this drill sees nothing']
  return { what: 'control: nothing is synced', heard: [], facts, faults }
}

export const powerLoss: Drill = {
  name: 'power-loss',
  about: 'the plug pulled on the embedded database, its disk left in many states',
  usual: { full: 500, short: 40 },
  run: async (order) => [
    await drillOn(order, true, order.n),
    await drillOn(order, false, Math.ceil(order.n / CONTROL_EVERY)),
  ],
}
