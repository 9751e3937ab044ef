/** Owns turning a reference into ids, or into a question. When in doubt it asks; it never picks one of several. */
import type { Task } from '../../task/schema.ts'
import { type History, lastGroup, lastList, lastNamed } from './history.ts'
import type { Reference } from './intent.ts'
import type { Seen } from './look.ts'
import { quoted } from './markdown.ts'
import { fitting, matching } from './match.ts'

export type Resolved = { ids: number[] } | { problem: string }

export interface Scene {
  history: History
  seen: Seen
  /** Ids this message has spoken of already, the nearest request first. */
  recent: number[] | undefined
  /** Of tasks that fit equally well, the kind the deed can still change. */
  prefer: Task['status'] | undefined
}

/** Begins every question about which task is meant; the next message is read as its answer. */
export const WHICH = 'Which one do you mean'
const SHOWN_MAX = 5

export const numbered = ({ id, title }: Pick<Task, 'id' | 'title'>) => `#${id} ${quoted(title)}`
const some = (tasks: Task[]) => {
  const more = tasks.length > SHOWN_MAX ? ` and ${tasks.length - SHOWN_MAX} more` : ''
  return `${tasks.slice(0, SHOWN_MAX).map(numbered).join(', ')}${more}`
}

const which = (words: string, tasks: Task[]): Resolved => ({
  problem: `${WHICH} by ${quoted(words)}? ${some(tasks)}. Tell me its number.`,
})

const none = (words: string, { seen }: Scene): Resolved => {
  const open = seen.tasks.filter(({ status }) => status === 'pending')
  const there = open.length ? ` Open are: ${some(open)}.` : seen.whole ? ' You have no open tasks.' : ''
  return { problem: `⚠️ I found no task that fits ${quoted(words)}, so I changed nothing there.${there}` }
}

const byWords = (words: string, scene: Scene): Resolved => {
  const found = matching(scene.seen.tasks, words, scene.prefer)
  if (found.length === 0) return none(words, scene)
  return found.length === 1 ? { ids: found.map(({ id }) => id) } : which(words, found)
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

const NO_PLACE: Resolved = { problem: `${WHICH}? I cannot tell from what I showed you. Tell me its number.` }

const byPlace = (place: number, { history, seen }: Scene): Resolved => {
  const shown = lastList(history.earlier)
  const id = shown?.at(place < 0 ? place : place - 1)
  if (shown) return id === undefined ? NO_PLACE : { ids: [id] }
  const open = seen.tasks.filter(({ status }) => status === 'pending')
  // Without a list in sight “the last one” is the newest, “the first one” the one on top.
  const picked = place < 0 ? open.toSorted((a, b) => b.id - a.id)[0] : open[place - 1]
  return picked && seen.whole ? { ids: [picked.id] } : NO_PLACE
}

const byAll = (target: Extract<Reference, { kind: 'all' }>, { seen }: Scene): Resolved => {
  const { tasks, whole } = seen.under(target.filters)
  if (!whole)
    return {
      problem:
        '⚠️ There are more tasks than I can take in at once, so I changed nothing there. Please name a day, a tag or a priority.',
    }
  const ids = (target.words ? fitting(tasks, target.words) : tasks).map(({ id }) => id)
  return ids.length ? { ids } : { problem: '📋 There are no such tasks, so there was nothing to change.' }
}

const NOT_SAID: Resolved = { problem: `${WHICH}? Tell me its number or its title, like “3” or “the milk one”.` }
const known = (ids: number[] | undefined): Resolved => (ids?.length ? { ids } : NOT_SAID)

export const resolve = (target: Reference, scene: Scene): Resolved => {
  if (target.kind === 'ids') return { ids: target.ids }
  const { history, recent, seen } = scene
  if (target.kind === 'it') {
    const last = lastNamed(history.earlier)
    return known(recent?.length === 1 ? recent : recent ? undefined : last === undefined ? undefined : [last])
  }
  if (target.kind === 'them') return known(recent ?? lastGroup(history.earlier))
  if (target.kind === 'nothing') return NOT_SAID
  if (seen.failed !== undefined)
    return { problem: '⚠️ I could not read your list just now, so I changed nothing there.' }
  if (target.kind === 'place') return byPlace(target.place, scene)
  if (target.kind === 'all') return byAll(target, scene)
  return target.kind === 'several' ? bySeveral(target, scene) : byWords(target.words, scene)
}
