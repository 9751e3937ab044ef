drop table run_events;
drop table tool_calls;
drop table turns;
drop table items;
drop table runs;
drop table threads;
