-- An undo can be taken back: each change knows the act that undid it, and a redo is a change of its own.
alter table task_changes add column undone_by uuid;
alter table task_changes drop constraint task_changes_change_check;
alter table task_changes add constraint task_changes_change_check
  check (change in ('added', 'changed', 'completed', 'reopened', 'deleted', 'undone', 'redone'));
create index task_changes_redoable on task_changes (user_id, id desc) where change = 'undone' and undone_at is null;
create index task_changes_by_undo on task_changes (user_id, undone_by) where undone_by is not null;
-- Whether a task was changed since.
create index task_changes_by_task on task_changes (user_id, task_id, id desc);
