-- Who may enter. users and the token tables are small reference tables: they are found by e-mail or by hash, before
-- any user is known; every other table leads its keys with user_id so that it can be spread over nodes by user.
create table users (
  id uuid primary key,
  email text not null unique, -- lower case; the application folds it
  name text not null,
  time_zone text not null default 'UTC',
  password_hash text, -- null for people of an outside issuer
  issuer text, -- who vouches for a user without a password
  subject text, -- the issuer's name for the user
  is_admin boolean not null default false,
  last_task_id integer not null default 0, -- task ids are small and per user; the row lock orders them
  last_change_id bigint not null default 0,
  thread_count integer not null default 0, -- kept by inserts and deletes, so that the limit is one strict statement
  tokens_valid_from timestamptz(3) not null default now(), -- tokens issued before are void (password change)
  created_at timestamptz(3) not null default now(),
  unique (issuer, subject)
);

-- Cookies of browsers. Only the hash is stored: a copy of the table opens nothing.
create table browser_logins (
  token_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  user_agent text not null default '',
  created_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  ends_at timestamptz(3) not null -- absolute end; sliding is kept by seen_at
);
create index browser_logins_by_user on browser_logins (user_id, created_at desc);

-- Personal access tokens for API and MCP clients.
create table access_tokens (
  token_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  name text not null,
  scopes text[] not null,
  expires_at timestamptz(3),
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create index access_tokens_by_user on access_tokens (user_id, created_at desc, id desc);

-- Signed-out tokens, kept until they would have expired anyway.
create table revoked_tokens (
  jti text primary key,
  user_id uuid not null references users (id) on delete cascade,
  expires_at timestamptz(3) not null
);
create index revoked_tokens_by_end on revoked_tokens (expires_at);

-- One row per accepted Idempotency-Key: the claim is made first, inside the transaction of the effect.
create table idempotency_keys (
  user_id uuid not null references users (id) on delete cascade,
  route text not null,
  key text not null,
  body_hash bytea not null,
  answer json, -- json keeps the text: a replay is equal to the byte
  created_at timestamptz(3) not null default now(),
  primary key (user_id, route, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Tokens of models, per user and UTC day.
create table daily_usage (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  tokens bigint not null default 0,
  primary key (user_id, day)
);
create index daily_usage_by_day on daily_usage (day);
