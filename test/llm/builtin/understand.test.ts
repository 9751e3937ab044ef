/** Messages as people write them, on Friday 20 November 2026, 15:00 UTC, and everything they ask for; nothing else. */
import { describe, expect, test } from 'bun:test'
import type { Intent } from '../../../src/llm/builtin/intent.ts'
import { understand } from '../../../src/llm/builtin/understand.ts'

const friday = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
type Row = [message: string, ...intents: object[]]

const ROWS: Row[] = [
  [
    'add buy milk tomorrow and call mum on friday',
    {
      do: 'add',
      tasks: [
        { title: 'buy milk', due_on: '2026-11-21' },
        { title: 'call mum', due_on: '2026-11-27' },
      ],
    },
  ],
  [
    'finish 3 and delete the dentist one, then show my list',
    { do: 'complete', target: { kind: 'ids', ids: [3] } },
    { do: 'delete', target: { kind: 'words', words: 'dentist' } },
    { do: 'list', filters: { status: 'pending' } },
  ],
  ['add eggs, bread and butter', { do: 'add', tasks: [{ title: 'eggs' }, { title: 'bread' }, { title: 'butter' }] }],
  ['buy bread and butter', { do: 'add', tasks: [{ title: 'buy bread and butter' }] }],
  ['add buy bread and butter', { do: 'add', tasks: [{ title: 'buy bread and butter' }] }],
  ['add task: salt and pepper', { do: 'add', tasks: [{ title: 'salt and pepper' }] }],
  ['add "salt, pepper and oil"', { do: 'add', tasks: [{ title: 'salt, pepper and oil' }] }],
  ['add salt and pepper', { do: 'add', tasks: [{ title: 'salt and pepper' }] }],
  [
    'add eggs, bread and butter tomorrow',
    {
      do: 'add',
      tasks: [
        { title: 'eggs', due_on: '2026-11-21' },
        { title: 'bread', due_on: '2026-11-21' },
        { title: 'butter', due_on: '2026-11-21' },
      ],
    },
  ],
  [
    'buy milk, call mum, pay rent',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum' }, { title: 'pay rent' }] },
  ],
  ['add buy milk, eggs and bread', { do: 'add', tasks: [{ title: 'buy milk, eggs and bread' }] }],
  [
    'add milk tomorrow and bread on friday',
    {
      do: 'add',
      tasks: [
        { title: 'milk', due_on: '2026-11-21' },
        { title: 'bread', due_on: '2026-11-27' },
      ],
    },
  ],
  ['add milk and mark it done', { do: 'add', tasks: [{ title: 'milk' }] }, { do: 'complete', target: { kind: 'it' } }],
  ['add buy milk and finish the report', { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'finish the report' }] }],
  [
    'add buy milk and finish 3',
    { do: 'add', tasks: [{ title: 'buy milk' }] },
    { do: 'complete', target: { kind: 'ids', ids: [3] } },
  ],
  [
    'add tasks:\n- buy milk\n- call mum tomorrow\n- dentist',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum', due_on: '2026-11-21' }, { title: 'dentist' }] },
  ],
  ['add: milk; bread; butter', { do: 'add', tasks: [{ title: 'milk' }, { title: 'bread' }, { title: 'butter' }] }],
  [
    'remind me tomorrow at 5pm to call mum',
    { do: 'add', tasks: [{ title: 'call mum', due_on: '2026-11-21', due_time: '17:00' }] },
  ],
  ['remind me to call mum tomorrow', { do: 'add', tasks: [{ title: 'call mum', due_on: '2026-11-21' }] }],
  ['I need to buy milk', { do: 'add', tasks: [{ title: 'buy milk' }] }],
  ["don't forget to water plants", { do: 'add', tasks: [{ title: 'water plants' }] }],
  ["don't delete 3", { do: 'talk', topic: 'refrained' }],
  ['please delete 3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['can you please add buy milk to my list?', { do: 'add', tasks: [{ title: 'buy milk' }] }],
  [
    'could you add dentist on monday at 3pm with high priority',
    { do: 'add', tasks: [{ title: 'dentist', due_on: '2026-11-23', due_time: '15:00', priority: 'high' }] },
  ],
  ['hi', { do: 'talk', topic: 'hello' }],
  ['hello there!', { do: 'talk', topic: 'hello' }],
  ['thanks!', { do: 'talk', topic: 'thanks' }],
  ['who are you?', { do: 'talk', topic: 'who' }],
  ['are you an AI?', { do: 'talk', topic: 'who' }],
  ['what can you do?', { do: 'talk', topic: 'help' }],
  ['how do I add a task?', { do: 'talk', topic: 'help' }],
  ['help', { do: 'talk', topic: 'help' }],
  ['undo', { do: 'undo' }],
  ['oops, undo that', { do: 'undo' }],
  ['list', { do: 'list', filters: { status: 'pending' } }],
  ['show my list', { do: 'list', filters: { status: 'pending' } }],
  ['show me all tasks', { do: 'list', filters: {} }],
  ["what's on my list?", { do: 'list', filters: { status: 'pending' } }],
  ['what do I have to do today?', { do: 'list', filters: { status: 'pending', due_before: '2026-11-20' } }],
  [
    'what is due tomorrow?',
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-21', due_before: '2026-11-21' } },
  ],
  ["what's due this week", { do: 'list', filters: { status: 'pending', due_before: '2026-11-22' } }],
  ['show completed tasks', { do: 'list', filters: { status: 'completed' } }],
  ['show high priority tasks', { do: 'list', filters: { status: 'pending', priority: 'high' } }],
  ['show tasks tagged #home', { do: 'list', filters: { status: 'pending', tag: 'home' } }],
  ['overdue', { do: 'list', filters: { status: 'pending', due_before: '2026-11-19' } }],
  ['how many tasks do I have?', { do: 'list', filters: { status: 'pending' }, count: true }],
  [
    'do I have anything on friday?',
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-27', due_before: '2026-11-27' } },
  ],
  ['find milk', { do: 'list', filters: { q: 'milk' } }],
  ['search for dentist', { do: 'list', filters: { q: 'dentist' } }],
  ['do I have a task about milk?', { do: 'list', filters: { q: 'milk' } }],
  ['any tasks about the car?', { do: 'list', filters: { q: 'car' } }],
  ['when is the dentist?', { do: 'list', filters: { q: 'dentist' } }],
  ['tasks', { do: 'list', filters: { status: 'pending' } }],
  ['today', { do: 'list', filters: { status: 'pending', due_before: '2026-11-20' } }],
  ['complete the milk one', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['mark 3 as done', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['mark the milk one as done', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['milk is done', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['3 is done', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['I finished the report', { do: 'complete', target: { kind: 'words', words: 'report' } }],
  ["I've done 3", { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['done', { do: 'complete', target: { kind: 'nothing' } }],
  ['done with 3', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['check off milk', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['tick 3', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['tasks 2, 3 and 5 are done', { do: 'complete', target: { kind: 'ids', ids: [2, 3, 5] } }],
  ['complete tasks 2, 3 and 5', { do: 'complete', target: { kind: 'ids', ids: [2, 3, 5] } }],
  ['complete all', { do: 'complete', target: { kind: 'all', filters: { status: 'pending' } } }],
  [
    'complete everything due today',
    {
      do: 'complete',
      target: { kind: 'all', filters: { due_after: '2026-11-20', due_before: '2026-11-20', status: 'pending' } },
    },
  ],
  [
    'complete all tasks tagged #home',
    { do: 'complete', target: { kind: 'all', filters: { tag: 'home', status: 'pending' } } },
  ],
  ['reopen 3', { do: 'reopen', target: { kind: 'ids', ids: [3] } }],
  ['mark 3 as not done', { do: 'reopen', target: { kind: 'ids', ids: [3] } }],
  ['milk is not done yet', { do: 'reopen', target: { kind: 'words', words: 'milk' } }],
  ['toggle 3', { do: 'toggle', target: { kind: 'ids', ids: [3] } }],
  ['delete 3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['delete #3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['delete task 3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['delete all', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['delete all tasks', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['delete all completed tasks', { do: 'delete', target: { kind: 'all', filters: { status: 'completed' } } }],
  ['clear completed tasks', { do: 'delete', target: { kind: 'all', filters: { status: 'completed' } } }],
  ['delete it', { do: 'delete', target: { kind: 'it' } }],
  ['delete the last one', { do: 'delete', target: { kind: 'place', place: -1 } }],
  ['delete them', { do: 'delete', target: { kind: 'them' } }],
  ['remove the milk one from my list', { do: 'delete', target: { kind: 'words', words: 'milk' } }],
  [
    'remove the due date from 3',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: null, due_time: null } },
  ],
  ['remove tag home from 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { fewer_tags: ['home'] } }],
  ['remove #home from 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { fewer_tags: ['home'] } }],
  ['rename 3 to oat milk', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { title: 'oat milk' } }],
  [
    'rename the milk one to oat milk',
    { do: 'change', target: { kind: 'words', words: 'milk' }, change: { title: 'oat milk' } },
  ],
  ['change 3 to buy oat milk', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { title: 'buy oat milk' } }],
  ['change 3 to friday', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-27' } }],
  ['change the title of 3 to x y', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { title: 'x y' } }],
  [
    'move dentist to friday',
    { do: 'change', target: { kind: 'words', words: 'dentist' }, change: { due_on: '2026-11-27' } },
  ],
  [
    'move 3 to tomorrow 5pm',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-21', due_time: '17:00' } },
  ],
  [
    'move the dentist one to next tuesday at noon',
    { do: 'change', target: { kind: 'words', words: 'dentist' }, change: { due_on: '2026-11-24', due_time: '12:00' } },
  ],
  [
    'reschedule dentist for monday',
    { do: 'change', target: { kind: 'words', words: 'dentist' }, change: { due_on: '2026-11-23' } },
  ],
  ['postpone 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { shift_days: 1 } }],
  ['postpone 3 by 2 days', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { shift_days: 2 } }],
  ['push 3 back a week', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { shift_days: 7 } }],
  [
    'move 3 to 5pm',
    {
      do: 'change',
      target: { kind: 'ids', ids: [3] },
      change: { due_on: '2026-11-20', due_time: '17:00', keep_day: true },
    },
  ],
  ['set priority of 3 to high', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'high' } }],
  ['make 3 high priority', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'high' } }],
  ['set 3 to high', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'high' } }],
  ['mark 3 as urgent', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'high' } }],
  ['make it high priority', { do: 'change', target: { kind: 'it' }, change: { priority: 'high' } }],
  ['make dinner', { do: 'add', tasks: [{ title: 'make dinner' }] }],
  ['make pasta tomorrow', { do: 'add', tasks: [{ title: 'make pasta', due_on: '2026-11-21' }] }],
  ['set alarm to 7', { do: 'add', tasks: [{ title: 'set alarm to 7' }] }],
  ['tag 3 with home', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { more_tags: ['home'] } }],
  [
    'tag 3 #home #garden',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { more_tags: ['home', 'garden'] } },
  ],
  ['add #home to 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { more_tags: ['home'] } }],
  ['add tag home to 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { more_tags: ['home'] } }],
  [
    'make 3 repeat every monday',
    {
      do: 'change',
      target: { kind: 'ids', ids: [3] },
      change: { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
    },
  ],
  [
    'repeat 3 weekly',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-20', repeat: 'FREQ=WEEKLY' } },
  ],
  [
    'add a note to 3: bring cash',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { description: 'bring cash' } },
  ],
  ['prioritise 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'high' } }],
  [
    'delete the milk one and the bread one',
    {
      do: 'delete',
      target: {
        kind: 'several',
        words: 'milk one and the bread',
        parts: [
          { kind: 'words', words: 'milk' },
          { kind: 'words', words: 'bread' },
        ],
      },
    },
  ],
  [
    'complete milk and eggs',
    {
      do: 'complete',
      target: {
        kind: 'several',
        words: 'milk and eggs',
        parts: [
          { kind: 'words', words: 'milk' },
          { kind: 'words', words: 'eggs' },
        ],
      },
    },
  ],
  ['3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['the second one', { do: 'point', target: { kind: 'place', place: 2 } }],
  ['yes', { do: 'talk', topic: 'yes' }],
  ['no', { do: 'talk', topic: 'no' }],
  ['yes, delete it', { do: 'delete', target: { kind: 'it' } }],
  ['buy milk', { do: 'add', tasks: [{ title: 'buy milk' }] }],
  ['dentist tomorrow at 3pm', { do: 'add', tasks: [{ title: 'dentist', due_on: '2026-11-21', due_time: '15:00' }] }],
  ['it is raining tomorrow', { do: 'unknown', words: 'it is raining tomorrow' }],
  ['what is the weather today?', { do: 'unknown', words: 'what is the weather today?' }],
  ['tell me a joke', { do: 'unknown', words: 'tell me a joke' }],
  ['asdf qwer', { do: 'unknown', words: 'asdf qwer' }],
  ['', { do: 'talk', topic: 'nothing' }],
  ['?', { do: 'talk', topic: 'help' }],
  ['delete', { do: 'delete', target: { kind: 'nothing' } }],
  ['add', { do: 'talk', topic: 'what_to_add' }],
  ['add a task', { do: 'talk', topic: 'what_to_add' }],
  ['add delete all tasks', { do: 'add', tasks: [{ title: 'delete all tasks' }] }],
  ['add "delete all tasks"', { do: 'add', tasks: [{ title: 'delete all tasks' }] }],
  ['delete "all tasks"', { do: 'delete', target: { kind: 'words', words: 'all tasks' } }],
  [
    'add buy milk; delete 3; show my list',
    { do: 'add', tasks: [{ title: 'buy milk' }] },
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
    { do: 'list', filters: { status: 'pending' } },
  ],
  [
    'add buy milk. Also call Bob on monday. Thanks',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call Bob', due_on: '2026-11-23' }] },
  ],
  [
    'finish 3 and buy milk',
    { do: 'complete', target: { kind: 'ids', ids: [3] } },
    { do: 'add', tasks: [{ title: 'buy milk' }] },
  ],
  [
    'complete buy milk and call mum',
    {
      do: 'complete',
      target: {
        kind: 'several',
        words: 'buy milk and call mum',
        parts: [
          { kind: 'words', words: 'buy milk' },
          { kind: 'words', words: 'call mum' },
        ],
      },
    },
  ],
  ['email Dr. Smith tomorrow', { do: 'add', tasks: [{ title: 'email Dr. Smith', due_on: '2026-11-21' }] }],
  [
    'add call mum on friday, buy milk tomorrow, pay rent',
    {
      do: 'add',
      tasks: [
        { title: 'call mum', due_on: '2026-11-27' },
        { title: 'buy milk', due_on: '2026-11-21' },
        { title: 'pay rent' },
      ],
    },
  ],
  ['show Anna the flat', { do: 'add', tasks: [{ title: 'show Anna the flat' }] }],
  ['mark', { do: 'unknown', words: 'mark' }],
  ['update 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['move boxes', { do: 'add', tasks: [{ title: 'move boxes' }] }],
  ['cancel gym membership', { do: 'add', tasks: [{ title: 'cancel gym membership' }] }],
  ['cancel 3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['cancel the dentist one', { do: 'delete', target: { kind: 'words', words: 'dentist' } }],
  [
    'set the due date of 3 to friday',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-27' } },
  ],
  [
    'set 3 due friday and high priority',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-27', priority: 'high' } },
  ],
  ['give 3 low priority', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'low' } }],
  ['delete tasks 3-5', { do: 'delete', target: { kind: 'ids', ids: [3, 4, 5] } }],
  ['write "The Day After Tomorrow" review', { do: 'add', tasks: [{ title: 'write "The Day After Tomorrow" review' }] }],
  ['add wash and fold laundry', { do: 'add', tasks: [{ title: 'wash and fold laundry' }] }],
  [
    'add a meeting with Tom, Ann and Bob on monday',
    { do: 'add', tasks: [{ title: 'a meeting with Tom, Ann and Bob', due_on: '2026-11-23' }] },
  ],
  ['new task: paint the fence', { do: 'add', tasks: [{ title: 'paint the fence' }] }],
  ['todo: paint fence', { do: 'add', tasks: [{ title: 'paint fence' }] }],
  ['put milk on my list', { do: 'add', tasks: [{ title: 'milk' }] }],
  ['put milk and bread on my list', { do: 'add', tasks: [{ title: 'milk and bread' }] }],
  ['I want to delete task 3', { do: 'delete', target: { kind: 'ids', ids: [3] } }],
  ['delete everything', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['undo everything', { do: 'undo' }],
  ['complete the first one', { do: 'complete', target: { kind: 'place', place: 1 } }],
  ['move it to monday', { do: 'change', target: { kind: 'it' }, change: { due_on: '2026-11-23' } }],
  [
    'add lunch with Sam tomorrow at noon and remind me to bring the book',
    { do: 'add', tasks: [{ title: 'lunch with Sam', due_on: '2026-11-21', due_time: '12:00' }] },
    { do: 'add', tasks: [{ title: 'bring the book' }] },
  ],
  [
    'change the dentist appointment to friday at 10am',
    {
      do: 'change',
      target: { kind: 'words', words: 'dentist appointment' },
      change: { due_on: '2026-11-27', due_time: '10:00' },
    },
  ],
  ['delete the task about taxes', { do: 'delete', target: { kind: 'words', words: 'taxes' } }],
  [
    'is there anything due tomorrow?',
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-21', due_before: '2026-11-21' } },
  ],
  [
    'what are my high priority tasks for this week',
    { do: 'list', filters: { status: 'pending', priority: 'high', due_before: '2026-11-22' } },
  ],
  ['what did I finish?', { do: 'list', filters: { status: 'completed' } }],
  ['show what is done', { do: 'list', filters: { status: 'completed' } }],
  ['list everything', { do: 'list', filters: {} }],
  [
    'add dentist friday 3pm p1 #health every month',
    {
      do: 'add',
      tasks: [
        {
          title: 'dentist',
          due_on: '2026-11-27',
          due_time: '15:00',
          priority: 'high',
          repeat: 'FREQ=MONTHLY',
          tags: ['health'],
        },
      ],
    },
  ],
  ['complete 99 and 100', { do: 'complete', target: { kind: 'ids', ids: [99, 100] } }],
  ['add "buy milk" and "call mum"', { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum' }] }],
  ['Add a task to buy groceries', { do: 'add', tasks: [{ title: 'buy groceries' }] }],
  [
    'Create a task: Finish the report by Friday 5pm',
    { do: 'add', tasks: [{ title: 'Finish the report', due_on: '2026-11-27', due_time: '17:00' }] },
  ],
  [
    'Add task buy groceries tomorrow at 5 PM with high priority',
    { do: 'add', tasks: [{ title: 'buy groceries', due_on: '2026-11-21', due_time: '17:00', priority: 'high' }] },
  ],
  [
    'I have to pick up the kids at 3pm today',
    { do: 'add', tasks: [{ title: 'pick up the kids', due_on: '2026-11-20', due_time: '15:00' }] },
  ],
  ['I need to remember to pay the electricity bill', { do: 'add', tasks: [{ title: 'pay the electricity bill' }] }],
  ['Mark task 3 as complete', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['mark task 3 completed', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['Mark all tasks as done', { do: 'complete', target: { kind: 'all', filters: { status: 'pending' } } }],
  ['Delete task number 4', { do: 'delete', target: { kind: 'ids', ids: [4] } }],
  ['Remove task 4 please', { do: 'delete', target: { kind: 'ids', ids: [4] } }],
  ['Please remove the "buy milk" task', { do: 'delete', target: { kind: 'words', words: 'buy milk' } }],
  [
    "Change task 1 to 'Call mom tonight'",
    { do: 'change', target: { kind: 'ids', ids: [1] }, change: { title: 'Call mom tonight' } },
  ],
  [
    'Update task 2 title to buy two milks',
    { do: 'change', target: { kind: 'ids', ids: [2] }, change: { title: 'buy two milks' } },
  ],
  [
    'update task 2 description to bring cash',
    { do: 'change', target: { kind: 'ids', ids: [2] }, change: { description: 'bring cash' } },
  ],
  ["What's pending?", { do: 'list', filters: { status: 'pending' } }],
  ['What have I completed?', { do: 'list', filters: { status: 'completed' } }],
  ['show me my pending tasks', { do: 'list', filters: { status: 'pending' } }],
  ['Show all my tasks', { do: 'list', filters: {} }],
  ['list all tasks', { do: 'list', filters: {} }],
  ['list pending tasks', { do: 'list', filters: { status: 'pending' } }],
  ['list completed', { do: 'list', filters: { status: 'completed' } }],
  ['What tasks do I have?', { do: 'list', filters: { status: 'pending' } }],
  ['which tasks are due today?', { do: 'list', filters: { status: 'pending', due_before: '2026-11-20' } }],
  ['what should I do next?', { do: 'list', filters: { status: 'pending' } }],
  ["what's next?", { do: 'list', filters: { status: 'pending' } }],
  ['Do I have any overdue tasks?', { do: 'list', filters: { status: 'pending', due_before: '2026-11-19' } }],
  ['How many tasks are left?', { do: 'list', filters: { status: 'pending' }, count: true }],
  ['how many open tasks', { do: 'list', filters: { status: 'pending' }, count: true }],
  ['search milk', { do: 'list', filters: { q: 'milk' } }],
  ['find all tasks about the car', { do: 'list', filters: { q: 'car' } }],
  [
    'Can you remind me to water the plants every monday at 8am?',
    {
      do: 'add',
      tasks: [{ title: 'water the plants', due_on: '2026-11-23', due_time: '08:00', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
    },
  ],
  [
    'add water the plants every day and take out trash every thursday',
    {
      do: 'add',
      tasks: [
        { title: 'water the plants', due_on: '2026-11-20', repeat: 'FREQ=DAILY' },
        { title: 'take out trash', due_on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=TH' },
      ],
    },
  ],
  ['Buy 2 litres of milk', { do: 'add', tasks: [{ title: 'Buy 2 litres of milk' }] }],
  ['Buy milk!', { do: 'add', tasks: [{ title: 'Buy milk' }] }],
  ['buy milk, eggs', { do: 'add', tasks: [{ title: 'buy milk, eggs' }] }],
  ['call mum and dad', { do: 'add', tasks: [{ title: 'call mum and dad' }] }],
  ['Set task 3 priority to low', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'low' } }],
  [
    'set the priority of task 3 to low',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'low' } },
  ],
  ['make task 3 due tomorrow', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-21' } }],
  [
    'change the due date of task 3 to next monday',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-23' } },
  ],
  ['move task 3 to next monday', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-23' } }],
  ['task 3 is due friday', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-27' } }],
  [
    'postpone everything due today to tomorrow',
    {
      do: 'change',
      target: { kind: 'all', filters: { due_after: '2026-11-20', due_before: '2026-11-20' } },
      change: { due_on: '2026-11-21' },
    },
  ],
  ['complete the groceries task', { do: 'complete', target: { kind: 'words', words: 'groceries' } }],
  ['the milk task is done', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['finished milk', { do: 'complete', target: { kind: 'words', words: 'milk' } }],
  ['Delete all my completed tasks', { do: 'delete', target: { kind: 'all', filters: { status: 'completed' } } }],
  ['delete the second task', { do: 'delete', target: { kind: 'place', place: 2 } }],
  ['undo last change', { do: 'undo' }],
  ['undo the last change please', { do: 'undo' }],
  ['un-complete 3', { do: 'reopen', target: { kind: 'ids', ids: [3] } }],
  ['uncheck 3', { do: 'reopen', target: { kind: 'ids', ids: [3] } }],
  [
    'Add three tasks: buy milk, call mum, and pay rent',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum' }, { title: 'pay rent' }] },
  ],
  ['add the following: 1. buy milk 2. call mum', { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum' }] }],
  [
    'add:\n1. buy milk\n2) call mum on friday',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum', due_on: '2026-11-27' }] },
  ],
  ['hey, can you add buy milk?', { do: 'add', tasks: [{ title: 'buy milk' }] }],
  ['Hello, what can you do?', { do: 'talk', topic: 'help' }],
  ['add milk\nadd bread', { do: 'add', tasks: [{ title: 'milk' }] }, { do: 'add', tasks: [{ title: 'bread' }] }],
  [
    'add milk, delete 3',
    { do: 'add', tasks: [{ title: 'milk' }] },
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
  ],
  [
    'add milk, and complete 2',
    { do: 'add', tasks: [{ title: 'milk' }] },
    { do: 'complete', target: { kind: 'ids', ids: [2] } },
  ],
  ['delete 1, 2, and 3', { do: 'delete', target: { kind: 'ids', ids: [1, 2, 3] } }],
  [
    'delete 1 and 2 and add milk',
    { do: 'delete', target: { kind: 'ids', ids: [1, 2] } },
    { do: 'add', tasks: [{ title: 'milk' }] },
  ],
  ['delete 1 2 3', { do: 'delete', target: { kind: 'ids', ids: [1, 2, 3] } }],
  ['complete #2 and #3', { do: 'complete', target: { kind: 'ids', ids: [2, 3] } }],
  ['finish task 2 and task 3', { do: 'complete', target: { kind: 'ids', ids: [2, 3] } }],
  [
    'rename task 3 to "foo and bar"',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { title: 'foo and bar' } },
  ],
  ['tag 3 and 4 with work', { do: 'change', target: { kind: 'ids', ids: [3, 4] }, change: { more_tags: ['work'] } }],
  [
    'add #work to the dentist one',
    { do: 'change', target: { kind: 'words', words: 'dentist' }, change: { more_tags: ['work'] } },
  ],
  ['show #work', { do: 'list', filters: { status: 'pending', tag: 'work' } }],
  ['show tasks with tag work', { do: 'list', filters: { status: 'pending', tag: 'work' } }],
  ['tasks due before friday', { do: 'list', filters: { status: 'pending', due_before: '2026-11-27' } }],
  [
    'tasks due next week',
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-23', due_before: '2026-11-29' } },
  ],
  [
    'what do I have next monday',
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-23', due_before: '2026-11-23' } },
  ],
  [
    "what's on for tomorrow",
    { do: 'list', filters: { status: 'pending', due_after: '2026-11-21', due_before: '2026-11-21' } },
  ],
  ['is anything due today', { do: 'list', filters: { status: 'pending', due_before: '2026-11-20' } }],
  ['remind me', { do: 'talk', topic: 'what_to_add' }],
  [
    'remind me about the dentist appointment next tuesday at noon',
    { do: 'add', tasks: [{ title: 'the dentist appointment', due_on: '2026-11-24', due_time: '12:00' }] },
  ],
  [
    'schedule a meeting with Bob tomorrow at 10',
    { do: 'add', tasks: [{ title: 'schedule a meeting with Bob', due_on: '2026-11-21', due_time: '10:00' }] },
  ],
  [
    'book flights by end of month #travel !high',
    { do: 'add', tasks: [{ title: 'book flights', due_on: '2026-11-30', priority: 'high', tags: ['travel'] }] },
  ],
  ['dentist', { do: 'unknown', words: 'dentist' }],
  [
    'gym every mon, wed and fri at 6pm',
    {
      do: 'add',
      tasks: [{ title: 'gym', due_on: '2026-11-20', due_time: '18:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' }],
    },
  ],
  ['walk the dog daily', { do: 'add', tasks: [{ title: 'walk the dog', due_on: '2026-11-20', repeat: 'FREQ=DAILY' }] }],
  ['complete', { do: 'complete', target: { kind: 'nothing' } }],
  ['what?', { do: 'unknown', words: 'what?' }],
  ['ok', { do: 'talk', topic: 'thanks' }],
  ['🎉', { do: 'unknown', words: '🎉' }],
  ['add 🎉 party on saturday', { do: 'add', tasks: [{ title: '🎉 party', due_on: '2026-11-21' }] }],
  ['añade leche', { do: 'unknown', words: 'añade leche' }],
  ['buy milk tmr', { do: 'add', tasks: [{ title: 'buy milk', due_on: '2026-11-21' }] }],
  ['clear my list', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['clear the list', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['clear everything', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['empty my list', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['remove all', { do: 'delete', target: { kind: 'all', filters: {} } }],
  ['erase all done tasks', { do: 'delete', target: { kind: 'all', filters: { status: 'completed' } } }],
  ['put off 3 until monday', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-23' } }],
  ['do 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['3 done', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['done 3', { do: 'complete', target: { kind: 'ids', ids: [3] } }],
  ['stop', { do: 'talk', topic: 'no' }],
  ['cancel', { do: 'talk', topic: 'no' }],
  ['add 5 apples', { do: 'add', tasks: [{ title: '5 apples' }] }],
  [
    'add buy milk then call mum then pay rent',
    { do: 'add', tasks: [{ title: 'buy milk' }, { title: 'call mum' }, { title: 'pay rent' }] },
  ],
  [
    'add buy milk at 5pm and at 6pm call mum',
    {
      do: 'add',
      tasks: [
        { title: 'buy milk', due_on: '2026-11-20', due_time: '17:00' },
        { title: 'call mum', due_on: '2026-11-20', due_time: '18:00' },
      ],
    },
  ],
  ['if I finish 3 delete 4', { do: 'unknown', words: 'if I finish 3 delete 4' }],
  ['do not add milk', { do: 'talk', topic: 'refrained' }],
  ['never delete my tasks', { do: 'talk', topic: 'refrained' }],
  ['what did I just add?', { do: 'list', filters: { status: 'pending' } }],
  ['show task 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['show 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['details of 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  ['open 3', { do: 'point', target: { kind: 'ids', ids: [3] } }],
  [
    'repeat task 3 every monday',
    {
      do: 'change',
      target: { kind: 'ids', ids: [3] },
      change: { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
    },
  ],
  [
    'make the milk one repeat weekly',
    { do: 'change', target: { kind: 'words', words: 'milk' }, change: { due_on: '2026-11-20', repeat: 'FREQ=WEEKLY' } },
  ],
  [
    'remind me on friday that the bins go out',
    { do: 'add', tasks: [{ title: 'the bins go out', due_on: '2026-11-27' }] },
  ],
  ['what is 2+2?', { do: 'unknown', words: 'what is 2+2?' }],
  ['who is the president?', { do: 'unknown', words: 'who is the president?' }],
  ['I finished', { do: 'unknown', words: 'I finished' }],
  ["i'm done with the report", { do: 'complete', target: { kind: 'words', words: 'report' } }],
  [
    "add 'finish 3' and delete 4",
    { do: 'add', tasks: [{ title: 'finish 3' }] },
    { do: 'delete', target: { kind: 'ids', ids: [4] } },
  ],
  ['delete the one about milk', { do: 'delete', target: { kind: 'words', words: 'milk' } }],
  [
    'delete milk, bread and eggs',
    {
      do: 'delete',
      target: {
        kind: 'several',
        words: 'milk, bread and eggs',
        parts: [
          { kind: 'words', words: 'milk' },
          { kind: 'words', words: 'bread' },
          { kind: 'words', words: 'eggs' },
        ],
      },
    },
  ],
  [
    'add buy milk for tomorrow, and for friday call mum',
    {
      do: 'add',
      tasks: [
        { title: 'buy milk', due_on: '2026-11-21' },
        { title: 'call mum', due_on: '2026-11-27' },
      ],
    },
  ],
  ['turn 3 into buy oat milk', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { title: 'buy oat milk' } }],
  ['mark 3 and 4 as done', { do: 'complete', target: { kind: 'ids', ids: [3, 4] } }],
  ['set 3 to pending', { do: 'reopen', target: { kind: 'ids', ids: [3] } }],
  [
    "change 3's due date to friday",
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { due_on: '2026-11-27' } },
  ],
  ['make 3 medium', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'medium' } }],
  ['lower the priority of 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'low' } }],
  ['remove priority from 3', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { priority: 'none' } }],
  [
    'add note to 3: buy the blue one',
    { do: 'change', target: { kind: 'ids', ids: [3] }, change: { description: 'buy the blue one' } },
  ],
  ['untag 3 #home', { do: 'change', target: { kind: 'ids', ids: [3] }, change: { fewer_tags: ['home'] } }],
]

const plain = { due_on: null, due_time: null, priority: 'none', repeat: null, tags: [] }
/** An intent without what a table need not repeat: the empty parts of tasks, and our words for a list. */
const brief = (intent: Intent): object => {
  if (intent.do === 'list') return { ...intent, about: undefined }
  if (intent.do !== 'add') return intent
  const tasks = intent.tasks.map((task) =>
    Object.fromEntries(
      Object.entries(task).filter(([key, value]) => !Bun.deepEquals(value, plain[key as keyof typeof plain])),
    ),
  )
  return { do: 'add', tasks }
}
const read = (message: string) => understand(message, friday).map(brief)

describe('a message and what it asks for', () => {
  for (const [message, ...intents] of ROWS) test(message || 'no words', () => expect(read(message)).toEqual(intents))
})

describe('what must never happen', () => {
  const harmless = [
    "don't delete 3",
    'do not add milk',
    'never delete my tasks',
    'add delete all tasks',
    'add "delete all tasks"',
    'remind me to delete task 3',
    'is the milk done?',
    'why did you delete 3?',
    'if I finish 3 delete 4',
    'what does delete 3 do?',
    'yes',
    'yes please',
    'go ahead',
  ]
  test.each(harmless)('%p deletes, completes and changes nothing', (message) => {
    for (const { do: deed } of understand(message, friday))
      expect(['add', 'talk', 'unknown', 'list', 'point']).toContain(deed)
  })

  test('a message too long to read is not read in part', () => {
    expect(understand(`delete 3${' '.repeat(2000)}`, friday)).toEqual([{ do: 'talk', topic: 'too_long' }])
  })

  test('no more than twenty requests are taken from one message', () => {
    expect(understand(Array.from({ length: 60 }, (_, i) => `delete ${i + 1}`).join('; '), friday)).toHaveLength(20)
  })
})

describe('hostile messages', () => {
  const heads = ['', 'add ', 'delete ', 'move 3 to ', 'make ', 'list ', 'remind me ', 'rename ']
  const pieces = [
    'a',
    '[',
    '*',
    ' ',
    ', ',
    '1, ',
    'and ',
    'to ',
    '. ',
    '"',
    '“',
    '#a, ',
    'to friday ',
    '\n',
    'please, thanks ',
    '1 and ',
  ]
  test.each(heads)('%p before 40,000 and 999 characters of anything is understood at once', (head) => {
    for (const piece of pieces) {
      for (const length of [40_000, 999]) {
        const message = `${head}${piece.repeat(length / piece.length)}`.slice(0, length)
        // The best of three: a busy machine is not what is measured.
        const times = [1, 2, 3].map(() => {
          const start = performance.now()
          understand(message, friday)
          return performance.now() - start
        })
        expect(Math.min(...times)).toBeLessThan(100)
      }
    }
  })
})
