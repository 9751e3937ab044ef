drop table daily_jobs;
drop table one_time_links;
alter table users drop column disabled_at;
