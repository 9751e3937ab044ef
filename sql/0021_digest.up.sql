-- The day for which a person's digest was sent last, as their calendar counts: one a day, whichever instance sends it.
create table digests (
  user_id uuid primary key references users (id) on delete cascade,
  sent_on date not null
);
-- Whose digest is due: a few hours of each zone are looked at.
create index users_by_digest on users (time_zone, (preferences ->> 'digest_at'))
  where preferences ->> 'digest_at' is not null;
