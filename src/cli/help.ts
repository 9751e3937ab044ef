/** `help`: the commands, the exit codes, and with `help settings` every setting as `.env.example` shows it. */
import { SETTINGS } from '../config.ts'
import { exampleOf } from '../lib/settings.ts'
import { type Command, UsageError } from './command.ts'

const CODES = `Exit codes: 0 done, 1 it did not work, 2 called or configured wrongly.
Settings come from the environment; "todochat help settings" lists them all with their defaults.`

const SETTINGS_HEAD = `# Settings of TodoChat. All have defaults: an empty environment is enough.
# Any NAME may also be given as NAME_FILE, the path of a file that holds the value; an empty value counts as absent.
`

/** Where the second column begins; what stands beside a longer form begins on the next line. */
const COLUMN = 30

const overview = (commands: readonly Command[]) => {
  const lines = commands.map(({ name, form, about }) => {
    const usage = `  ${name} ${form}`.trimEnd()
    return usage.length < COLUMN ? usage.padEnd(COLUMN) + about : `${usage}\n${' '.repeat(COLUMN)}${about}`
  })
  return `Usage: todochat [command]   (without a command: ${commands[0]?.name})\n\n${lines.join('\n')}\n\n${CODES}`
}

/** `help` lists itself, so it is made from the others. */
export const helpFor = (others: readonly Command[]): Command => {
  const help: Command = {
    name: 'help',
    form: '[settings]',
    about: 'Show this, or every setting.',
    words: 1,
    json: false,
    async run({ rest: [topic] }, terminal) {
      const one = others.find(({ name }) => name === topic)
      if (topic === 'settings') terminal.print(`${SETTINGS_HEAD}\n${exampleOf(SETTINGS)}`.trimEnd())
      else if (topic === undefined || topic === 'help') terminal.print(overview([...others, help]))
      else if (one) terminal.print(`Usage: todochat ${`${one.name} ${one.form}`.trimEnd()}\n\n${one.about}`)
      else throw new UsageError(`There is no help about "${topic}"`)
      return 0
    },
  }
  return help
}
