/** `version`: which release this is. */
import { version as release } from '../../package.json'
import type { Command } from './command.ts'

export const VERSION = release

export const version: Command = {
  name: 'version',
  form: '[--json]',
  about: 'Say which release this is.',
  words: 0,
  json: true,
  async run({ json }, terminal) {
    terminal.print(json ? JSON.stringify({ version: VERSION, bun: Bun.version }) : `TodoChat ${VERSION}`)
    return 0
  },
}
