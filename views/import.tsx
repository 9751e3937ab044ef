/** Tasks from a text or a file of another program: first what would be added, then the adding. */
import { capital } from '../src/lib/text.ts'
import type { Imported, ImportFormat } from '../src/task/import/schema.ts'
import { dueWords, repeatWords } from './due.ts'
import { Layout, type Shell } from './layout.tsx'

const FORMATS = [
  ['markdown', 'Plain words, a task in each line'],
  ['todotxt', 'todo.txt'],
  ['csv', 'A table (CSV)'],
  ['ics', 'A calendar (iCalendar)'],
] as const satisfies [ImportFormat, string][]

/** Tasks of a preview at most; the rest is counted. */
const SHOWN_MAX = 100

interface ImportPageProps {
  shell: Shell
  text: string
  format: ImportFormat
  /** Idempotency key of the adding. */
  form_key: string
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
  /** What would be added; absent until it was looked at. */
  found?: Imported
  error?: string
}

type Found = Pick<Required<ImportPageProps>, 'found' | 'today'>

const factsOf = (task: Imported['tasks'][number], today: string) => [
  dueWords(task, today),
  task.repeat && repeatWords(task.repeat),
  task.priority !== 'none' && capital(`${task.priority} priority`),
  ...task.tags.map((tag) => `#${tag}`),
  task.status === 'completed' && 'done',
]

const Preview = ({ found, today }: Found) => (
  <ol class="tasks">
    {found.tasks.slice(0, SHOWN_MAX).map((task) => (
      <li class="task">
        <div class="what">
          <span class="title" dir="auto">
            {task.title}
          </span>
          {task.description && (
            <span class="more" dir="auto">
              {task.description}
            </span>
          )}
          <span class="facts">{factsOf(task, today).map((fact) => fact && <span dir="auto">{fact}</span>)}</span>
        </div>
      </li>
    ))}
  </ol>
)

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const Outcome = ({ found, today }: Found) => {
  const { tasks, skipped, errors } = found
  const more = tasks.length - SHOWN_MAX
  return (
    <section id="found" class="list part" aria-labelledby="found-title">
      <h2 id="found-title">{`${counted(tasks.length, 'task', 'tasks')} would be added`}</h2>
      {skipped > 0 && <p class="hint">{`${counted(skipped, 'line is', 'lines are')} no task and left out.`}</p>}
      {errors.length > 0 && (
        <div class="alert" role="alert">
          <p>Nothing is added until these are mended:</p>
          <ul>
            {errors.map(({ line, message }) => (
              <li>{`Line ${line}: ${message}`}</li>
            ))}
          </ul>
        </div>
      )}
      <Preview found={found} today={today} />
      {more > 0 && <p class="hint">{`and ${more} more`}</p>}
    </section>
  )
}

const Text = ({ text, format }: Pick<ImportPageProps, 'text' | 'format'>) => (
  <>
    <p class="field">
      <label for="import-text">Text to import</label>
      <textarea id="import-text" name="text" rows="10" required dir="auto" aria-describedby="import-hint">
        {text && `\n${text}`}
      </textarea>
      <span class="hint" id="import-hint">
        Dates, repeats, priorities and tags are read. At most 256 KB; larger files go through the API.
      </span>
    </p>
    <p class="field">
      <label for="format">Format</label>
      <select id="format" name="format">
        {FORMATS.map(([one, words]) => (
          <option value={one} selected={one === format}>
            {words}
          </option>
        ))}
      </select>
    </p>
  </>
)

export const ImportPage = ({ shell, text, format, form_key, today, found, error }: ImportPageProps) => {
  const ready = found && found.errors.length === 0 && found.tasks.length > 0
  return (
    <Layout shell={shell} title="Import tasks">
      <main id="main" class="board import">
        <h1>Import tasks</h1>
        {error && (
          <p class="alert" role="alert">
            {error}
          </p>
        )}
        {found && <Outcome found={found} today={today} />}
        <form method="post" action="/tasks/import">
          <input type="hidden" name="key" value={form_key} />
          {ready && (
            <p>
              <button class="primary" type="submit" name="act" value="add">
                {`Add ${counted(found.tasks.length, 'task', 'tasks')}`}
              </button>
            </p>
          )}
          <Text text={text} format={format} />
          <p>
            <button class={ready ? undefined : 'primary'} type="submit" name="act" value="preview">
              {found ? 'Look again' : 'Show what would be added'}
            </button>
          </p>
        </form>
        <p class="hint">
          <a href="/tasks">Back to your tasks</a>
        </p>
      </main>
    </Layout>
  )
}
