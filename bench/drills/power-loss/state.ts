/** Builds what a disk may hold after the power went: all that was synced, and of the rest a part. */
import { closeSync, cpSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Recording, Step } from './recorder.ts'

/** Disks write whole sectors; longer writes can be torn between them. */
const SECTOR = 4096

type Change = Extract<Step, { kind: 'write' | 'truncate' }>
type Naming = Extract<Step, { kind: 'link' | 'unlink' | 'rename' }>

interface Model {
  /** What is sure to be in each file, and what may be. */
  sure: Map<number, Change[]>
  pending: Map<number, { at: number; change: Change }[]>
  /** The same of names: a folder's changes reach the disk in their order. */
  names: Map<string, number>
  unsure: Map<string, Naming[]>
  folders: string[]
}

const apply = (names: Map<string, number>, step: Naming) => {
  if (step.kind === 'link') names.set(step.name, step.file)
  if (step.kind === 'unlink') names.delete(step.name)
  if (step.kind !== 'rename') return
  const file = names.get(step.name)
  names.delete(step.name)
  if (file !== undefined) names.set(step.to, file)
}

const listIn = <K, V>(map: Map<K, V[]>, key: K): V[] => {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

const settle = (model: Model, file: number, upto: number) => {
  const pending = listIn(model.pending, file)
  const on_disk = pending.filter(({ at }) => at < upto)
  listIn(model.sure, file).push(...on_disk.map(({ change }) => change))
  model.pending.set(
    file,
    pending.filter(({ at }) => at >= upto),
  )
}

const follow = (model: Model, step: Step, at: number) => {
  if (step.kind === 'write' || step.kind === 'truncate') listIn(model.pending, step.file).push({ at, change: step })
  else if (step.kind === 'synced') settle(model, step.file, step.upto)
  else if (step.kind === 'folder') model.folders.push(step.path)
  else if (step.kind === 'folder synced') {
    for (const one of listIn(model.unsure, step.path)) apply(model.names, one)
    model.unsure.delete(step.path)
  } else listIn(model.unsure, step.folder).push(step)
}

/** A long write may reach the disk in part. */
const torn = (change: Change, kept: number): Change[] => {
  if (change.kind === 'truncate') return Math.random() < kept ? [change] : []
  const parts: Change[] = []
  for (let from = 0; from < change.bytes.length; from += SECTOR)
    if (Math.random() < kept)
      parts.push({ ...change, at: change.at + from, bytes: change.bytes.subarray(from, from + SECTOR) })
  return parts
}

const write = (path: string, changes: Change[]) => {
  const fd = openSync(path, 'r+')
  try {
    for (const change of changes) {
      if (change.kind === 'truncate') ftruncateSync(fd, change.size)
      else writeSync(fd, change.bytes, 0, change.bytes.length, change.at)
    }
  } finally {
    closeSync(fd)
  }
}

export interface Blackout {
  /** How many steps were done before it. */
  at: number
  /** The chance of what was not synced to be there nevertheless. */
  kept: number
}

/** Makes the state in `folder`, from the untouched copy in `base`. */
export const buildState = (base: string, folder: string, { steps, before }: Recording, { at, kept }: Blackout) => {
  const model: Model = { sure: new Map(), pending: new Map(), names: new Map(before), unsure: new Map(), folders: [] }
  for (const [index, step] of steps.slice(0, at).entries()) follow(model, step, index)
  for (const namings of model.unsure.values()) {
    const reached = Math.floor(Math.random() * (namings.length + 1) * (kept + 0.05))
    for (const naming of namings.slice(0, reached)) apply(model.names, naming)
  }
  cpSync(base, folder, { recursive: true })
  for (const path of model.folders) mkdirSync(join(folder, path), { recursive: true })
  const origin = new Map([...before].map(([name, file]) => [file, name]))
  for (const name of before.keys()) if (!model.names.has(name)) rmSync(join(folder, name))
  for (const [name, file] of model.names) {
    const changes = [
      ...(model.sure.get(file) ?? []),
      ...(model.pending.get(file) ?? []).flatMap(({ change }) => torn(change, kept)),
    ]
    const from = origin.get(file)
    const path = join(folder, name)
    if (from !== name) {
      mkdirSync(dirname(path), { recursive: true })
      if (from === undefined) closeSync(openSync(path, 'w'))
      else cpSync(join(base, from), path)
    }
    if (changes.length) write(path, changes)
  }
}
