/** Owns turning a reference into ids, or into a question. When in doubt it asks; it never picks one of several. */
import { fill } from '../../language/fill.ts'
import type { Language } from '../../language/language.ts'
import { LANGUAGES } from '../../language/languages.ts'
import type { Task } from '../../task/schema.ts'
import { type History, lastGroup, lastList, lastNamed, lastTasks } from './history.ts'
import type { Reference } from './intent.ts'
import { fitting, like, matching, mentioned } from './likeness.ts'
import type { Seen } from './lookup.ts'
import { numbered, quoted } from './replies.ts'
import { passes, toolFilters } from './tool-filters.ts'

export type Resolved = { ids: number[] } | { problem: string; missing?: boolean }

export interface Scene {
  history: History
  seen: Seen
  /** Ids this message has spoken of already, the nearest request first. */
  recent: number[] | undefined
  /** Of tasks that match equally well, the status that the action can still change. */
  prefer: Task['status'] | undefined
  language: Language
}

const SHOWN_MAX = 5

const some = (tasks: Task[], { say }: Language) => {
  const shown = tasks.slice(0, SHOWN_MAX).map(numbered).join(', ')
  return tasks.length > SHOWN_MAX ? `${shown} ${fill(say.more, { n: tasks.length - SHOWN_MAX })}` : shown
}

export const whichOf = (tasks: Task[], language: Language): string =>
  fill(language.say.which_of, { x: `${some(tasks, language)}?` })
const which = (tasks: Task[], language: Language): Resolved => ({ problem: whichOf(tasks, language) })

/** Nothing fits: the likest is asked about, and never taken. */
const none = (words: string, { seen, language, prefer }: Scene): Resolved => {
  const near = like(seen.tasks, words)
  const liked = near.filter(({ status }) => status === prefer)
  const likest = liked.length ? liked : near
  if (likest.length > 0 && likest.length <= SHOWN_MAX)
    return { problem: fill(language.say.did_you_mean, { x: some(likest, language) }) }
  return { problem: fill(language.say.not_found, { x: quoted(words) }), missing: true }
}

/** “I am back from the gym, tick it”: the one task that the sentence before names. */
const bySentence = (words: string, { seen, prefer, language }: Scene): Resolved | undefined => {
  const liked = seen.tasks.filter(({ status }) => status === (prefer ?? status))
  const named = mentioned(liked, words)
  if (named.length > 1) return which(named, language)
  return named.length === 1 ? { ids: named.map(({ id }) => id) } : undefined
}

const byWords = (words: string, scene: Scene): Resolved => {
  const found = matching(scene.seen.tasks, words, scene.prefer)
  if (found.length === 0) return none(words, scene)
  return found.length === 1 ? { ids: found.map(({ id }) => id) } : which(found, scene.language)
}

/** “milk and eggs” is one title if there is such a task, else two names; one unknown name stops them all. */
const bySeveral = (target: Extract<Reference, { kind: 'several' }>, scene: Scene): Resolved => {
  if (matching(scene.seen.tasks, target.words, scene.prefer).length === 1) return byWords(target.words, scene)
  const ids: number[] = []
  for (const part of target.parts) {
    const found = resolve(part, scene)
    if ('problem' in found) return found
    ids.push(...found.ids)
  }
  return { ids: [...new Set(ids)] }
}

const byPlace = (place: number, { history, seen, language }: Scene): Resolved => {
  const shown = lastList(history.earlier)
  const id = shown?.at(place < 0 ? place : place - 1)
  const unknown = { problem: language.say.no_list }
  if (shown) return id === undefined ? unknown : { ids: [id] }
  // Without a list in sight only the newest is certain.
  const newest = seen.tasks.filter(({ status }) => status === 'pending').toSorted((a, b) => b.id - a.id)[0]
  return place < 0 && newest && seen.whole ? { ids: [newest.id] } : unknown
}

const byAll = (target: Extract<Reference, { kind: 'all' }>, scene: Scene): Resolved => {
  const { seen, language } = scene
  const { known, left } = toolFilters(target.filter)
  const { tasks, whole } = seen.under(known)
  if (!whole) return { problem: language.say.too_many }
  const found = (target.words ? fitting(tasks, target.words) : tasks).filter((task) => passes(task, left))
  const spared = target.except ? resolve(target.except, { ...scene, seen: { ...seen, tasks } }) : { ids: [] }
  if ('problem' in spared) return spared
  const ids = found.map(({ id }) => id).filter((id) => !spared.ids.includes(id))
  if (target.single && ids.length > 1) return which(found, language)
  if (ids.length) return { ids }
  // Said of one thing, as a name is: its words may be mistyped.
  return target.words ? none(target.words, scene) : { problem: language.say.no_such }
}

/** The one task that our last words named, when they came of no tool: “when is the dentist?” */
const namedIn = ({ answered, earlier: [before = []] }: History): number | undefined => {
  const ids = [...answered.matchAll(/\(#([1-9]\d{0,8})\)/g)].map(([, id]) => Number(id))
  return before.length === 0 && ids.length === 1 ? ids[0] : undefined
}

export const resolve = (target: Reference, scene: Scene): Resolved => {
  if (target.kind === 'ids') return { ids: target.ids }
  const { history, recent, seen, language } = scene
  const known = (ids: number[] | undefined): Resolved => (ids?.length ? { ids } : { problem: language.say.which })
  if (target.kind === 'it') {
    const last = namedIn(history) ?? lastNamed(history.earlier)
    return known(recent?.length === 1 ? recent : recent ? undefined : last === undefined ? undefined : [last])
  }
  if (target.kind === 'them') {
    const group = recent ?? lastGroup(history.earlier)
    const ids =
      target.count === undefined || group.length >= target.count ? group : lastTasks(history.earlier, target.count)
    // “Both” of three: which two is not ours to guess.
    return known(target.count === undefined || target.count === ids.length ? ids : undefined)
  }
  if (target.kind === 'nothing') return { problem: language.say.which }
  if (seen.failed !== undefined) return { problem: language.say.failed_list }
  if (target.kind === 'place') return byPlace(target.place, scene)
  if (target.kind === 'all') return byAll(target, scene)
  if (target.kind === 'several') return bySeveral(target, scene)
  if (target.within) return bySentence(target.words, scene) ?? resolve({ kind: 'it' }, scene)
  return byWords(target.words, scene)
}

/** Whether our last words asked which task was meant, in any language. */
export const askedWhich = (answered: string) =>
  LANGUAGES.some(({ say }) =>
    [say.which, say.no_list, say.which_of, say.did_you_mean].some((one) =>
      answered.includes((one.split('{')[0] ?? one).trim()),
    ),
  )
