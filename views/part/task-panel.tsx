/** The open tasks beside the chat. Replaced as a whole whenever tasks change. */
import type { Task } from '../../src/task/schema.ts'
import { isOverdue } from '../due.ts'
import { UndoForm } from './form.tsx'
import { TaskRow } from './task.tsx'

export interface TaskPanelProps {
  tasks: Task[]
  /** Open tasks in all; the panel shows the first of them. */
  total: number
  today: string
  next: string
}

/** What the day holds, when the panel shows all of it; nothing on an empty list. */
export const dayOf = ({ tasks, total, today }: TaskPanelProps) => {
  const overdue = tasks.filter((task) => isOverdue(task, today)).length
  const due = tasks.filter(({ due_on }) => due_on === today).length
  if (total === 0 || (total > tasks.length && overdue + due === tasks.length)) return undefined
  if (overdue + due === 0) return 'Nothing is due today.'
  return `${[overdue > 0 && `${overdue} overdue`, due > 0 && `${due} due today`].filter(Boolean).join(', ')}.`
}

export const TaskPanel = ({ tasks, total, today, next }: TaskPanelProps) => (
  <section id="todos" class="todos" aria-labelledby="todos-title">
    <h2 id="todos-title">
      To do{' '}
      <span id="todos-count" class="count">
        {total}
      </span>
    </h2>
    {tasks.length === 0 ? (
      <p class="hint">Nothing open. Ask for something, or add it in Tasks.</p>
    ) : (
      <ul class="tasks">
        {tasks.map((task) => (
          <TaskRow task={task} today={today} next={next} target="#todos" />
        ))}
      </ul>
    )}
    <div class="foot">
      <a id="todos-all" href="/tasks">
        {total > tasks.length ? `All ${total} tasks` : 'All tasks'}
      </a>
      <UndoForm next={next} target="#todos" />
    </div>
  </section>
)
