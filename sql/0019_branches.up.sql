-- What was said instead: a message that was written anew, or an answer that was asked for again, sets what followed aside
-- with all that came after it. The current branch is what is not aside; the others can be taken up again.
create table branches (
  user_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  after_item uuid, -- the last item that both have; null at the beginning of the thread
  created_at timestamptz(3) not null default now(),
  primary key (user_id, id),
  foreign key (user_id, thread_id) references threads (user_id, id) on delete cascade
);
create index branches_by_thread on branches (user_id, thread_id, created_at);
alter table items add column aside uuid; -- the branch it belongs to while another one is current
create index items_aside on items (user_id, aside, position) where aside is not null;
alter table runs add column aside uuid;
-- The list of what can be restored.
create index threads_deleted on threads (user_id, deleted_at desc, id desc) where deleted_at is not null;
