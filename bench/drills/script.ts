/** What the fake provider says: words, a tool turn with two effects, another one, and a long answer, all by what it reads. */
import { calls, type FakeRequest, fakeProvider, type Reply, says, words } from '../../test/support/fake-provider.ts'
import type { Places } from './place.ts'

/** What people say in the drills; the built-in assistant understands it too. */
export const MESSAGE = 'add water the roses tomorrow and call the harbour on friday'

const STORY = Array.from({ length: 12 }, (_, at) => `And on day ${at + 1} the roses had water.`).join(' ')

/** Milliseconds between words. */
export interface Pace {
  word_ms: number
  /** How often the story is told. */
  stories?: number
}

const answersIn = ({ body }: FakeRequest) => {
  const messages = body.messages ?? []
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)
  return since.filter(({ role }) => role === 'assistant').length
}

/** Stateless, as a real provider is: a turn asked again after a crash is the same turn. */
const reply = (request: FakeRequest, { word_ms, stories = 1 }: Pace): Reply => {
  const turn = answersIn(request)
  if (turn === 0) {
    const both = calls([
      { name: 'add_task', arguments: { title: 'Water the roses', tags: ['garden'] } },
      { name: 'add_task', arguments: { title: 'Call the harbour' } },
    ])
    return { steps: [...words('I write both of them down for you now.', word_ms), ...both.steps] }
  }
  if (turn === 1)
    return calls([
      { name: 'complete_task', arguments: { task_id: 1 } },
      { name: 'list_tasks', arguments: {} },
    ])
  return says(Array.from({ length: stories }, () => STORY).join(' '), { pause: word_ms })
}

/** The settings of a program whose assistant this is. */
export const assistant = async (places: Places, pace: Pace) => {
  const fake = await fakeProvider((request) => reply(request, pace))
  places.later(() => fake.stop())
  return { LLM_PROVIDERS: 'openai', OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-of-the-drills' }
}

export const BUILTIN = { LLM_PROVIDERS: 'builtin' }
