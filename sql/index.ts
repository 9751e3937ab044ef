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
import preferences_down from './0006_preferences.down.sql' with { type: 'text' }
import preferences_up from './0006_preferences.up.sql' with { type: 'text' }
import confirmation_changes_down from './0007_confirmation_changes.down.sql' with { type: 'text' }
import confirmation_changes_up from './0007_confirmation_changes.up.sql' with { type: 'text' }
import model_down from './0008_model.down.sql' with { type: 'text' }
import model_up from './0008_model.up.sql' with { type: 'text' }
import redo_down from './0009_redo.down.sql' with { type: 'text' }
import redo_up from './0009_redo.up.sql' with { type: 'text' }
import people_down from './0010_people.down.sql' with { type: 'text' }
import people_up from './0010_people.up.sql' with { type: 'text' }
import deleted_threads_down from './0011_deleted_threads.down.sql' with { type: 'text' }
import deleted_threads_up from './0011_deleted_threads.up.sql' with { type: 'text' }
import actor_name_down from './0012_actor_name.down.sql' with { type: 'text' }
import actor_name_up from './0012_actor_name.up.sql' with { type: 'text' }
import daily_job_outcome_down from './0013_daily_job_outcome.down.sql' with { type: 'text' }
import daily_job_outcome_up from './0013_daily_job_outcome.up.sql' with { type: 'text' }
import reminders_down from './0014_reminders.down.sql' with { type: 'text' }
import reminders_up from './0014_reminders.up.sql' with { type: 'text' }
import search_down from './0015_search.down.sql' with { type: 'text' }
import search_up from './0015_search.up.sql' with { type: 'text' }
import audit_down from './0016_audit.down.sql' with { type: 'text' }
import audit_up from './0016_audit.up.sql' with { type: 'text' }
import feed_down from './0017_feed.down.sql' with { type: 'text' }
import feed_up from './0017_feed.up.sql' with { type: 'text' }
import notices_down from './0018_notices.down.sql' with { type: 'text' }
import notices_up from './0018_notices.up.sql' with { type: 'text' }
import branches_down from './0019_branches.down.sql' with { type: 'text' }
import branches_up from './0019_branches.up.sql' with { type: 'text' }
import push_down from './0020_push.down.sql' with { type: 'text' }
import push_up from './0020_push.up.sql' with { type: 'text' }
import digest_down from './0021_digest.down.sql' with { type: 'text' }
import digest_up from './0021_digest.up.sql' with { type: 'text' }
import admin_down from './0022_admin.down.sql' with { type: 'text' }
import admin_up from './0022_admin.up.sql' with { type: 'text' }
import ages_down from './0023_ages.down.sql' with { type: 'text' }
import ages_up from './0023_ages.up.sql' with { type: 'text' }
import title_order_down from './0024_title_order.down.sql' with { type: 'text' }
import title_order_up from './0024_title_order.up.sql' with { type: 'text' }
import orders_down from './0025_orders.down.sql' with { type: 'text' }
import orders_up from './0025_orders.up.sql' with { type: 'text' }

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
  { version: 6, name: 'preferences', min_release: '0.1.0', up: preferences_up, down: preferences_down },
  {
    version: 7,
    name: 'confirmation_changes',
    min_release: '0.1.0',
    up: confirmation_changes_up,
    down: confirmation_changes_down,
  },
  { version: 8, name: 'model', min_release: '0.1.0', up: model_up, down: model_down },
  { version: 9, name: 'redo', min_release: '0.1.0', up: redo_up, down: redo_down },
  { version: 10, name: 'people', min_release: '0.1.0', up: people_up, down: people_down },
  { version: 11, name: 'deleted_threads', min_release: '0.1.0', up: deleted_threads_up, down: deleted_threads_down },
  { version: 12, name: 'actor_name', min_release: '0.1.0', up: actor_name_up, down: actor_name_down },
  {
    version: 13,
    name: 'daily_job_outcome',
    min_release: '0.1.0',
    up: daily_job_outcome_up,
    down: daily_job_outcome_down,
  },
  { version: 14, name: 'reminders', min_release: '0.1.0', up: reminders_up, down: reminders_down },
  { version: 15, name: 'search', min_release: '0.1.0', up: search_up, down: search_down },
  { version: 16, name: 'audit', min_release: '0.1.0', up: audit_up, down: audit_down },
  { version: 17, name: 'feed', min_release: '0.1.0', up: feed_up, down: feed_down },
  { version: 18, name: 'notices', min_release: '0.1.0', up: notices_up, down: notices_down },
  { version: 19, name: 'branches', min_release: '0.1.0', up: branches_up, down: branches_down },
  { version: 20, name: 'push', min_release: '0.1.0', up: push_up, down: push_down },
  { version: 21, name: 'digest', min_release: '0.1.0', up: digest_up, down: digest_down },
  { version: 22, name: 'admin', min_release: '0.1.0', up: admin_up, down: admin_down },
  { version: 23, name: 'ages', min_release: '0.1.0', up: ages_up, down: ages_down },
  { version: 24, name: 'title_order', min_release: '0.1.0', up: title_order_up, down: title_order_down },
  { version: 25, name: 'orders', min_release: '0.1.0', up: orders_up, down: orders_down },
]
