/** A task as a form in the place of its row: every field, with and without scripts. */
import type { Task } from '../../src/task/schema.ts'
import { repeatWords } from '../due.ts'
import type { Child } from '../jsx/runtime.ts'
import { Act, Next } from './form.tsx'

/** Rules that most repeats are; others stay as they are until another one is chosen. */
const REPEATS = [
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY',
  'FREQ=YEARLY',
]

interface LabelledProps {
  /** Of the field in it. */
  id: string
  words: string
  /** Takes the room of two. */
  double?: boolean
  children?: Child
}
const Labelled = ({ id, words, double, children }: LabelledProps) => (
  <p class={['field', double && 'double']}>
    <label for={id}>{words}</label>
    {children}
  </p>
)

export interface TaskFormProps {
  task: Task
  /** The page to come back to without scripts. */
  next: string
  /** Why it was not saved. */
  error?: string
  /** On a page of its own: sent and left as a page. */
  alone?: boolean
}

const Repeat = ({ id, repeat }: { id: string; repeat: string | null }) => (
  <select id={id} name="repeat">
    <option value="">Never</option>
    {[...new Set([...REPEATS, ...(repeat ? [repeat] : [])])].map((rule) => (
      <option value={rule} selected={rule === repeat}>
        {repeatWords(rule)}
      </option>
    ))}
  </select>
)

const PRIORITIES = [
  ['none', 'None'],
  ['low', 'Low'],
  ['medium', 'Medium'],
  ['high', 'High'],
] as const satisfies [Task['priority'], string][]

const Priority = ({ id, priority }: { id: string; priority: Task['priority'] }) => (
  <select id={id} name="priority">
    {PRIORITIES.map(([one, words]) => (
      <option value={one} selected={one === priority}>
        {words}
      </option>
    ))}
  </select>
)

const Fields = ({ task }: { task: Task }) => {
  const at = (name: string) => `task-${task.id}-${name}`
  return (
    <>
      <Labelled id={at('title')} words="Title">
        <input id={at('title')} name="title" value={task.title} required maxlength={200} dir="auto" autofocus />
      </Labelled>
      <Labelled id={at('notes')} words="Notes">
        <textarea id={at('notes')} name="description" rows="2" maxlength={1000} dir="auto">
          {task.description}
        </textarea>
      </Labelled>
      <div class="row">
        <Labelled id={at('day')} words="Date">
          <input id={at('day')} name="due_on" type="date" value={task.due_on ?? ''} />
        </Labelled>
        <Labelled id={at('time')} words="Time">
          <input id={at('time')} name="due_time" type="time" value={task.due_time ?? ''} />
        </Labelled>
        <Labelled id={at('remind')} words="Reminder" double>
          <input id={at('remind')} name="remind_at" type="datetime-local" value={task.remind_at ?? ''} />
          <input type="hidden" name="was_remind_at" value={task.remind_at ?? ''} />
        </Labelled>
        <Labelled id={at('repeat')} words="Repeats">
          <Repeat id={at('repeat')} repeat={task.repeat} />
        </Labelled>
        <Labelled id={at('priority')} words="Priority">
          <Priority id={at('priority')} priority={task.priority} />
        </Labelled>
        <Labelled id={at('tags')} words="Tags" double>
          <input id={at('tags')} name="tags" value={task.tags.join(' ')} dir="auto" autocomplete="off" />
        </Labelled>
      </div>
    </>
  )
}

const Cancel = ({ task, next }: TaskFormProps) => (
  <a class="button" href={next} hx-get={`/tasks/${task.id}`} hx-target={`#task-${task.id}`} hx-swap="outerHTML">
    Cancel
  </a>
)
const Leave = ({ next }: TaskFormProps) => (
  <a class="button" href={next}>
    Cancel
  </a>
)

export const TaskForm = (props: TaskFormProps) => {
  const { task, next, error, alone } = props
  const form = { class: 'edit-task', 'aria-label': `Edit: ${task.title}` }
  const to = `/tasks/${task.id}`
  const inside = (
    <>
      <Next path={next} />
      <p id={`task-${task.id}-error`} class="error" role="alert">
        {error}
      </p>
      <Fields task={task} />
      <p class="choices">
        <button class="primary" type="submit">
          Save
        </button>
        {alone ? <Leave {...props} /> : <Cancel {...props} />}
      </p>
    </>
  )
  return (
    <li id={`task-${task.id}`} class="task editing">
      {alone ? (
        <form {...form} method="post" action={to}>
          {inside}
        </form>
      ) : (
        <Act {...form} to={to} target="#tasks">
          {inside}
        </Act>
      )}
    </li>
  )
}
