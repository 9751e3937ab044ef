-- An account that may not be used for now. Its credentials are looked up together with it, so they end at once.
alter table users add column disabled_at timestamptz(3);

-- Links that open one form once: for the first administrator, or for a forgotten password. The secret in the address is
-- derived from the id and JWT_SECRET, so that all instances print the same link and a copy of the table opens nothing.
create table one_time_links (
  id uuid primary key,
  user_id uuid unique references users (id) on delete cascade, -- null for the first administrator
  expires_at timestamptz(3) not null
);
create unique index one_time_links_admin on one_time_links ((user_id is null)) where user_id is null;

-- What one of all instances does once a day.
create table daily_jobs (
  name text primary key,
  ran_on date not null
);
