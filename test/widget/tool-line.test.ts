/** Every tool, done and failed: neither page nor ChatKit shows a date, rule or name that is for machines. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { AppError } from '../../src/errors.ts'
import { english } from '../../src/language/en.ts'
import { ToolError } from '../../src/tool/tool.ts'
import { failureFor, toolLine } from '../../src/widget/tool-line.ts'
import { modelled, type Visitor, wordsOf } from '../door/pages/visitor.ts'
import type { TestApp } from '../support/app.ts'
import { calls, type FakeProvider, says } from '../support/fake-provider.ts'

const FAILED = english.card.impossible

const MACHINE = /\d{4}-\d\d-\d\d|FREQ=|_task\b|undo_last_change|list_tasks|toggle_task/

let fake: FakeProvider
let it: TestApp
let ada: Visitor
beforeAll(async () => {
  ;({ fake, it, ada } = await modelled())
})
afterAll(async () => {
  await it.close()
  await fake.stop()
})

/** What a chat shows of one call: the lines of its cards as ChatKit gets them, and the words of the page. */
const shown = async (name: string, args: object) => {
  fake.play([calls([{ name, arguments: args }]), says('Done.')])
  const id = await ada.chat('please')
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const { items } = await it.core.thread.open(caller, id, { limit: 100 })
  const lines = items.flatMap((item) => (item.type === 'workflow' ? item.workflow.tasks : []))
  const cards = items.flatMap((item) => (item.type === 'widget' ? [JSON.stringify(item.widget)] : []))
  const page = /<div id="log"[\s\S]*<\/section>/.exec((await ada.get(`/chat/${id}`)).html)?.[0] ?? ''
  return { id, line: lines.map(({ title, content }) => `${title} | ${content}`).join('\n'), cards, page: wordsOf(page) }
}

const PARTS = {
  due_on: '2031-12-01',
  due_time: '17:00',
  repeat: 'FREQ=WEEKLY;BYDAY=MO',
  priority: 'high',
  tags: ['shop'],
}
const MILK = '“Milk” · Mon 1 Dec 2031 at 17:00 · high priority · every Monday · #shop'
const ROWS: [tool: string, args: object, line: string][] = [
  ['add_task', { title: 'Milk', ...PARTS }, `✅ Added | ${MILK}`],
  ['add_task', { titles: ['Bread', 'Tea'] }, '✅ Added 2 tasks | “Bread”; “Tea”'],
  ['add_task', { title: 'Odd', due_on: '2031-13-77' }, `⚠️ Failed: add task | ${FAILED}`],
  ['add_task', { title: 'Odd', repeat: 'FREQ=NEVER' }, `⚠️ Failed: add task | ${FAILED}`],
  ['list_tasks', { q: 'Milk' }, `📋 Found 1 task | ${MILK}`],
  ['list_tasks', { q: 'nothing of the kind' }, '📋 Found no tasks | '],
  ['update_task', { task_id: 2, due_on: '2031-12-02' }, '📝 Changed | “Bread” · Tue 2 Dec 2031'],
  ['update_task', { task_id: 2 }, `⚠️ Failed: change task | ${FAILED}`],
  ['update_task', { task_id: 999, title: 'x' }, '⚠️ Failed: change task | No task 999.'],
  ['toggle_task_status', { task_id: 3 }, '📝 Completed | “Tea”'],
  ['toggle_task_status', { task_id: 3 }, '📝 Reopened | “Tea”'],
  ['undo_last_change', {}, '📝 Undone | reopened “Tea”'],
  ['complete_task', { task_id: 1 }, `📝 Completed | ${MILK}`],
  ['delete_task', { task_id: 3 }, '⏳ Delete task | Waits for your confirmation.'],
  ['no_such_tool', {}, `⚠️ Failed: unknown tool | ${FAILED}`],
]

describe('the line of a call says in words what came of it', () => {
  test.each(ROWS)('%s %j', async (tool, args, line) => {
    const seen = await shown(tool, args)
    expect(seen.line.replace('undefined', '')).toBe(line)
    expect(`${seen.page} ${seen.line} ${wordsOf(seen.cards.join(' '))}`).not.toMatch(MACHINE)
  })

  test('also once the person has agreed', async () => {
    const { id } = await shown('delete_task', { task_id: 2 })
    const path = /action="(\/confirmations\/[\w-]{36})"/.exec((await ada.get(`/chat/${id}`)).html)?.[1] ?? ''
    await ada.post(path, { approve: 'true' })
    const words = wordsOf((await ada.get(`/chat/${id}`)).html)
    expect(words).toContain('Deleted “Bread”')
    expect(words).not.toMatch(MACHINE)
  })
})

test('of a failure people read what is meant for them alone', () => {
  const when = { now: '2026-11-21T12:00:00Z', time_zone: 'UTC' }
  const gone = new AppError('not_found', 'No task 9.')
  expect(failureFor(gone, when)).toBe('No task 9.')
  expect(failureFor(new ToolError('No task 9. Call list_tasks to see valid ids.', { cause: gone }), when)).toBe(
    'No task 9.',
  )
  expect(failureFor(new ToolError('Give either task_id or task_ids.'), when)).toBe(FAILED)
  expect(failureFor(new AppError('validation_error', 'due_on must be a day.'), when)).toBe(FAILED)
})

test('several that are gone are told by their titles', () => {
  const output = {
    deleted: true,
    tasks: [
      { task_id: 1, title: 'Tea' },
      { task_id: 2, title: 'Milk' },
    ],
  }
  const when = { now: '2026-11-21T12:00:00Z', time_zone: 'UTC' }
  expect(toolLine({ verb: 'delete', output }, when)).toEqual({ outcome: 'Deleted 2 tasks', content: '“Tea”; “Milk”' })
})
