alter table daily_jobs
  drop column lease_until,
  drop column succeeded_at,
  drop column outcome;
