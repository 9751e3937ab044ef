import { describe, expect, test } from 'bun:test'
import type { ChangeKind, StoredTask, TaskChangeRow } from '../../src/task/schema.ts'
import { needsConfirmation } from '../../src/tool/policy.ts'

const task = (id: number): StoredTask => ({ ...({} as StoredTask), id })
const added = (id: number): TaskChangeRow => ({ task_id: id, change: 'added', before: null, after: task(id) })
const changed = (id: number): TaskChangeRow => ({ task_id: id, change: 'changed', before: task(id), after: task(id) })
const deleted = (id: number): TaskChangeRow => ({ task_id: id, change: 'deleted', before: task(id), after: null })
const undone = (id: number, before: boolean, after: boolean): TaskChangeRow => ({
  task_id: id,
  change: 'undone' satisfies ChangeKind,
  before: before ? task(id) : null,
  after: after ? task(id) : null,
})

describe('what waits for the person', () => {
  const rows: [string, TaskChangeRow[], number[], boolean][] = [
    ['nothing changed', [], [1, 2, 3, 4, 5], false],
    ['one removed', [deleted(1)], [], true],
    ['new ones, however many', [1, 2, 3, 4, 5].map(added), [1, 2, 3, 4], false],
    ['three changed', [1, 2, 3].map(changed), [], false],
    ['four changed', [1, 2, 3, 4].map(changed), [], true],
    ['the third of the run', [changed(3)], [1, 2, 3], false],
    ['the fourth of the run', [changed(4)], [1, 2, 3, 4], true],
    ['one with its next occurrence', [changed(1), added(2)], [1], false],
    ['an undo that removes', [undone(1, true, false)], [], true],
    ['an undo that restores three', [1, 2, 3].map((id) => undone(id, false, true)), [], false],
    ['an undo that restores four', [1, 2, 3, 4].map((id) => undone(id, false, true)), [], true],
    ['an undo of one change', [undone(1, true, true)], [1], false],
  ]
  test.each(rows)('%s', async (_, changes, in_run, expected) => {
    expect(await needsConfirmation(changes, async () => new Set(in_run))).toBe(expected)
  })

  test('the run is not looked at when the effect decides alone', async () => {
    const never = () => Promise.reject(new Error('looked up in vain'))
    expect(await needsConfirmation([deleted(1)], never)).toBe(true)
    expect(await needsConfirmation([added(1)], never)).toBe(false)
  })
})
