drop index users_by_digest;
drop table digests;
