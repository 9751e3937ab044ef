/** One task as a row, on the page of tasks and in the panel beside the chat alike. */
import type { Task } from '../../src/task/schema.ts'
import { dueWords, isOverdue, repeatWords } from '../due.ts'

export interface TaskRowProps {
  task: Task
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
  /** The page to come back to without scripts. */
  next: string
  /** What htmx replaces with the answer. */
  target: string
  /** The page shows everything and can delete; the panel is short. */
  full?: boolean
}

const Toggle = ({ task, next, target }: TaskRowProps) => {
  const action = `/tasks/${task.id}/toggle`
  const done = task.status === 'completed'
  return (
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target={target}
      hx-swap="outerMorph"
      hx-disable="find button"
    >
      <input type="hidden" name="next" value={next} />
      <button class="tick" type="submit" aria-label={`${done ? 'Reopen' : 'Complete'}: ${task.title}`}>
        <span aria-hidden="true">{done ? '✓' : ''}</span>
      </button>
    </form>
  )
}

const Delete = ({ task, next, target }: TaskRowProps) => {
  const action = `/tasks/${task.id}/delete`
  return (
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target={target}
      hx-swap="outerMorph"
      hx-disable="find button"
    >
      <input type="hidden" name="next" value={next} />
      <button class="quiet" type="submit" aria-label={`Delete: ${task.title}`}>
        Delete
      </button>
    </form>
  )
}

const Facts = ({ task, today, full }: TaskRowProps) => {
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
  <li id={`${props.full ? 'task' : 'todo'}-${props.task.id}`} class={['task', props.task.status]}>
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
      <Facts {...props} />
    </div>
    {props.full && <Delete {...props} />}
  </li>
)
