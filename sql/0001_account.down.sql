drop table daily_usage;
drop table idempotency_keys;
drop table revoked_tokens;
drop table access_tokens;
drop table browser_logins;
drop table users;
