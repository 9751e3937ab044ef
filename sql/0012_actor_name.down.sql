alter table task_changes drop column actor_name;
