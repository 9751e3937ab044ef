-- An index by age alone tempts the planner to walk everybody's threads for one person's list: only what deletes by age can
-- use an expression.
drop index threads_by_age;
create index threads_by_age on threads ((updated_at at time zone 'UTC'));
-- Erasing a person looks for their revoked tokens.
create index revoked_tokens_by_user on revoked_tokens (user_id);
