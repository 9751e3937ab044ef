drop table outbox;
drop table webhooks;
drop table reminders;
alter table tasks drop column remind_from;
alter table tasks drop column remind_at;
