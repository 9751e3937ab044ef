/** The open tasks beside the chat. Replaced as a whole whenever tasks change. */
import type { Task } from '../../src/task/schema.ts'
import { UndoForm } from './form.tsx'
import { TaskRow } from './task.tsx'

export interface TaskPanelProps {
  tasks: Task[]
  /** Open tasks in all; the panel shows the first of them. */
  total: number
  today: string
  next: string
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
