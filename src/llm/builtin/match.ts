/** Owns finding tasks by the words people call them. Titles are compared as text; nothing in them is ever understood. */
import type { Task } from '../../task/schema.ts'

const SMALL = new Set([
  'the',
  'a',
  'an',
  'my',
  'one',
  'ones',
  'task',
  'tasks',
  'to',
  'for',
  'of',
  'and',
  'about',
  'with',
  'on',
  'at',
  'in',
])

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const stem = (word: string) => (word.length > 3 ? word.replace(/(?:es|s)$/, '') : word)
const words = (text: string) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)
const meaningful = (text: string) => {
  const all = words(text)
  const kept = all.filter((word) => !SMALL.has(word))
  return kept.length ? kept : all
}

/** Shortest beginning of a word that stands for it (“dent” for dentist). */
const PREFIX_MIN = 4
const same = (wanted: string, there: string) =>
  wanted === there || (wanted.length >= PREFIX_MIN && there.startsWith(wanted))

/** 3: the very title · 2: part of it, word for word · 1: all the words somewhere in title, tags or description. */
const closeness = (task: Task, wanted: string): number => {
  const asked = meaningful(wanted)
  if (asked.length === 0) return 0
  const title = meaningful(task.title)
  if (title.join(' ') === asked.join(' ')) return 3
  if (` ${title.join(' ')} `.includes(` ${asked.join(' ')} `)) return 2
  const there = [...title, ...task.tags.flatMap(words), ...words(task.description ?? '')]
  return asked.every((word) => there.some((other) => same(word, other))) ? 1 : 0
}

/** The tasks that fit best, all of them equally well; `prefer` breaks the tie between open and done ones. */
export const matching = (tasks: Task[], wanted: string, prefer?: Task['status']): Task[] => {
  const scored = tasks.map((task) => ({ task, score: closeness(task, wanted) })).filter(({ score }) => score > 0)
  const liked = scored.filter(({ task }) => task.status === prefer)
  const pool = liked.length ? liked : scored
  const best = Math.max(0, ...pool.map(({ score }) => score))
  return pool.filter(({ score }) => score === best).map(({ task }) => task)
}

/** Every task the words fit at all, for “all milk tasks”. */
export const fitting = (tasks: Task[], wanted: string) => tasks.filter((task) => closeness(task, wanted) > 0)

/** The longest word, to search for when the list is too long to read whole. */
export const keyword = (wanted: string) =>
  (fold(wanted).match(/[\p{L}\p{N}]+/gu) ?? []).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0]
