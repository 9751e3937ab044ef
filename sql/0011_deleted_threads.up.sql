-- A deleted thread is hidden at once and can be restored for 30 days; then it goes with its items and runs.
alter table threads add column deleted_at timestamptz(3);
-- What is to go for good, over all users.
create index threads_by_deletion on threads (deleted_at) where deleted_at is not null;
-- The limit counts what is neither archived nor deleted.
update users set thread_count = (
  select count(*) from threads where threads.user_id = users.id and not archived);
