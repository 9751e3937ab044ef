drop table task_changes;
drop table tasks;
