import { describe, expect, test } from 'bun:test'
import type { RunStatus } from '../../../src/run/schema.ts'
import { changedTasks, Foot, LiveAnswer, Turns, turnsOf } from '../../../views/part/turn.tsx'
import { assistantItem, ID, runWith, userItem, workflow } from '../fixtures.tsx'

const none = new Set<string>()
const foot = (status: RunStatus, item_id?: string) =>
  String(
    <Foot
      run={runWith('The assistant is busy.', status)}
      thread_id={ID}
      time_zone="Europe/Berlin"
      again={item_id ? { item_id, message_key: 'k' } : undefined}
    />,
  )

describe('the foot', () => {
  const feet: [RunStatus, string | undefined, boolean][] = [
    ['completed', undefined, false],
    ['awaiting_confirmation', undefined, false],
    ['failed', 'The assistant is busy.', true],
    ['cancelled', 'Stopped. What was written stays.', true],
    ['interrupted', 'The answer was interrupted. What was written stays.', true],
  ]
  test.each(feet)('of a run that is %s', (status, words, retry) => {
    const html = foot(status, 'u1')
    if (words) expect(html).toContain(words)
    else expect(html).not.toContain('class="alert"')
    expect(html.includes('Try again')).toBe(retry)
    expect(html.includes('Answer again')).toBe(!retry)
    expect(html).toContain(`action="/chat/${ID}/again"`)
    expect(html).toContain('name="item" value="u1"')
    expect(html).toContain('>11:00</time>')
    expect(html.includes('role="alert"')).toBe(status === 'failed')
  })
  test('offers no retry of nothing', () => expect(foot('failed')).not.toContain('Try again'))
  test('offers undo when tools changed tasks, and only then', () => {
    const after = (title: string) => {
      const item = workflow('x')
      item.workflow.tasks = [{ type: 'custom', title, status_indicator: 'complete' }]
      const run = runWith('', 'completed')
      return String(<Foot run={run} thread_id={ID} undoable={changedTasks([item])} />).includes('Undo last change')
    }
    expect(['✅ Add task', '📝 Update task', '🗑️ Delete task'].map(after)).toEqual([true, true, true])
    expect(['📋 List tasks', '⚠️ Add task', '⏳ Delete task'].map(after)).toEqual([false, false, false])
  })
})

describe('turns', () => {
  test('a message opens one; what follows is its answer', () => {
    const items = [
      assistantItem('hello', 'a0'),
      userItem('one', 'u1'),
      workflow('w', 'w1'),
      assistantItem('two', 'a1'),
      userItem('three', 'u2'),
    ]
    expect(turnsOf(items).map(({ message, parts }) => [message?.id, parts.map(({ id }) => id)])).toEqual([
      [undefined, ['a0']],
      ['u1', ['w1', 'a1']],
      ['u2', []],
    ])
  })
  test('nobody listens without a message, and the end stands in the last turn', () => {
    const html = String(
      <Turns
        items={[userItem('one', 'u1'), assistantItem('a', 'a1'), userItem('two', 'u2')]}
        pending={none}
        end={<i>end</i>}
      />,
    )
    expect(html.match(/<h2 class="vh">You said<\/h2>/g)).toHaveLength(2)
    expect(html.match(/<h2 class="vh">Assistant<\/h2>/g)).toHaveLength(2)
    expect(html.indexOf('<i>end</i>')).toBeGreaterThan(html.indexOf('two'))
    expect(String(<Turns items={[]} pending={none} />)).toBe('')
  })
  test('every part can be found by its item', () => {
    const html = String(
      <Turns items={[userItem('x', 'u1'), workflow('x', 'w1'), assistantItem('x', 'a1')]} pending={none} />,
    )
    for (const id of ['u1', 'w1', 'a1']) expect(html).toContain(`id="i-${id}"`)
  })
})

test('the live box connects where it stands and can be stopped without scripts', () => {
  const html = String(<LiveAnswer run_id="r1" thread_id={ID} have={7} tail="so far" />)
  expect(html).toContain(`hx-sse:connect="/chat/${ID}/runs/r1/stream?have=7"`)
  expect(html).toContain('hx-sse:close="end"')
  expect(html).toContain('hx-trigger="load, again"')
  expect(html).toContain('aria-hidden="true" dir="auto">so far</div>')
  expect(html).toContain(`<form method="post" action="/chat/${ID}/stop"`)
})
