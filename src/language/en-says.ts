/** What the assistant says in English: its sentences, and its answers to talk. */
import { cardWords } from './card-words.ts'
import type { Language } from './language.ts'

export const say: Language['say'] = {
  added: '✅ Added {x}.',
  added_many: '✅ Added {n} tasks: {x}.',
  done: '✅ Done: {x}.',
  done_many: '✅ Done: {x}.',
  reopened: '📝 Reopened {x}.',
  reopened_many: '📝 Reopened: {x}.',
  switched: '📝 Switched: {x}.',
  changed: '📝 Changed {x}.',
  changed_many: '📝 Changed {n} tasks: {x}.',
  deleted: '🗑️ Deleted {x}.',
  deleted_many: '🗑️ Deleted {n} tasks: {x}.',
  undone: '📝 Undone: {x}.',
  confirm: '⚠️ I need your confirmation for {x}. Nothing has happened yet: please use Confirm or Cancel on the card.',
  failed: '⚠️ I could not do that: {x}.',
  failed_list: '⚠️ I could not read your list just now, so I changed nothing.',
  list: '📋 {n} {kind}: {x}.',
  list_none: '📋 No {kind}.',
  more: 'and {n} more',
  open_word: 'open',
  done_word: 'done',
  overdue_word: 'overdue',
  undated_word: 'without a date',
  repeating_word: 'repeating',
  due_word: 'due {x}',
  between: 'from {x} to {y}',
  due_until: 'due by {x}',
  due_from: 'due from {x} on',
  which: 'Which one do you mean? Tell me its number or its title.',
  which_of: 'Which one do you mean? {x}',
  did_you_mean: 'Did you mean {x}?',
  not_found: 'I found no task that fits {x}, so I changed nothing.',
  no_such: '📋 There are no such tasks, so there was nothing to change.',
  no_id: '⚠️ There is no task {x}.',
  too_many:
    '⚠️ There are more tasks than I can take in at once, so I changed nothing. Please name a day, a tag or a priority.',
  no_list: 'Which one do you mean? I cannot tell from what I showed you. Tell me its number.',
  offer: 'Shall I add {x} to your list?',
  not_a_date: 'I cannot read {x} as a date. Which day do you mean?',
  move_or_add: 'Move {x}, or add a new task? “Yes” moves it, “new” adds one.',
  what_to_add: 'What shall I add? Tell me the task, like “buy milk tomorrow 5pm”.',
  what_then: 'What shall I do with it: finish, change or delete?',
  left_out: '⚠️ That is more than I can do in one answer. I left out the rest; please ask for it again.',
  title_long: '⚠️ A title may have {n} characters at most, so I left out {x}.',
  title_empty: '⚠️ A task needs a title, so I changed nothing.',
  title_one: '⚠️ I can give a new title to one task at a time, so I changed nothing.',
  nothing_said: 'I did not get any words. Say “help” for examples.',
  too_long: 'That message is too long for me to read safely, so I did nothing. Please send it in smaller pieces.',
  rings: 'It will ring {x} on your open pages; the settings have more ways.',
  no_hour: '{x} has no time yet, so I changed nothing. What time shall it be?',
  no_moment: 'Nothing rings yet: tell me a day or a time.',
  moment_past: 'That has passed already: tell me a later moment.',
  yes_card: 'Words in the chat do not approve anything: please use Confirm or Cancel on the card.',
  no_undo: 'All right. Shall I take back what I did?',
  priority_none: 'no priority',
  priority_low: 'low priority',
  priority_medium: 'medium priority',
  priority_high: 'high priority',
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  at: '{x} at {y}',
  due: 'due {x}',
  no_due: 'no due date',
  no_repeat: 'does not repeat',
  no_tags: 'no tags',
  no_note: 'no note',
  note: 'note: {x}',
  title: 'new title',
}

export const answers: Language['answers'] = {
  hello: 'Hello! I keep your to-do list. Tell me what you have to do, or say “help”.',
  fine: 'I am a program, so I have no feelings to report, but I am ready. What is there to do?',
  thanks: 'You are welcome.',
  bye: 'Goodbye! Your list stays here.',
  yes: 'I am not sure what you agree to. Please say it in full, like “finish 3”.',
  no: 'All right, I did nothing.',
  who: 'I am the built-in assistant: a set of rules, not a language model. I keep your to-do list. Say “help” for examples.',
  human: 'No: I am the built-in assistant, a program of rules, not a person and not a language model.',
  languages: 'I understand English, German, Spanish, French, Portuguese, Italian and Dutch.',
  data: 'Your list is stored on the server that runs this TodoChat; I send nothing anywhere.',
  learn: 'No. I am a set of rules: I know your list and the last things we spoke of, and I learn nothing.',
  export: 'I cannot do that here: your tasks can be imported and exported on the Tasks page.',
  repeats_help:
    'Say “water plants every monday”, “every 2 weeks” or “every month on the 31st”. When a repeating task is done, the next one appears.',
  can_ring:
    'Yes: say “remind me tomorrow at 9 to …”. It rings on your open pages, and where the settings say; with no page open and nothing set up you will not hear it.',
  can_share: 'I cannot share or send your list. You can export it on the Tasks page.',
  can_delete:
    'Just say it: “delete 5”, “move 3 to friday”, “finish the milk one”, “add buy stamps”. Say “help” for more.',
  can_other: 'I cannot do that: I only keep your to-do list. I can put it there as a task: begin with “add”.',
  help: 'I keep your to-do list; I am a set of rules, not a language model. For example:\n\n- add buy milk tomorrow 5pm and call mum on friday\n- what is due this week?\n- finish 3, then show my list\n- move the dentist one to next tuesday at noon\n- water plants every monday #home !high\n- delete task 5\n- undo',
  refrained: 'All right, I did nothing.',
  condition:
    'I cannot wait for something to happen, so I did nothing. Tell me when it has, or give me a day or a time.',
  sorry: 'Sorry. Say “undo” to take back my last change, or tell me again in other words.',
  chat: 'I only keep your to-do list, so I have nothing to say to that. Say “help” for what I can do.',
}

export const card = cardWords(`
    added: Added | changed: Changed | completed: Completed | reopened: Reopened | deleted: Deleted | undone: Undone | redone: Redone
    switched: Completed or reopened | counted: {x} {n} tasks | found_none: Found no tasks | found_one: Found 1 task
    found_many: Found {n} tasks | failed: Failed: {x} | waits: Waits for your confirmation.
    tool_add: Add task | tool_list: List tasks | tool_change: Change task | tool_complete: Complete task
    tool_toggle: Complete or reopen | tool_delete: Delete task | tool_undo: Undo last change | tool_unknown: Unknown tool
    tasks: Tasks | empty: Nothing here. Add something below. | gone: no longer there | edit: Edit | delete: Delete | undo: Undo
    back: Back | save: Save | edit_task: Edit task | gone_task: This task is no longer there. | due: Due | no_due: No due date
    quick: Add a task, like “call mum friday” | add: Add | none: none | low: low | medium: medium | high: high | rings: rings {x}
    priority: {x} priority | ask_one: {x} this task? | ask_many: {x} these {n} tasks? | do_add: Add | do_list: List
    do_change: Change | do_complete: Complete | do_toggle: Complete or reopen | do_delete: Delete
    ask_undo_one: Undo the last change of this task? | ask_undo_many: Undo the last change of these {n} tasks?
    confirm: Confirm | cancel: Cancel | approved: Confirmed | declined: Cancelled | expired: Expired
    part_title: title | part_description: description | part_status: status | part_priority: priority | part_due: due
    part_rings: rings | part_repeats: repeats | part_tags: tags | part_none: none | comes_back: comes back
    is_removed: is removed | done: done | open: open | taken_back: Taken back first: {x}.
    impossible: The assistant asked for something that is not possible. Nothing was changed by it.
    nothing_to_undo: There is nothing to undo. | task_limit: There are too many open tasks.
    falls: {x} {y}, so {z} answers. | builtin: the built-in assistant | nothing_changed: Nothing was changed.
    no_tools: {x} takes no tools, so it can neither see nor change your list.
    model_auth: refused its key | model_busy: is busy | model_no_credit: has no credit left | model_not_found: is not there
    model_request_refused: did not take the request | model_context_exceeded: cannot read so long a conversation
    model_timeout: did not answer in time | model_bad_response: gave no readable answer | model_truncated: broke off
    model_unavailable: cannot be reached | usage_limit_reached: has reached its daily limit
  `)
