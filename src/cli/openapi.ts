/** `openapi`: the document of the REST API, as `/openapi.json` serves it. Needs no database and no settings. */
import { restDoor } from '../app.ts'
import { loadConfig } from '../config.ts'
import { createCore } from '../core.ts'
import type { Database } from '../db/database.ts'
import { documentOf } from '../door/openapi/document.ts'
import { createLog } from '../log.ts'
import type { Command } from './command.ts'
import { VERSION } from './version.ts'

const refuse = () => Promise.reject(new Error('the document of the API is made without a database'))
/** Routes are only described, never called. */
const NO_DATABASE: Database = {
  embedded: true,
  query: refuse,
  execute: refuse,
  transaction: refuse,
  ping: refuse,
  close: async () => undefined,
}

/** Nothing is signed with it. */
const NO_SETTINGS = { JWT_SECRET: 'unused'.repeat(6) }

export const openApi: Command = {
  name: 'openapi',
  form: '',
  about: 'Print the OpenAPI document of the REST API.',
  words: 0,
  json: true,
  async run({ json }, terminal) {
    const core = createCore({ config: loadConfig(NO_SETTINGS), db: NO_DATABASE, log: createLog('silent') })
    const document = documentOf(restDoor(core).routes, VERSION)
    await core.drain(0)
    terminal.print(JSON.stringify(document, null, json ? undefined : 2))
    return 0
  },
}
