drop table audit_erased;
drop table audit_entries;
alter table users drop column audit_mac, drop column audit_seq;
