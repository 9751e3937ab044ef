-- The secret address of a person's calendar. Only the hash is stored: a copy of the table opens nothing. Found by its hash
-- before any user is known, like the other tables of tokens.
create table calendar_feeds (
  user_id uuid primary key references users (id) on delete cascade, -- one for each person: a new one ends the former
  token_hash bytea not null unique,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3) -- when a calendar last asked, give or take an hour
);
