/** Owns messages that take themselves back: “delete 3? no, better not”, “finish 3, no wait, 4”, “friday, sorry, saturday”. */
import { fold } from '../../../language/fold.ts'
import type { ParsedTask } from '../../../task/quick-add/parse.ts'
import type { ChangeIntent, Intent } from '../intent.ts'
import { type Context, readReference } from './reference.ts'

const REFRAINED: Intent = { do: 'talk', topic: 'refrained' }

interface Seam {
  left: string
  right: string
  /** Whether the words that take back are more than a bare “no”, which titles hold too. */
  sure: boolean
}

const BARE = /^\S{1,4}$/
const seamOf = (words: string, { languages: [language] }: Context): Seam | undefined => {
  const seams = [
    ...fold(words).matchAll(new RegExp(`[,.;!?–—-]\\s*(${language.retracting})(?![a-z])([,.:!\\s]*)`, 'g')),
  ]
  const seam = seams.at(-1)
  if (!seam || seam.index === 0) return undefined
  const [whole, said = '', mark = ''] = seam
  const sure = !BARE.test(said) || /[,:]/.test(mark)
  return { left: words.slice(0, seam.index).trim(), right: words.slice(seam.index + whole.length).trim(), sure }
}

/** The parts laid over a task that is to be added. */
export const withParts = (
  task: ParsedTask,
  { due_on, due_time, priority, repeat, more_tags, keep_day }: ChangeIntent,
): ParsedTask => ({
  ...task,
  ...(due_on && !(keep_day && task.due_on) && { due_on }),
  ...(due_time && { due_time }),
  ...(priority && { priority }),
  ...(repeat && { repeat }),
  ...(more_tags && { tags: [...new Set([...task.tags, ...more_tags])] }),
})

const addition = (left: Extract<Intent, { do: 'add' }>, right: Intent, sure: boolean): Intent | undefined => {
  const [task, ...more] = left.tasks
  if (!task || more.length > 0) return undefined
  if (right.do === 'parts') return { ...left, tasks: [withParts(task, right.change)] }
  if (right.do !== 'offer' || !sure) return undefined
  const { title, due_on, due_time } = right.task
  return { ...left, tasks: [{ ...task, title, ...(due_on && { due_on, due_time }) }] }
}

const joined = (left: Intent, right: Intent, { right: words, sure }: Seam, context: Context): Intent | undefined => {
  if (right.do === 'undo' || (right.do === 'talk' && /^(?:no|refrained)$/.test(right.topic))) return REFRAINED
  if (left.do === 'add') return addition(left, right, sure)
  if (right.do === 'parts' && left.do === 'change') return { ...left, change: { ...left.change, ...right.change } }
  if (!('target' in left)) return undefined
  if (right.do === 'point') return { ...left, target: right.target }
  if ('target' in right) return right
  return right.do === 'offer' && sure ? { ...left, target: readReference(words, context) } : undefined
}

/**
 * What is left of a request that its own message takes back or puts right; undefined when it does not.
 * @param read how a part of the message is understood
 */
export const retracted = (words: string, context: Context, read: (words: string) => Intent[]): Intent | undefined => {
  if (words.includes('\n')) return undefined
  const seam = seamOf(words, context)
  if (!seam) return undefined
  const [left, ...others] = read(seam.left)
  if (!left || others.length > 0 || /^(?:talk|offer|parts|unclear|point)$/.test(left.do)) return undefined
  if (seam.right === '') return REFRAINED
  const [right, ...more] = read(seam.right)
  return right && more.length === 0 ? joined(left, right, seam, context) : undefined
}
