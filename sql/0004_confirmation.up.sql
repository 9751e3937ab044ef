-- A deed of the assistant that waits for the person. Every door shows and settles the same row.
create table confirmations (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  thread_id uuid, -- null when asked for over MCP
  run_id uuid,
  item_id uuid, -- the card in the thread
  tool text not null,
  arguments jsonb not null,
  arguments_hash bytea not null, -- what is executed is exactly what was shown
  titles text[] not null, -- the real titles when it was asked, never the model's words
  status text not null default 'pending' check (status in ('pending', 'approved', 'declined', 'expired')),
  tool_calls jsonb not null default '[]',
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  settled_at timestamptz(3),
  primary key (user_id, id)
);
create index confirmations_pending on confirmations (user_id, created_at desc, id desc) where status = 'pending';
create index confirmations_by_run on confirmations (user_id, run_id);
