import { describe, expect, test } from 'bun:test'
import type { WorkflowTask } from '../../../src/thread/schema.ts'
import { Cards, faceOf } from '../../../views/part/tool-card.tsx'
import { workflow } from '../fixtures.tsx'

const task = (title: string, more: Partial<WorkflowTask> = {}): WorkflowTask => ({
  type: 'custom',
  title,
  status_indicator: 'complete',
  ...more,
})

describe('the face of a card', () => {
  const faces: [string, WorkflowTask, string, string][] = [
    ['the emoji that leads the title', task('✅ Add task'), '✅', 'Add task'],
    ['one with a variation selector', task('🗑️ Delete task'), '🗑️', 'Delete task'],
    ['a title of an emoji alone', task('📋'), '📋', ''],
    ['a ChatKit icon', task('Add task', { icon: 'check-circle' }), '✅', 'Add task'],
    ['an emoji as icon', task('Add task', { icon: '📝' }), '📝', 'Add task'],
    ['an unknown icon', task('Add task', { icon: 'constructor' }), '🔧', 'Add task'],
    ['none at all', task('Add task'), '🔧', 'Add task'],
    ['work under way', task('✅ Add task', { status_indicator: 'loading' }), '⏳', 'Add task'],
    ['digits are words', task('3 tasks'), '🔧', '3 tasks'],
  ]
  test.each(faces)('%s', (_, given, icon, words) => expect(faceOf(given)).toEqual({ icon, words }))
})

test('cards say outcome and progress in words, not by icon alone', () => {
  const item = workflow('Milk')
  item.workflow.tasks = [
    task('✅ Add task', { content: 'Added task 1 “Milk”.' }),
    task('⚠️ Delete task', { content: 'There is no task 9.' }),
    task('📋 List tasks', { status_indicator: 'loading' }),
  ]
  const html = String(<Cards item={item} />)
  expect(html).toContain('aria-label="What the assistant did"')
  expect(html.match(/aria-hidden="true"/g)).toHaveLength(3)
  expect(html).toContain('class="card complete failed"')
  expect(html).toContain('There is no task 9.')
  expect(html).toContain('List tasks<span class="vh"> (working)</span>')
  expect(html.match(/\(working\)/g)).toHaveLength(1)
})

describe('steps are folded into one line', () => {
  const shown = (...tasks: WorkflowTask[]) => {
    const item = workflow('Milk')
    item.workflow.tasks = tasks
    return String(<Cards item={item} />)
  }

  test('which says every outcome once, with how often', () => {
    const html = shown(
      task('✅ Add task', { content: 'a' }),
      task('✅ Add task', { content: 'b' }),
      task('📋 List tasks'),
    )
    expect(html).toContain('<summary dir="auto">✅ Add task ×2 · 📋 List tasks</summary>')
    expect(html).not.toContain(' open')
  })

  test('also while one works, and open when one failed', () => {
    const working = task('✅ Add task', { status_indicator: 'loading' })
    expect(shown(working)).toContain('<summary dir="auto">⏳ Add task</summary>')
    expect(shown(working)).not.toContain(' open')
    expect(shown(task('✅ Add task'), task('⚠️ Delete task'))).toContain(' open')
    expect(shown(working, task('⚠️ Delete task'))).toContain(' open')
  })

  test('whatever the words are, they are words', () => {
    expect(shown(task('✅ <b>Add</b>'))).toContain('✅ &lt;b&gt;Add&lt;/b&gt;')
  })
})
