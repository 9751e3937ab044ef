-- Who is at a daily job, and how its last attempt ended: on every instance the same, whichever of them made it.
alter table daily_jobs
  add column lease_until timestamptz(3),
  add column succeeded_at timestamptz(3),
  add column outcome text;
