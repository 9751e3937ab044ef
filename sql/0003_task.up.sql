-- To-dos. Ids are small integers per user: people and models say "finish 3".
create table tasks (
  user_id uuid not null references users (id) on delete cascade,
  id integer not null,
  title text not null,
  description text,
  status text not null default 'pending' check (status in ('pending', 'completed')),
  priority text not null default 'none' check (priority in ('none', 'low', 'medium', 'high')),
  due_on date, -- in the user's time zone
  due_time time(0),
  repeat text, -- an RFC 5545 RRULE without its name
  tags text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  completed_at timestamptz(3),
  next_id integer, -- the occurrence made when this repeating task was completed: made once
  primary key (user_id, id)
);
-- The list's order: open before done, then due date (undated last), then id.
create index tasks_by_due on tasks (user_id, status desc, coalesce(due_on, 'infinity'::date), coalesce(due_time, '24:00'::time), id);
-- Retention of finished tasks, over all users.
create index tasks_by_completion on tasks (completed_at) where completed_at is not null;
create index tasks_by_tag on tasks using gin (tags);

-- Who changed what: one row per changed task, before and after. Undo reads the newest group.
create table task_changes (
  user_id uuid not null references users (id) on delete cascade,
  id bigint not null, -- per user, rising
  group_id uuid not null, -- changes made by one act are undone together
  task_id integer not null,
  change text not null check (change in ('added', 'changed', 'completed', 'reopened', 'deleted', 'undone')),
  actor text not null check (actor in ('person', 'assistant', 'api', 'mcp')),
  run_id uuid,
  before jsonb,
  after jsonb,
  undone_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (user_id, id)
);
create index task_changes_by_run on task_changes (user_id, run_id, task_id) where run_id is not null;
create index task_changes_by_group on task_changes (user_id, group_id);
-- The newest change that can still be undone.
create index task_changes_undoable on task_changes (user_id, id desc) where undone_at is null and change <> 'undone';
create index task_changes_by_age on task_changes (created_at);
