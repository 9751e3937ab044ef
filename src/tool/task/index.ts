/** The task tools in the order every prompt and list shows them. */
import type { Tool } from '../tool.ts'
import { addTask } from './add.ts'
import { completeTask } from './complete.ts'
import { deleteTask } from './delete.ts'
import { listTasks } from './list.ts'
import { toggleTaskStatus } from './toggle.ts'
import { undoLastChange } from './undo.ts'
import { updateTask } from './update.ts'

export const taskTools: readonly Tool[] = [
  addTask,
  listTasks,
  updateTask,
  completeTask,
  toggleTaskStatus,
  deleteTask,
  undoLastChange,
]
