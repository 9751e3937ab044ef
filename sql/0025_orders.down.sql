drop index tasks_by_day, tasks_by_priority, tasks_by_age, tasks_by_end;
