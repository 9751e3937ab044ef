import { expect, test } from 'bun:test'
import { taskPanelOf } from '../../../../src/door/pages/task/task-panel.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { visitor } from '../visitor.ts'

test('holds the open tasks of the person, their number and the page to come back to', async () => {
  const it: TestApp = await testApp()
  const [ada, eve] = [visitor(it), visitor(it)]
  await ada.join()
  await eve.join('eve')
  await ada.post('/tasks', { title: 'Milk' })
  await ada.post('/tasks', { title: 'Bread' })
  await ada.post('/tasks/2/toggle')
  await eve.post('/tasks', { title: 'Secret' })
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const panel = await taskPanelOf({ core: it.core, caller }, '/chat')
  expect(panel).toMatchObject({ tasks: [{ title: 'Milk' }], total: 1, next: '/chat' })
  expect(panel.today).toMatch(/^\d{4}-\d\d-\d\d$/)
  await it.close()
})
