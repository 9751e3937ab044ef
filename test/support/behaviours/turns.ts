/** Calls that come together, again and again, in halves, to tools that are not there, or where only a person may act. */
import { calls, chunk, cuts, ending, type Reply, says, words } from '../fake-provider.ts'
import { type Behaviour, call, DONE, failsAs, list } from './behaviour.ts'

const add = (title: string, id?: string) => ({ name: 'add_task', arguments: { title }, ...(id && { id }) })
const look = { name: 'list_tasks', arguments: {} }
const bad = { name: 'complete_task', arguments: { task_id: 99 } }
const remove = (task_id: number) => ({ name: 'delete_task', arguments: { task_id } })
/** A call whose arguments end in their middle, and how the stream goes on. */
const half = (...steps: Reply['steps']): Reply => ({
  steps: [
    {
      data: chunk({
        tool_calls: [
          { index: 0, id: 'call_1', type: 'function', function: { name: 'add_task', arguments: '{"title":"Eg' } },
        ],
      }),
    },
    ...steps,
  ],
})
const finishing = (finish: string, reply: Reply): Reply => ({
  steps: reply.steps.map((step) =>
    typeof step === 'object' && 'data' in step && JSON.stringify(step.data).includes('"finish_reason":"')
      ? { data: chunk({}, finish) }
      : step,
  ),
})

export const TURN_BEHAVIOURS: Behaviour[] = [
  {
    name: 'three calls in one turn are carried out in their order',
    turns: [calls([add('Eggs'), add('Tea'), { name: 'complete_task', arguments: { task_id: 5 } }]), DONE],
    expects: { list: list({ 4: 'Eggs', 5: 'Tea ✓' }) },
  },
  {
    name: 'one id for all calls of a turn',
    turns: [calls([add('Eggs', 'call_1'), add('Tea', 'call_1')]), DONE],
    expects: { list: list({ 4: 'Eggs', 5: 'Tea' }) },
  },
  {
    name: 'a bad call among good ones spoils none of them',
    turns: [calls([add('Eggs'), bad, add('Tea')]), DONE],
    expects: { list: list({ 4: 'Eggs', 5: 'Tea' }), told: /list_tasks/ },
  },
  {
    name: 'two bad calls in one turn are read before anything ends',
    turns: [calls([bad, bad]), call('complete_task', { task_id: 3 }), DONE],
    expects: { list: list({ 3: 'Pay rent ✓' }), asked: 3 },
  },
  {
    name: 'two bad turns and a good one',
    turns: [calls([bad]), calls([{ ...bad, arguments: { task_id: 98 } }]), call('complete_task', { task_id: 3 }), DONE],
    expects: { list: list({ 3: 'Pay rent ✓' }), asked: 4 },
  },
  {
    name: 'three bad turns end it',
    turns: [97, 98, 99].map((task_id) => call('complete_task', { task_id })),
    expects: { ...failsAs('model_bad_tool_call'), asked: 3 },
  },
  {
    name: 'a tool that is not there',
    turns: [call('send_mail', { to: 'x' }), calls([add('Eggs')]), DONE],
    expects: { told: /no such tool.*add_task/, list: list({ 4: 'Eggs' }), asked: 3 },
  },
  {
    name: 'a name of every object is no tool',
    turns: [call('constructor'), call('__proto__'), DONE],
    expects: { told: /no such tool/, asked: 3 },
  },
  {
    name: 'a name of 10,000 letters',
    turns: [call('x'.repeat(10_000)), DONE],
    expects: { told: /no such tool/ },
  },
  {
    name: 'look, add, look, complete, look',
    turns: [
      calls([look]),
      calls([add('Eggs')]),
      calls([look]),
      call('complete_task', { task_id: 3 }),
      calls([look]),
      DONE,
    ],
    expects: { list: list({ 3: 'Pay rent ✓', 4: 'Eggs' }), asked: 6 },
  },
  {
    name: 'the same look again and again is stopped',
    turns: [calls([look])],
    expects: { ...failsAs('repeated_tool_call'), asked: 3 },
  },
  {
    name: 'the same change again and again is stopped',
    turns: [call('update_task', { task_id: 3, title: 'Rent' })],
    expects: { ...failsAs('repeated_tool_call'), list: list({ 3: 'Rent' }), asked: 3 },
  },
  {
    name: 'ever another call is stopped after ten turns',
    turns: Array.from({ length: 12 }, (_, at) => call('list_tasks', { q: `word${at}` })),
    expects: { ...failsAs('turn_limit'), asked: 10 },
  },
  {
    name: '25 calls in one turn: twenty are carried out',
    turns: [calls(Array.from({ length: 25 }, () => look))],
    expects: { ...failsAs('tool_call_limit'), asked: 1 },
  },
  {
    name: 'words before a call',
    turns: [calls([add('Eggs')], { text: 'One moment.' }), DONE],
    expects: { text: 'One moment.Here you are.', list: list({ 4: 'Eggs' }) },
  },
  {
    name: 'a call that breaks off with its stream does nothing',
    turns: [half()],
    expects: { ...failsAs('model_truncated'), asked: 1 },
  },
  {
    name: 'a call that is cut at the length limit does nothing',
    turns: [half(...ending('length'))],
    expects: { ...failsAs('output_limit'), asked: 1 },
  },
  {
    name: 'a call that is said to be whole and is not',
    turns: [half(...ending('tool_calls')), calls([add('Eggs')]), DONE],
    expects: { told: /not valid JSON/, list: list({ 4: 'Eggs' }), asked: 3 },
  },
  {
    name: 'words and then half a call: the words stay',
    turns: [half(...words(' and more'), ...ending('length'))],
    expects: { text: /and more/, list: list({}), asked: 1 },
  },
  {
    name: 'words that break off stay',
    turns: [cuts('Half of')],
    expects: { ...failsAs('model_truncated'), text: 'Half of', asked: 1 },
  },
  {
    name: 'the finish of a call where there is none',
    turns: [finishing('tool_calls', says('Just words.'))],
    expects: { text: 'Just words.', asked: 1 },
  },
  {
    name: 'the finish of words where there is a call',
    turns: [finishing('stop', calls([add('Eggs')])), DONE],
    expects: { list: list({ 4: 'Eggs' }) },
  },
  {
    name: 'a finish that nobody knows',
    turns: [finishing('eos_token', calls([add('Eggs')])), finishing('COMPLETE', DONE)],
    expects: { list: list({ 4: 'Eggs' }) },
  },
  {
    name: 'words that are cut at the length limit stay',
    turns: [says('A long story', { finish: 'length' })],
    expects: { text: 'A long story', asked: 1 },
  },
  {
    name: 'a delete waits for the person, however often it is called',
    turns: [calls([remove(3)]), calls([remove(3)]), says('It waits for you.')],
    expects: { status: 'awaiting_confirmation', text: 'It waits for you.', told: /awaiting_confirmation/, asked: 3 },
  },
  {
    name: 'it cannot confirm by itself',
    turns: [calls([remove(3)]), call('confirm', { approve: true }), says('It waits for you.')],
    expects: { status: 'awaiting_confirmation', text: 'It waits for you.', told: /no such tool/, asked: 3 },
  },
  {
    name: 'changes of many in single calls wait as well',
    turns: [
      calls([add('Eggs'), add('Tea')]),
      calls([1, 2, 3].map((task_id) => ({ name: 'complete_task', arguments: { task_id } }))),
      calls([remove(1), remove(2)]),
      says('It waits for you.'),
    ],
    expects: {
      status: 'awaiting_confirmation',
      text: 'It waits for you.',
      list: list({
        1: 'Buy milk 2031-01-05 ✓ high #home',
        2: 'Call the dentist ✓',
        3: 'Pay rent ✓',
        4: 'Eggs',
        5: 'Tea',
      }),
      asked: 4,
    },
  },
]
