drop table invitations;
drop table instance_settings;
