-- What the ChatKit UI needs: closed threads, answers asked for again, feedback, and sends that repeat themselves.
alter table threads
  add column status text not null default 'active' check (status in ('active', 'locked', 'closed')),
  add column status_reason text;
-- ChatKit lists by creation.
create index threads_by_creation on threads (user_id, created_at desc, id desc);

-- Set when its message was answered again or dropped: the model no longer reads the run's words, only what tools did.
alter table runs add column superseded_at timestamptz(3);
-- Attempts at one message.
create index runs_by_message on runs (user_id, message_id);

create table feedback (
  user_id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('positive', 'negative')),
  created_at timestamptz(3) not null default now(),
  primary key (user_id, item_id),
  foreign key (user_id, item_id) references items (user_id, id) on delete cascade
);

-- One row per request that the UI may send again by itself: same frame and same body.
create table deliveries (
  user_id uuid not null references users (id) on delete cascade,
  key bytea not null, -- sha256 of frame and body
  frame text not null,
  send_id uuid not null, -- under this name the effect happens once; a new one when the same words are meant anew
  run_id uuid,
  attempt integer not null default 1, -- responses so far; only the newest one's closing means stop
  sent_at timestamptz(3) not null default now(),
  delivered_at timestamptz(3), -- a response reached its end
  broken_at timestamptz(3), -- a response was closed before its end
  left_at timestamptz(3), -- we ended the newest response ourselves, because the process stopped
  primary key (user_id, key)
);
create index deliveries_by_run on deliveries (user_id, run_id);
create index deliveries_by_age on deliveries (sent_at);
