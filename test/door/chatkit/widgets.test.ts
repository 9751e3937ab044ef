/** Cards and their buttons: what a click does, what the card shows then, what the model is told, and who may not. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../../src/lib/id.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Chat, chatThrough } from '../../support/chat.ts'
import { calls, type FakeProvider, fakeProvider, says as replies } from '../../support/fake-provider.ts'
import { errorsOf, itemsOf, outline, says, threadOf, type Ui, uiOf } from './support.ts'

// biome-ignore lint/suspicious/noExplicitAny: nodes have the shape each test expects
type Node = any

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

/** A person with a thread in which milk was added; `card` is the card of that. */
const withMilk = async () => {
  const who = await it.signUp()
  const ui = uiOf(it, who.token)
  const events = await ui.create('add milk tomorrow, high priority')
  return { who, ui, thread_id: threadOf(events), card: itemsOf(events, 'widget')[0] }
}
const nodes = (node: Node): Node[] => [node, ...[node.children ?? []].flat().flatMap(nodes)]
const labels = (widget: Node) =>
  nodes(widget).map(({ type, label, value, status }) => label ?? value ?? status?.text ?? type)
const actionOf = (widget: Node, label: string) => nodes(widget).find((node) => node.label === label)?.onClickAction
const click = (ui: Ui, thread_id: string, item_id: string | undefined, type: string, payload?: object) =>
  ui.stream('threads.custom_action', {
    thread_id,
    ...(item_id && { item_id }),
    action: { type, ...(payload && { payload }) },
  })
const sync = (ui: Ui, thread_id: string, item_id: string, type: string, payload: object) =>
  ui.json('threads.sync_custom_action', { thread_id, item_id, action: { type, payload } })
const tasksOf = async (ui: Ui): Promise<Node[]> =>
  ((await (await it.call('GET', '/api/v1/tasks', { token: ui.token ?? '' })).json()) as { tasks: Node[] }).tasks
const stored = async (ui: Ui, thread_id: string, item_id: string) =>
  (await ui.json('threads.get_by_id', { thread_id })).items.data.find((item: Node) => item.id === item_id)

describe('the cards of an answer', () => {
  test('what was added comes with its due day, its urgency and a way back', async () => {
    const { ui, thread_id, card } = await withMilk()
    expect(labels(card.widget)).toEqual(
      expect.arrayContaining(['✅ Added', 'milk', 'tomorrow', 'high', 'Undo', 'Edit', 'Delete']),
    )
    expect(card.copy_text).toContain('milk')
    expect(await stored(ui, thread_id, card.id)).toEqual(card)
    expect(JSON.stringify(card)).not.toContain('_card')
  })

  test('a list comes with boxes and a form, and only when nothing else was done', async () => {
    const { ui, thread_id } = await withMilk()
    const list = itemsOf(await ui.add(thread_id, 'list my tasks'), 'widget')
    expect(list).toHaveLength(1)
    const box = nodes(list[0].widget).find(({ type }) => type === 'Checkbox')
    expect(box).toMatchObject({
      label: 'milk',
      name: 'done',
      onChangeAction: { type: 'task.toggle', streaming: false },
    })
    expect(nodes(list[0].widget).some(({ type }) => type === 'Form')).toBe(true)
    const [changed, ...others] = itemsOf(await ui.add(thread_id, 'complete milk'), 'widget')
    expect(labels(changed.widget)).toContain('✅ Completed')
    expect(others).toEqual([])
    expect(itemsOf(await ui.add(thread_id, 'help'), 'widget')).toEqual([])
  })

  test('an empty list says so', async () => {
    const ui = uiOf(it, (await it.signUp()).token)
    const [list] = itemsOf(await ui.create('list my tasks'), 'widget')
    expect(labels(list.widget)).toContain('Nothing here. Add something below.')
  })
})

describe('a click', () => {
  test('on a box sets what the box says, also twice, and keeps the card', async () => {
    const { ui, thread_id } = await withMilk()
    const [list] = itemsOf(await ui.add(thread_id, 'list my tasks'), 'widget')
    for (const done of [true, true, false]) {
      const { updated_item } = await sync(ui, thread_id, list.id, 'task.toggle', { id: 1, done })
      const box = nodes(updated_item.widget).find(({ type }) => type === 'Checkbox')
      expect([updated_item.id, box.defaultChecked ?? false]).toEqual([list.id, done])
      expect(await stored(ui, thread_id, list.id)).toEqual(updated_item)
      expect((await tasksOf(ui))[0].status).toBe(done ? 'completed' : 'pending')
    }
  })

  test('on Undo takes back what the card is about, once', async () => {
    const { ui, thread_id, card } = await withMilk()
    const { type, payload } = actionOf(card.widget, 'Undo')
    const events = await click(ui, thread_id, card.id, type, payload)
    expect(outline(events)).toEqual(['stream_options', 'thread.item.replaced widget', 'client_effect tasks.changed'])
    expect(events[0]?.data.stream_options.allow_cancel).toBe(false)
    expect(events[1]?.data.item.widget.status.text).toContain('Undone')
    expect(labels(events[1]?.data.item.widget)).not.toContain('Undo')
    expect(await tasksOf(ui)).toEqual([])
    const again = await click(ui, thread_id, card.id, type, payload)
    expect(outline(again)).toEqual(['stream_options', 'thread.item.replaced widget', 'notice'])
  })

  test('on Undo of an old card takes back that answer, not what was done since', async () => {
    const { ui, thread_id, card } = await withMilk()
    await ui.add(thread_id, 'add bread')
    const events = await click(ui, thread_id, card.id, 'task.undo', { ids: [1] })
    expect(outline(events)).toEqual(['stream_options', 'thread.item.replaced widget', 'client_effect tasks.changed'])
    expect((await tasksOf(ui)).map(({ id }: { id: number }) => id)).toEqual([2])
  })

  test('on Delete happens at once, is the person’s own, and can be undone', async () => {
    const { ui, who, thread_id, card } = await withMilk()
    const gone = await click(ui, thread_id, card.id, 'task.delete', { id: 1 })
    expect(labels(gone[1]?.data.item.widget)).toEqual(expect.arrayContaining(['🗑️ Deleted', 'milk', 'Undo']))
    expect(await tasksOf(ui)).toEqual([])
    const actors = await it.db.query((sql) => sql`select actor from task_changes where user_id = ${who.id} order by id`)
    expect(actors.map(({ actor }) => actor)).toEqual(['assistant', 'person'])
    await click(ui, thread_id, card.id, 'task.undo', { ids: [1] })
    expect(await tasksOf(ui)).toMatchObject([{ id: 1, title: 'milk' }])
  })

  test('on Edit shows a form, Save writes it, Back shows the card again', async () => {
    const { ui, thread_id, card } = await withMilk()
    const form = await click(ui, thread_id, card.id, 'task.edit', { id: 1 })
    const fields = nodes(form[1]?.data.item.widget).filter(({ name }) => name)
    expect(fields.map(({ name, defaultValue }) => [name, String(defaultValue).slice(0, 4)])).toEqual([
      ['title', 'milk'],
      ['due_on', expect.stringMatching(/^20/)],
      ['no_due_date', 'unde'],
      ['priority', 'high'],
    ])
    // A plain day: browsers' own date fields cannot show an instant.
    expect(fields[1]?.defaultValue).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(outline(form)).toEqual(['stream_options', 'thread.item.replaced widget'])
    const saved = await click(ui, thread_id, card.id, 'task.save', {
      id: 1,
      title: 'oat milk',
      due_on: '2030-01-02T00:00:00.000+00:00',
      priority: 'low',
      unknown: true,
    })
    expect(labels(saved[1]?.data.item.widget)).toEqual(expect.arrayContaining(['oat milk', 'low']))
    expect(await tasksOf(ui)).toMatchObject([{ title: 'oat milk', due_on: '2030-01-02', priority: 'low' }])
    await click(ui, thread_id, card.id, 'task.edit', { id: 1 })
    const wrong = await click(ui, thread_id, card.id, 'task.save', { id: 1, title: '  ' })
    expect(outline(wrong)).toEqual(['stream_options', 'thread.item.replaced widget', 'notice'])
    const back = await click(ui, thread_id, card.id, 'card.show', {})
    expect(labels(back[1]?.data.item.widget)).toContain('Undo')
  })

  test('an empty date says nothing; only its box takes the day away', async () => {
    const { ui, thread_id, card } = await withMilk()
    const [{ due_on } = { due_on: null }] = await tasksOf(ui)
    expect(due_on).toMatch(/^20/)
    const save = async (fields: object) => {
      await click(ui, thread_id, card.id, 'task.edit', { id: 1 })
      await click(ui, thread_id, card.id, 'task.save', { id: 1, title: 'milk', priority: 'low', ...fields })
      return (await tasksOf(ui))[0]
    }
    expect(await save({ due_on: '' })).toMatchObject({ due_on, priority: 'low' })
    expect(await save({ due_on: '2030-01-02', no_due_date: false })).toMatchObject({ due_on: '2030-01-02' })
    expect(await save({ due_on: '2030-01-02', no_due_date: true })).toMatchObject({ due_on: null })
  })

  test('on Add reads plain words into the list', async () => {
    const { ui, thread_id } = await withMilk()
    const [list] = itemsOf(await ui.add(thread_id, 'list my tasks'), 'widget')
    const events = await click(ui, thread_id, list.id, 'task.add', { title: 'call mum tomorrow' })
    expect(labels(events[1]?.data.item.widget)).toEqual(expect.arrayContaining(['call mum', 'milk']))
    expect((await tasksOf(ui)).map(({ title }) => title).toSorted()).toEqual(['call mum', 'milk'])
  })

  test('on a card whose task is gone shows what is true now', async () => {
    const { ui, thread_id, card } = await withMilk()
    await it.call('DELETE', '/api/v1/tasks/1', { token: ui.token ?? '' })
    const { updated_item } = await sync(ui, thread_id, card.id, 'task.toggle', { id: 1, done: true })
    expect(labels(updated_item.widget)).toContain('no longer there')
    expect(labels(updated_item.widget)).not.toContain('Edit')
    expect(await tasksOf(ui)).toEqual([])
  })

  test('sent again by the UI acts once', async () => {
    const { ui, thread_id } = await withMilk()
    const [list] = itemsOf(await ui.add(thread_id, 'list my tasks'), 'widget')
    const params = { thread_id, item_id: list.id, action: { type: 'task.add', payload: { title: 'bread' } } }
    const sent = await Promise.all(Array.from({ length: 20 }, () => ui.post('threads.custom_action', params)))
    const texts = await Promise.all(sent.map((response) => response.text()))
    expect(new Set(texts).size).toBe(1)
    expect(await tasksOf(ui)).toHaveLength(2)
    await ui.stream('threads.custom_action', params)
    expect(await tasksOf(ui)).toHaveLength(3)
  })

  test('without a card works too, and an unknown one is told', async () => {
    const { ui, thread_id, card } = await withMilk()
    expect(outline(await click(ui, thread_id, undefined, 'task.add', { title: 'bread' }))).toEqual([
      'stream_options',
      'client_effect tasks.changed',
    ])
    expect(errorsOf(await click(ui, thread_id, card.id, 'task.explode'))[0].message).toBe('There is no such action.')
    expect(errorsOf(await click(ui, thread_id, newId(), 'task.toggle', { id: 1 }))[0].message).toContain('not found')
    const message = (await ui.json('threads.get_by_id', { thread_id })).items.data[0]
    expect(errorsOf(await click(ui, thread_id, message.id, 'task.toggle', { id: 1 }))[0].message).toBe(
      'This is no card.',
    )
    for (const payload of [{ id: '1' }, { id: -1 }, { id: 1e12 }, { id: 77 }, {}]) {
      expect(outline(await click(ui, thread_id, card.id, 'task.delete', payload))).toContain('notice')
    }
    expect(await tasksOf(ui)).toHaveLength(2)
  })

  test('in a locked thread is refused', async () => {
    const { ui, who, thread_id, card } = await withMilk()
    const caller = { user_id: who.id, time_zone: 'UTC', scopes: [], by: 'jwt', credential_id: 'x' } as const
    await it.core.thread.setStatus(caller, thread_id, 'locked', 'Over.')
    expect(errorsOf(await click(ui, thread_id, card.id, 'task.delete', { id: 1 }))).toMatchObject([
      { message: 'Over.' },
    ])
    expect(await tasksOf(ui)).toHaveLength(1)
  })

  test('of somebody else reaches nothing: not the card, not the task, not the question', async () => {
    const { ui, thread_id, card } = await withMilk()
    const asked = itemsOf(await ui.add(thread_id, 'delete milk'), 'widget')[0]
    const eve = await withMilk()
    const theirs: [string, string, object][] = [
      [thread_id, card.id, { type: 'task.delete', payload: { id: 1 } }],
      [eve.thread_id, card.id, { type: 'task.delete', payload: { id: 1 } }],
      [eve.thread_id, eve.card.id, asked.widget.confirm.action],
      [thread_id, asked.id, asked.widget.confirm.action],
    ]
    for (const [thread, item_id, action] of theirs) {
      const events = await eve.ui.stream('threads.custom_action', { thread_id: thread, item_id, action })
      expect(outline(events)).toEqual(['error'])
      expect(errorsOf(events)[0].message).toContain('not found')
    }
    expect(await tasksOf(ui)).toHaveLength(1)
    expect(await tasksOf(eve.ui)).toHaveLength(1)
  })
})

describe('a question that waits', () => {
  const asking = async () => {
    const made = await withMilk()
    const events = await made.ui.add(made.thread_id, 'delete milk')
    return { ...made, asked: itemsOf(events, 'widget')[0] }
  }

  test('is a card with Confirm and Cancel; Confirm acts once, whoever sends it how often', async () => {
    const { ui, thread_id, asked } = await asking()
    expect([asked.widget.confirm.label, asked.widget.cancel.label]).toEqual(['Confirm', 'Cancel'])
    const { type, payload } = asked.widget.confirm.action
    const events = await click(ui, thread_id, asked.id, type, payload)
    expect(outline(events)).toEqual([
      'stream_options',
      'thread.item.replaced widget',
      'thread.item.done workflow',
      'client_effect tasks.changed',
    ])
    expect(labels(events[1]?.data.item.widget)).toContain('Undo')
    expect(await tasksOf(ui)).toEqual([])
    expect(outline(await click(ui, thread_id, asked.id, type, payload))).toEqual(outline(events))
    const late = await click(ui, thread_id, asked.id, type, { ...payload, approve: false })
    expect(outline(late)).toEqual(['stream_options', 'thread.item.replaced widget', 'notice'])
    const undone = await click(
      ui,
      thread_id,
      asked.id,
      'task.undo',
      actionOf(events[1]?.data.item.widget, 'Undo').payload,
    )
    expect(undone[1]?.data.item.widget.status.text).toContain('Undone')
    expect(await tasksOf(ui)).toHaveLength(1)
  })

  test.each([
    ['Confirm', 'confirm', 0],
    ['Cancel', 'cancel', 1],
  ])('is settled by a Button %s too, for a client that does not draw the card’s own', async (label, own, left) => {
    const { ui, thread_id, asked } = await asking()
    const action = actionOf({ children: asked.widget.children }, label)
    expect(action).toEqual(asked.widget[own].action)
    await click(ui, thread_id, asked.id, action.type, action.payload)
    expect(await tasksOf(ui)).toHaveLength(left)
  })

  test('Cancel keeps everything', async () => {
    const { ui, thread_id, asked } = await asking()
    const { type, payload } = asked.widget.cancel.action
    const events = await click(ui, thread_id, asked.id, type, payload)
    expect(outline(events)).toEqual(['stream_options', 'thread.item.replaced widget'])
    expect(await tasksOf(ui)).toHaveLength(1)
    expect(errorsOf(await click(ui, thread_id, asked.id, type, { ...payload, approve: 'yes' }))).toHaveLength(1)
  })
})

describe('what the model is told', () => {
  let fake: FakeProvider
  let chat: Chat
  beforeAll(async () => {
    fake = await fakeProvider(replies('hi'))
    chat = await chatThrough(fake.url)
  })
  afterAll(async () => {
    await chat.it.close()
    await fake.stop()
  })
  const told = () => JSON.stringify(fake.requests.at(-1)?.body.messages)

  test('each click, by a hidden note that no client sees', async () => {
    const ui = uiOf(chat.it, chat.who.token)
    fake.play([calls([{ name: 'add_task', arguments: { title: 'Milk' } }]), replies('Added.')])
    const events = await ui.create('add milk')
    const thread_id = threadOf(events)
    await sync(ui, thread_id, itemsOf(events, 'widget')[0].id, 'task.toggle', { id: 1, done: true })
    fake.play(replies('I see.'))
    await ui.add(thread_id, 'what did I do?')
    expect(told()).toContain('By a click on a card the person completed task 1')
    expect(JSON.stringify(await ui.json('threads.get_by_id', { thread_id }))).not.toContain('By a click')
  })

  test('tags, quotations and choices, as data', async () => {
    const ui = uiOf(chat.it, chat.who.token)
    fake.play(replies('Fine.'))
    const input = {
      content: [
        { type: 'input_text', text: 'Move ' },
        {
          type: 'input_tag',
          id: 'task_7',
          text: 'Buy milk',
          data: { list: 'inbox' },
          group: 'Tasks',
          interactive: true,
        },
        { type: 'input_text', text: ' to tomorrow' },
      ],
      quoted_text: 'You have 3 tasks',
      inference_options: { model: 'no-such-model', tool_choice: { id: 'update_task' } },
    }
    const events = await ui.stream('threads.create', { input })
    const [message] = itemsOf(events, 'user_message')
    expect(message).toMatchObject({
      content: input.content,
      quoted_text: 'You have 3 tasks',
      inference_options: input.inference_options,
    })
    const sent = fake.requests.at(-1)?.body.messages ?? []
    expect(sent.at(-1)?.content).toStartWith('Move Buy milk to tomorrow\n\n<context>')
    for (const words of ['@Buy milk', 'task_7', 'inbox', 'You have 3 tasks', 'update_task'])
      expect(sent.at(-1)?.content).toContain(words)
    expect(sent.at(-1)?.role).toBe('user')
    const opened = await ui.json('threads.get_by_id', { thread_id: threadOf(events) })
    expect(opened.items.data[0]).toEqual(message)
    const unknown = says('hi', { inference_options: { model: null, tool_choice: { id: 'rm_rf'.repeat(100) } } })
    const plain = await ui.stream('threads.create', { input: unknown })
    const echoed = itemsOf(plain, 'user_message')[0].inference_options
    expect(echoed).toEqual({ tool_choice: { id: 'rm_rf'.repeat(40) } })
    expect(fake.requests.at(-1)?.body.messages?.at(-1)?.content).not.toContain('rm_rf')
  })

  test('the UI’s language, which the built-in assistant and the cards write days in', async () => {
    const own = await testApp()
    const said = async (language: string) => {
      const ui = uiOf(own, (await own.signUp()).token)
      // The answer is in the language of the message, the card in that of the UI: here they are the same.
      const message = {
        input: says(/^de/.test(language) ? 'Milch kaufen am 24. Dezember 2031' : 'add milk on 24 December 2031'),
      }
      const events = await ui.stream('threads.create', message, { headers: { 'accept-language': language } })
      return [itemsOf(events, 'assistant_message')[0].content[0].text, JSON.stringify(itemsOf(events, 'widget'))]
    }
    for (const [language, day] of [
      ['de-DE', 'Mi., 24. Dez. 2031'],
      ['en-US', 'Wed 24 Dec 2031'],
      ['en', 'Wed 24 Dec 2031'],
      ['x-nonsense;q=1', 'Wed 24 Dec 2031'],
      ['de-DE, en;q=0.5', 'Mi., 24. Dez. 2031'],
      ['<b>', 'Wed 24 Dec 2031'],
    ] as const)
      for (const text of await said(language)) expect(text).toContain(day)
    await own.close()
  })

  test('a model that the operator has set up is asked first', async () => {
    const both = await testApp({
      settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai,builtin' },
    })
    const ui = uiOf(both, (await both.signUp()).token)
    fake.play(replies('From afar.'))
    const far = await ui.create('hello')
    const near = await ui.stream('threads.create', {
      input: says('hello', { inference_options: { model: 'builtin' } }),
    })
    const last = (events: Node[]) => itemsOf(events, 'assistant_message').at(-1).content[0].text
    expect(last(far)).toBe('From afar.')
    expect(last(near)).not.toBe('From afar.')
    await both.close()
  })
})
