/** What the built-in assistant can be asked for, once a message has been understood. */
import type { PlainTask } from '../../plain/plain.ts'
import type { Priority, TaskFilters, TaskStatus } from '../../task/schema.ts'

/** How a message points at tasks. */
export type Reference =
  | { kind: 'ids'; ids: number[] }
  | { kind: 'words'; words: string }
  | { kind: 'all'; filters: TaskFilters; words?: string }
  /** 1 is the first of the list last shown, -1 the last one. */
  | { kind: 'place'; place: number }
  | { kind: 'it' }
  | { kind: 'them' }
  /** Several references joined by “and”; `words` is the whole, in case a title reads like that. */
  | { kind: 'several'; words: string; parts: Reference[] }
  | { kind: 'nothing' }

/** What an update sets; the fields are those of the tool, the rest needs the task as it is. */
export interface Change {
  title?: string
  description?: string | null
  priority?: Priority
  due_on?: string | null
  due_time?: string | null
  repeat?: string | null
  status?: TaskStatus
  tags?: string[]
  /** Joined to, or taken from, the tags there are. */
  more_tags?: string[]
  fewer_tags?: string[]
  /** Days from the day it is due now. */
  shift_days?: number
  /** `due_on` only serves a task that has no day yet. */
  keep_day?: boolean
}

/** Whether the change can only be made knowing the task as it is. */
export const needsTask = ({ more_tags, fewer_tags, shift_days, keep_day }: Change) =>
  [more_tags, fewer_tags, shift_days, keep_day].some((part) => part !== undefined)

export type Deed = 'complete' | 'reopen' | 'toggle' | 'delete'

export type Intent =
  | { do: 'add'; tasks: PlainTask[] }
  | { do: 'list'; filters: TaskFilters; about: string; count?: boolean }
  | { do: Deed; target: Reference }
  | { do: 'change'; target: Reference; change: Change }
  | { do: 'undo' }
  | { do: 'talk'; topic: Topic }
  | { do: 'point'; target: Reference }
  | { do: 'unknown'; words: string }

export type Topic =
  | 'hello'
  | 'thanks'
  | 'bye'
  | 'who'
  | 'help'
  | 'yes'
  | 'no'
  | 'refrained'
  | 'too_long'
  | 'nothing'
  | 'what_to_add'
  | 'fine'
