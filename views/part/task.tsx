/** One task as a row, on the page of tasks and in the panel beside the chat alike. */
import { addDays, weekdayOf } from '../../src/lib/calendar.ts'
import type { Task } from '../../src/task/schema.ts'
import { dueWords, isOverdue, repeatWords } from '../due.ts'
import { Act, Next } from './form.tsx'
import { Icon } from './icon.tsx'

interface TaskRowProps {
  task: Task
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
  /** The page to come back to without scripts. */
  next: string
  /** What htmx replaces with the answer. */
  target: string
  /** The page shows everything and can delete; the panel is short. */
  full?: boolean
  /** Completed just now: it stays for a moment with the way back, then the page fetches its list anew. */
  waiting?: boolean
}

const Toggle = ({ task, next, target }: TaskRowProps) => {
  const action = `/tasks/${task.id}/toggle`
  const done = task.status === 'completed'
  return (
    <Act to={action} target={target}>
      <Next path={next} />
      <button class="tick" type="submit" aria-label={`${done ? 'Reopen' : 'Complete'}: ${task.title}`}>
        {done && <Icon name="done" />}
      </button>
    </Act>
  )
}

/** Moves the date in one step; the other fields stay. */
const Move = ({ task, to, words }: { task: Task; to: string; words: string }) => (
  <button class="quiet" type="submit" name="due_on" value={to} aria-label={`${words}: ${task.title}`}>
    {words}
  </button>
)

const Menu = (props: TaskRowProps) => {
  const { task, today, next, target } = props
  return (
    <details class="more">
      <summary aria-label={`More about ${task.title}`}>
        <Icon name="more" />
      </summary>
      <Act class="menu" to={`/tasks/${task.id}`} target={target}>
        <Next path={next} />
        <a
          class="button quiet edit-link"
          href={`/tasks/${task.id}?edit=true`}
          hx-get={`/tasks/${task.id}?edit=true`}
          hx-target={`#task-${task.id}`}
          hx-swap="outerHTML"
          aria-label={`Edit: ${task.title}`}
        >
          Edit
        </a>
        {task.status === 'pending' && <Move task={task} to={addDays(today, 1)} words="Tomorrow" />}
        {task.status === 'pending' && <Move task={task} to={nextWeek(today)} words="Next week" />}
        <button
          class="quiet"
          type="submit"
          formaction={`/tasks/${task.id}/delete`}
          aria-label={`Delete: ${task.title}`}
        >
          Delete
        </button>
      </Act>
    </details>
  )
}

/** A little longer than the server lets it stay. */
const LEAVES = 'load delay:4500ms'

const Waiting = ({ task, next, target }: TaskRowProps) => (
  <>
    <Act to={`/tasks/${task.id}/undo`} target={target}>
      <Next path={next} />
      <button class="quiet" type="submit" aria-label={`Undo: ${task.title}`}>
        Undo
      </button>
    </Act>
    <span hx-get={next} hx-trigger={LEAVES} hx-target={target} hx-swap="outerMorph" hidden></span>
  </>
)

/** The Monday after this week. */
const nextWeek = (today: string) => addDays(today, 7 - weekdayOf(today))

const TaskDetails = ({ task, today, full }: TaskRowProps) => {
  const due = dueWords(task, today)
  return (
    <span class="facts">
      <span class="id">{`#${task.id}`}</span>
      {due && (
        <time class={isOverdue(task, today) ? 'late' : undefined} datetime={task.due_on ?? ''}>
          {due}
        </time>
      )}
      {task.repeat && <span>{repeatWords(task.repeat)}</span>}
      {task.priority !== 'none' && <span class={['priority', task.priority]}>{`${task.priority} priority`}</span>}
      {task.tags.map((tag) =>
        full ? (
          <a class="tag" href={`/tasks?tag=${encodeURIComponent(tag)}`} dir="auto">{`#${tag}`}</a>
        ) : (
          <span class="tag" dir="auto">{`#${tag}`}</span>
        ),
      )}
    </span>
  )
}

export const TaskRow = (props: TaskRowProps) => (
  <li
    id={`${props.full ? 'task' : 'todo'}-${props.task.id}`}
    class={['task', props.task.status, props.waiting && 'waiting']}
  >
    <Toggle {...props} />
    <div class="what">
      <span class="title" dir="auto">
        {props.task.status === 'completed' ? <s>{props.task.title}</s> : props.task.title}
      </span>
      {props.full && props.task.description && (
        <span class="more" dir="auto">
          {props.task.description}
        </span>
      )}
      <TaskDetails {...props} />
    </div>
    {props.full && (props.waiting ? <Waiting {...props} /> : <Menu {...props} />)}
  </li>
)
