drop table deliveries, feedback;
drop index runs_by_message, threads_by_creation;
alter table runs drop column superseded_at;
alter table threads drop column status, drop column status_reason;
