-- Conversations. REST calls a thread a session; both ids are the same.
create table threads (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  title text,
  pinned boolean not null default false,
  archived boolean not null default false,
  item_count integer not null default 0, -- the last item's position; the row lock orders items
  message_count integer not null default 0, -- user and assistant messages only
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (user_id, id)
);
create index threads_by_update on threads (user_id, updated_at desc, id desc);
-- Retention, over all users.
create index threads_by_age on threads (updated_at);
-- Serves session_owner(session_id) alone, which decides between 403 and 404.
create index threads_by_id on threads (id);

-- One run is one answer to one message.
create table runs (
  user_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  message_id uuid not null, -- the user_message item it answers
  status text not null
    check (status in ('queued', 'running', 'awaiting_confirmation', 'completed', 'failed', 'cancelled', 'interrupted')),
  provider text,
  model text,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  error jsonb, -- {code, message}
  owner uuid, -- the process that works on it
  lease_until timestamptz(3), -- by the database clock; past it any process may take over
  attempt integer not null default 1, -- 1 + take-overs; a writer of an older attempt matches no row
  cancel_requested_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (user_id, id),
  foreign key (user_id, thread_id) references threads (user_id, id) on delete cascade
);
-- One run at a time per thread (guarantee 7).
create unique index runs_one_live on runs (user_id, thread_id) where status in ('queued', 'running');
create index runs_by_thread on runs (user_id, thread_id, created_at desc, id desc);
-- The sweep for dead owners, over all users.
create index runs_by_lease on runs (lease_until) where status in ('queued', 'running');

-- Entries of a thread as every door shows them; hidden ones are for the model alone.
create table items (
  user_id uuid not null,
  thread_id uuid not null,
  position integer not null, -- 1.. in the order of the conversation
  id uuid not null,
  run_id uuid,
  type text not null
    check (type in ('user_message', 'assistant_message', 'workflow', 'widget', 'hidden_context_item')),
  data jsonb not null, -- the ChatKit fields of the type, without id, thread_id, type and created_at
  words text, -- plain text of messages, for search
  created_at timestamptz(3) not null default now(),
  primary key (user_id, thread_id, position),
  unique (user_id, id),
  foreign key (user_id, thread_id) references threads (user_id, id) on delete cascade
);
create index items_by_run on items (user_id, run_id, position);

-- A finished model call with everything it asked for: committed before its first tool call runs.
create table turns (
  user_id uuid not null,
  run_id uuid not null,
  position integer not null, -- 1.. within the run
  text text not null,
  workflow_id uuid, -- the item that shows the turn's tool calls; null without calls
  created_at timestamptz(3) not null default now(),
  primary key (user_id, run_id, position),
  foreign key (user_id, run_id) references runs (user_id, id) on delete cascade
);

-- Keyed by place, never by the provider's call id: that changes when a turn is asked again.
create table tool_calls (
  user_id uuid not null,
  run_id uuid not null,
  turn integer not null,
  position integer not null, -- 1.. within the turn
  id text not null, -- ours, as shown to clients
  name text not null,
  arguments text not null, -- the model's own JSON text
  status text not null default 'pending' check (status in ('pending', 'done', 'failed', 'awaiting_confirmation')),
  result jsonb,
  duration_ms integer,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, run_id, turn, position),
  foreign key (user_id, run_id, turn) references turns (user_id, run_id, position) on delete cascade
);

-- The event log: one row is one flush of one run. Pruned 10 minutes after the run's end.
create table run_events (
  user_id uuid not null,
  run_id uuid not null,
  first_seq integer not null,
  last_seq integer not null,
  events json not null, -- an array, seq first_seq + index; json keeps the text, so replays equal the first sending
  created_at timestamptz(3) not null default now(),
  primary key (user_id, run_id, first_seq),
  foreign key (user_id, run_id) references runs (user_id, id) on delete cascade
);
-- Pruning: the table holds little else than live runs and the last minutes.
create index run_events_by_age on run_events (created_at);
