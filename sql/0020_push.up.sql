-- Browsers that are told of reminders. Found by the hash of their endpoint before any user is known, like tokens: a browser
-- belongs to whoever asked last in it, so that nobody's titles show in another's.
create table push_subscriptions (
  endpoint_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  endpoint text not null,
  p256dh bytea not null,
  auth bytea not null,
  show_titles boolean not null,
  user_agent text not null default '',
  login_id uuid, -- the browser login in which it was made; signing out ends both
  created_at timestamptz(3) not null default now()
);
create unique index push_subscriptions_by_user on push_subscriptions (user_id, id);

-- The key pair by which push services know this installation: one for all instances, the private half sealed.
create table push_keys (
  id integer primary key check (id = 1),
  public_key bytea not null,
  sealed_key bytea not null
);
