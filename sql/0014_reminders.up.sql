-- When a task rings: a moment of the person's own clock, without a zone. `remind_from` is where it stood before it was
-- put off, so that what repeats goes on from there.
alter table tasks add column remind_at timestamp(0);
alter table tasks add column remind_from timestamp(0);

-- The reminder of a task: one row, with the instant that its moment has in the person's zone. It remembers that it rang,
-- so that no undo and no edit rings a second time; it is valid only as long as the task is open and has the same moment.
create table reminders (
  user_id uuid not null references users (id) on delete cascade,
  task_id integer not null,
  id uuid not null, -- of this ring; every channel carries it
  remind_at timestamp(0) not null,
  at timestamptz(3) not null,
  state text not null default 'waiting' check (state in ('waiting', 'rung', 'missed', 'dropped')),
  rung_at timestamptz(3),
  dismissed_at timestamptz(3),
  primary key (user_id, task_id)
);
-- What is due next, over all users.
create index reminders_due on reminders (at) where state = 'waiting';
create index reminders_shown on reminders (user_id, at) where state in ('rung', 'missed') and dismissed_at is null;
create index reminders_by_age on reminders (rung_at) where state <> 'waiting';

-- Where a person's programs hear of changes and reminders.
create table webhooks (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  url text not null,
  events text[] not null,
  secret text not null, -- sealed with a key that is not in the database
  created_at timestamptz(3) not null default now(),
  primary key (user_id, id)
);

-- Messages on their way out. Written where the change commits; sent at least once, under the same id each time.
create table outbox (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  channel text not null,
  target text not null default '', -- which of the person's devices or addresses, as the channel names them
  kind text not null,
  ring_id uuid, -- of the reminder, or of the gathering of missed ones
  task_ids integer[] not null default '{}',
  total integer not null default 0, -- of reminders that were gathered; task_ids names the first of them
  body jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(), -- exact: rounded up, a message would not be due at once. Of the next attempt; while one is made, the end of its lease
  owner uuid,
  answer text, -- what the other side said last
  created_at timestamptz(3) not null default now(),
  settled_at timestamptz(3),
  primary key (user_id, id),
  unique (user_id, ring_id, channel, target)
);
create index outbox_waiting on outbox (next_at) where state = 'waiting';
create index outbox_by_target on outbox (user_id, channel, target, created_at desc, id desc);
create index outbox_by_age on outbox (created_at);
