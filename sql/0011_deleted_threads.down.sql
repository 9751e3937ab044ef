-- The release before knows no hidden threads: they go.
delete from threads where deleted_at is not null;
update users set thread_count = (select count(*) from threads where threads.user_id = users.id);
alter table threads drop column deleted_at;
