/** The migrations in order, embedded as text so that the binary carries them. Append only. */
import account_down from './0001_account.down.sql' with { type: 'text' }
import account_up from './0001_account.up.sql' with { type: 'text' }
import thread_down from './0002_thread.down.sql' with { type: 'text' }
import thread_up from './0002_thread.up.sql' with { type: 'text' }
import task_down from './0003_task.down.sql' with { type: 'text' }
import task_up from './0003_task.up.sql' with { type: 'text' }
import confirmation_down from './0004_confirmation.down.sql' with { type: 'text' }
import confirmation_up from './0004_confirmation.up.sql' with { type: 'text' }
import chatkit_down from './0005_chatkit.down.sql' with { type: 'text' }
import chatkit_up from './0005_chatkit.up.sql' with { type: 'text' }

export interface Migration {
  version: number
  name: string
  /** The oldest release that still works on the schema after this migration. */
  min_release: string
  up: string
  down: string
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'account', min_release: '0.1.0', up: account_up, down: account_down },
  { version: 2, name: 'thread', min_release: '0.1.0', up: thread_up, down: thread_down },
  { version: 3, name: 'task', min_release: '0.1.0', up: task_up, down: task_down },
  { version: 4, name: 'confirmation', min_release: '0.1.0', up: confirmation_up, down: confirmation_down },
  { version: 5, name: 'chatkit', min_release: '0.1.0', up: chatkit_up, down: chatkit_down },
]
