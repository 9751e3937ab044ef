/** Words that look like a date or a time and belong to the title. */
import { expect, test } from 'bun:test'

import { readTask } from '../../../src/task/quick-add/parse.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }

test.each([
  'watch Saturday Night Fever',
  'read The Day After Tomorrow',
  'buy Friday magazine',
  'call my sunday school teacher',
  'plan black friday',
  'run 10 km',
  'open 24/7 shop page',
  'add 1/2 cup sugar',
  'boil eggs for 5 minutes',
  "read tomorrow's paper",
  'install Windows 11.2',
  'watch the sun',
  'buy tickets for May 4th concert',
  'print slides for monday meeting',
])('%p is all title', (words) =>
  expect(readTask(words, when)).toMatchObject({ title: words, due_on: null, due_time: null }),
)
