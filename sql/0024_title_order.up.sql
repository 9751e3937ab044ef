-- A list sorted by title reads its page alone, not all tasks of the person. The length is that of `SORTED_TITLE_LENGTH`.
create index tasks_by_title on tasks (user_id, lower(left(title, 40)), id);
