-- What was done to and with an account, each row sealed to the one before it. The head of a chain lies in its user's row,
-- whose lock gives the rows their order; the key of the seals is not in the database.
alter table users add column audit_seq bigint not null default 0, add column audit_mac bytea not null default '';
create table audit_entries (
  user_id uuid not null references users (id) on delete cascade,
  seq bigint not null, -- from 1 without a gap
  at timestamptz(3) not null,
  act text not null,
  facts jsonb not null default '{}', -- never a text of a person, never a secret
  mac bytea not null,
  primary key (user_id, seq)
);
-- Who was here once: nothing but a keyed hash, so that a chain that is gone is known to have been erased.
create table audit_erased (
  user_hash bytea primary key,
  erased_at timestamptz(3) not null default now()
);
