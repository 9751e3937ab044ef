/** The steps of an answer: what the assistant did, with icon and outcome in words. */
import type { WorkflowItem, WorkflowTask } from '../../src/thread/schema.ts'

/** ChatKit’s icon names that our tools use, as people see them here. */
const ICONS: Record<string, string> = {
  check: '✅',
  'check-circle': '✅',
  'check-circle-filled': '✅',
  plus: '✅',
  write: '📝',
  'write-alt': '📝',
  'write-alt2': '📝',
  'notebook-pencil': '📝',
  notebook: '📋',
  search: '📋',
  reload: '↩️',
  info: '⚠️',
  lifesaver: '⚠️',
  bug: '⚠️',
  'circle-question': '❓',
  clock: '⏳',
}
const iconNamed = (name: string) => (Object.hasOwn(ICONS, name) ? ICONS[name] : undefined)
const LEADING_EMOJI = /^(\p{Extended_Pictographic}\ufe0f?)\s*/u

/** Icon and words of a card; an emoji that leads the words is taken for the icon. */
export const faceOf = (task: WorkflowTask): { icon: string; words: string } => {
  const leading = LEADING_EMOJI.exec(task.title)
  const words = leading ? task.title.slice(leading[0].length) : task.title
  if (task.status_indicator === 'loading') return { icon: '⏳', words }
  if (leading?.[1]) return { icon: leading[1], words }
  const own = task.icon && LEADING_EMOJI.test(task.icon) ? task.icon : undefined
  return { icon: own ?? iconNamed(task.icon ?? '') ?? '🔧', words }
}

const Card = ({ task }: { task: WorkflowTask }) => {
  const { icon, words } = faceOf(task)
  return (
    <li class={['card', task.status_indicator, icon === '⚠️' && 'failed']}>
      <span class="icon" aria-hidden="true">
        {icon}
      </span>
      <span class="words" dir="auto">
        {words}
        {task.status_indicator === 'loading' && <span class="vh"> (working)</span>}
      </span>
      {task.content && (
        <span class="more" dir="auto">
          {task.content}
        </span>
      )}
    </li>
  )
}

/** The same face once, with how often it was there. */
const faces = (tasks: WorkflowTask[]) => {
  const times = new Map<string, number>()
  for (const task of tasks) {
    const { icon, words } = faceOf(task)
    const face = `${icon} ${words}`
    times.set(face, (times.get(face) ?? 0) + 1)
  }
  return [...times].map(([face, n]) => (n > 1 ? `${face} ×${n}` : face)).join(' · ')
}

/** Whether a step failed. */
export const hasFailed = ({ workflow }: WorkflowItem) => workflow.tasks.some((task) => faceOf(task).icon === '⚠️')

/** What was done, folded into one line, because the card behind it shows the tasks; open when a step failed. */
export const Cards = ({ item }: { item: WorkflowItem }) => (
  <details id={`i-${item.id}`} class="steps" open={hasFailed(item)}>
    <summary dir="auto">{faces(item.workflow.tasks)}</summary>
    <ul class="cards" aria-label="What the assistant did">
      {item.workflow.tasks.map((task) => (
        <Card task={task} />
      ))}
    </ul>
  </details>
)
