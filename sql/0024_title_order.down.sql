drop index tasks_by_title;
