-- A list in any order reads its page alone, not all tasks of the person. The expressions are those of `orderKey`.
create index tasks_by_day on tasks (user_id, coalesce(due_on, 'infinity'::date), coalesce(due_time, '24:00'::time), id);
create index tasks_by_priority on tasks (user_id, array_position('{high,medium,low,none}'::text[], priority),
  coalesce(due_on, 'infinity'::date), coalesce(due_time, '24:00'::time), id);
create index tasks_by_age on tasks (user_id, created_at, id);
create index tasks_by_end on tasks (user_id, coalesce(completed_at, 'infinity'::timestamptz), id);
