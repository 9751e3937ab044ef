drop index task_changes_by_task;
drop index task_changes_by_undo;
drop index task_changes_redoable;
delete from task_changes where change = 'redone';
alter table task_changes drop constraint task_changes_change_check;
alter table task_changes add constraint task_changes_change_check
  check (change in ('added', 'changed', 'completed', 'reopened', 'deleted', 'undone'));
alter table task_changes drop column undone_by;
