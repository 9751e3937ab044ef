-- Only current branches are left: the release before knows no other.
update runs set superseded_at = now() where aside is not null and superseded_at is null;
delete from items where aside is not null;
drop index threads_deleted;
drop index items_aside;
alter table items drop column aside;
alter table runs drop column aside;
drop table branches;
