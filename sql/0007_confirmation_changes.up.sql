-- What a question would change, task by task, before and after: what is approved is what was shown.
alter table confirmations add column changes jsonb not null default '[]';
-- The same call asked again is the same question.
create index confirmations_by_call on confirmations (user_id, arguments_hash, created_at desc);
