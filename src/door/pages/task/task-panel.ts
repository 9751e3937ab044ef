/** The open tasks as the panel beside the chat shows them. */
import type { TaskPanelProps } from '../../../../views/part/task-panel.tsx'
import type { PageContext } from '../context.ts'
import { todayIn } from '../shell.ts'

const PANEL_TASKS = 30

export const taskPanelOf = async (
  { core, caller }: Pick<PageContext, 'core' | 'caller'>,
  next: string,
): Promise<TaskPanelProps> => {
  const { data, total } = await core.task.list(caller, { status: 'pending', limit: PANEL_TASKS })
  return { tasks: data, total, today: todayIn(caller.time_zone), next }
}
