-- How a person wants things: locale, theme, first day of the week, reminders, digest. Missing parts are the defaults.
alter table users add column preferences jsonb not null default '{}';
