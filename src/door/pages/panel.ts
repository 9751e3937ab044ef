/** The open tasks as the panel beside the chat shows them. */
import type { PanelProps } from '../../../views/part/panel.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { todayIn } from './shell.ts'

const PANEL_TASKS = 30

export const panelOf = async (core: Core, caller: Caller, next: string): Promise<PanelProps> => {
  const { data, total } = await core.task.list(caller, { status: 'pending', limit: PANEL_TASKS })
  return { tasks: data, total, today: todayIn(caller.time_zone), next }
}
