/** One task that rang: what it is, Done, and later. */
import type { Task } from '../src/task/schema.ts'
import { dueWords } from './due.ts'
import { Layout, type Shell } from './layout.tsx'

interface RemindPageProps {
  shell: Shell
  task: Task
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
}

const LATER = [
  ['hour', 'In an hour'],
  ['tomorrow', 'Tomorrow'],
  ['week', 'In a week'],
] as const

export const RemindPage = ({ shell, task, today }: RemindPageProps) => {
  const { id, title, description, status } = task
  const due = dueWords(task, today)
  return (
    <Layout shell={shell} title={title}>
      <main id="main" class="sheet">
        <h1 dir="auto">{title}</h1>
        {due && <p class="lead">{due}</p>}
        {description && <p dir="auto">{description}</p>}
        {status === 'completed' ? (
          <p>This is done.</p>
        ) : (
          <>
            <form method="post" action={`/remind/${id}/done`}>
              <button class="primary" type="submit">
                Done
              </button>
            </form>
            <form method="post" action={`/remind/${id}/snooze`}>
              {LATER.map(([until, words]) => (
                <button type="submit" name="until" value={until}>
                  {words}
                </button>
              ))}
            </form>
          </>
        )}
        <p>
          <a href="/tasks">All tasks</a>
        </p>
      </main>
    </Layout>
  )
}
