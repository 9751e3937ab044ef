delete from items where type = 'task';
alter table items drop constraint items_type_check;
alter table items add constraint items_type_check
  check (type in ('user_message', 'assistant_message', 'workflow', 'widget', 'hidden_context_item'));

alter table turns drop column reasoning;
