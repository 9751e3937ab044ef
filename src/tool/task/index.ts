/** The task tools in the order every prompt and list shows them. */
import type { Tool } from '../tool.ts'
import { createAddTask } from './add.ts'
import { completeTask } from './complete.ts'
import { deleteTask } from './delete.ts'
import { listTasks } from './list.ts'
import { toggleTaskStatus } from './toggle.ts'
import { undoLastChange } from './undo.ts'
import { updateTask } from './update.ts'

/** `max_open` is MAX_TASKS_PER_USER. */
export const createTaskTools = (max_open: number): readonly Tool[] => [
  createAddTask(max_open),
  listTasks,
  updateTask,
  completeTask,
  toggleTaskStatus,
  deleteTask,
  undoLastChange,
]
