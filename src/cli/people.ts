/** `user` and `token`: the people of this installation and their access tokens, from the machine it runs on. */
import { createAccessTokens } from '../account/access-token.ts'
import { createCallerCache } from '../account/caller-cache.ts'
import { createOneTimeLinks } from '../account/one-time-link.ts'
import { createOperator } from '../account/operator.ts'
import { createPasswords } from '../account/password.ts'
import { createPeople, type People } from '../account/people.ts'
import { type Person, SCOPES, type Scope } from '../account/schema.ts'
import { setAuditKey } from '../audit/seal.ts'
import { type Config, loadConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { openBeside } from '../db/open.ts'
import { createLog } from '../log.ts'
import { localUrl } from './address.ts'
import { withSecrets } from './audit-key.ts'
import { type Command, type ExitCode, type Terminal, UsageError, type Words } from './command.ts'

const PAGE = 500
/** Rate limits of sign-in do not apply at the command line. */
const UNTHROTTLED = { check: async () => undefined, fail: async () => undefined, signUp: async () => undefined }

interface Desk {
  db: Database
  config: Config
  people: People
}

const atDesk = async <T>(terminal: Terminal, work: (desk: Desk) => Promise<T>): Promise<T> => {
  const config = withSecrets(loadConfig(terminal.env))
  setAuditKey(config.AUDIT_KEY)
  const db = await openBeside(config)
  const cache = createCallerCache(Date.now)
  try {
    const passwords = createPasswords(UNTHROTTLED)
    const links = createOneTimeLinks({ db, passwords, cache, jwt_secret: config.JWT_SECRET })
    return await work({ db, config, people: createPeople({ db, passwords, cache, links }) })
  } finally {
    await db.close()
  }
}

const urlOf = ({ PUBLIC_URL, HOST, PORT }: Config, path: string) => `${PUBLIC_URL ?? localUrl(HOST, PORT)}${path}`

const described = ({ email, name, admin, disabled, chats, created_at }: Person) =>
  [
    email,
    name,
    admin ? 'administrator' : '',
    disabled ? 'disabled' : '',
    `${chats} chats`,
    `since ${created_at.slice(0, 10)}`,
  ]
    .filter(Boolean)
    .join('  ')

const everybody = async (people: People) => {
  const all: Person[] = []
  for (let page = await people.people(PAGE); page.length; page = await people.people(PAGE, page.at(-1)?.email))
    all.push(...page)
  return all
}

const readLine = async (terminal: Terminal) => {
  terminal.tell('Type the password and press Enter:')
  for await (const line of console) return line
  return ''
}

/** The words of the answer and the same as data. */
interface Said {
  lines: string[]
  facts: unknown
}
type Act = (desk: Desk, words: Words, terminal: Terminal) => Promise<Said>

const emailIn = ({ rest: [, email] }: Words) => {
  if (!email) throw new UsageError('Say the e-mail address')
  return email
}

const linkFor = async ({ people, config }: Desk, email: string) => urlOf(config, await people.resetLinkOf(email))

const acts: Record<string, Act> = {
  async add(desk, words) {
    const [, , name] = words.rest
    const input = { email: emailIn(words), admin: words.switches?.has('admin') ?? false, ...(name && { name }) }
    const person = await desk.people.addPerson(input)
    const link = await linkFor(desk, person.email)
    return {
      lines: [`Added ${described(person)}`, `They choose a password within 24 hours at ${link}`],
      facts: { ...person, link },
    }
  },
  async list({ people }) {
    const all = await everybody(people)
    return { lines: all.length ? all.map(described) : ['Nobody has an account yet.'], facts: { users: all } }
  },
  async show({ people }, words) {
    const person = await people.person(emailIn(words))
    return { lines: Object.entries(person).map(([name, value]) => `${name}: ${value}`), facts: person }
  },
  async password({ people }, words, terminal) {
    const email = emailIn(words)
    await people.person(email)
    await people.setPasswordOf(email, await readLine(terminal))
    return { lines: [`${email} has a new password and is signed out everywhere.`], facts: { email } }
  },
  async 'reset-link'(desk, words) {
    const link = await linkFor(desk, emailIn(words))
    return { lines: [link], facts: { link } }
  },
  async disable({ people }, words) {
    const email = emailIn(words)
    await people.disablePerson(email, true)
    return {
      lines: [`${email} is disabled: nothing of theirs opens anything within a second.`],
      facts: { email, disabled: true },
    }
  },
  async enable({ people }, words) {
    const email = emailIn(words)
    await people.disablePerson(email, false)
    return { lines: [`${email} is enabled again.`], facts: { email, disabled: false } }
  },
  async delete({ people }, words) {
    const email = emailIn(words)
    if (!words.switches?.has('yes')) throw new UsageError(`This deletes ${email} and all their data; say --yes`)
    await people.deletePerson(email)
    return { lines: [`${email} and all their data are deleted.`], facts: { email, deleted: true } }
  },
}

const runAct = async (
  acts: Record<string, Act>,
  forms: string,
  words: Words,
  terminal: Terminal,
): Promise<ExitCode> => {
  const act = acts[words.rest[0] ?? '']
  if (!act) throw new UsageError(`Say one of: ${forms}`)
  const { lines, facts } = await atDesk(terminal, (desk) => act(desk, words, terminal))
  terminal.print(words.json ? JSON.stringify(facts) : lines.join('\n'))
  return 0
}

const USER_FORMS =
  'add EMAIL [NAME] [--admin] | list | show EMAIL | password EMAIL | reset-link EMAIL | disable EMAIL | enable EMAIL | delete EMAIL --yes'
export const user: Command = {
  name: 'user',
  form: `${USER_FORMS} [--json]`,
  about: 'The people who have an account here.',
  words: 3,
  json: true,
  switches: ['admin', 'yes'],
  run: (words, terminal) => runAct(acts, USER_FORMS, words, terminal),
}

const tokensOf = async ({ db }: Desk, email: string) => {
  const tokens = createAccessTokens({ db, cache: createCallerCache(Date.now), log: createLog('silent'), now: Date.now })
  return { tokens, caller: await createOperator({ db }).callerOfEmail(email) }
}

const scopesIn = (said: string | undefined): Scope[] => {
  const scopes = (said ?? 'chat').split(',')
  const known = scopes.flatMap((scope) => SCOPES.filter((one) => one === scope))
  if (known.length < scopes.length) throw new UsageError(`SCOPES is a comma-separated list of ${SCOPES.join(', ')}`)
  return known
}

const tokenActs: Record<string, Act> = {
  async create(desk, words) {
    const [, , name, scopes] = words.rest
    if (!name) throw new UsageError('Say "token create EMAIL NAME [SCOPES]"')
    const { tokens, caller } = await tokensOf(desk, emailIn(words))
    const made = await tokens.createAccessToken(caller, { name, scopes: scopesIn(scopes) })
    return { lines: [made.token], facts: made }
  },
  async list(desk, words) {
    const { tokens, caller } = await tokensOf(desk, emailIn(words))
    const { data } = await tokens.accessTokens(caller, { limit: 100 })
    const lines = data.map(
      ({ id, name, scopes, expires_at }) => `${id}  ${name}  ${scopes.join(',')}  ${expires_at ?? 'no end'}`,
    )
    return { lines: lines.length ? lines : ['No access tokens.'], facts: { tokens: data } }
  },
  async revoke(desk, words) {
    const [, , id] = words.rest
    if (!id) throw new UsageError('Say "token revoke EMAIL ID"; "token list EMAIL" shows the ids')
    const { tokens, caller } = await tokensOf(desk, emailIn(words))
    await tokens.removeAccessToken(caller, id)
    return { lines: [`The token ${id} opens nothing any more.`], facts: { id, revoked: true } }
  },
}

const TOKEN_FORMS = 'create EMAIL NAME [SCOPES] | list EMAIL | revoke EMAIL ID'
export const token: Command = {
  name: 'token',
  form: `${TOKEN_FORMS} [--json]`,
  about: "A person's access tokens, for programs.",
  words: 4,
  json: true,
  run: (words, terminal) => runAct(tokenActs, TOKEN_FORMS, words, terminal),
}
