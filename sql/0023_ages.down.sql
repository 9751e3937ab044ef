drop index revoked_tokens_by_user;
drop index threads_by_age;
create index threads_by_age on threads (updated_at);
