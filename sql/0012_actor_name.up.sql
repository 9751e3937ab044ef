-- Who changed a task, when it was a program with an access token: its name as it was then, for the token may be gone later.
alter table task_changes add column actor_name text;
