-- What a model's endpoint wants to see again with a turn: opaque, bounded, given back to its own provider only.
alter table turns add column reasoning jsonb;

-- A line of the program in the transcript, like who answers instead of whom; ChatKit calls such an item a task.
alter table items drop constraint items_type_check;
alter table items add constraint items_type_check
  check (type in ('user_message', 'assistant_message', 'workflow', 'widget', 'task', 'hidden_context_item'));
