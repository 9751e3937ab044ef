/** The open tasks beside the chat. Replaced as a whole whenever tasks change. */
import type { Task } from '../../src/task/schema.ts'
import { TaskRow } from './task.tsx'
import { UndoForm } from './undo.tsx'

export interface PanelProps {
  tasks: Task[]
  /** Open tasks in all; the panel shows the first of them. */
  total: number
  today: string
  next: string
}

export const Panel = ({ tasks, total, today, next }: PanelProps) => (
  <section id="todos" class="todos" aria-labelledby="todos-title">
    <h2 id="todos-title">
      To do <span class="count">{total}</span>
    </h2>
    {tasks.length === 0 ? (
      <p class="hint">Nothing open. Ask for something, or add it on the page of tasks.</p>
    ) : (
      <ul class="tasks">
        {tasks.map((task) => (
          <TaskRow task={task} today={today} next={next} target="#todos" />
        ))}
      </ul>
    )}
    <div class="foot">
      <a href="/tasks">{total > tasks.length ? `All ${total} tasks` : 'All tasks'}</a>
      <UndoForm next={next} target="#todos" />
    </div>
  </section>
)
