-- What administrators decide for the whole installation.
create table instance_settings (
  name text primary key,
  value text not null,
  changed_at timestamptz(3) not null default now()
);
-- Links by which one person each makes an account, also where sign-up is closed. The secret is derived from the id and
-- JWT_SECRET: a copy of the table opens nothing.
create table invitations (
  id uuid primary key,
  note text not null default '', -- for whom it is, as the administrator remembers them
  made_by uuid references users (id) on delete set null,
  made_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index invitations_by_end on invitations (expires_at);
