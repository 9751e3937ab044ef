/** People of a bench. They are written into the database and their tokens signed here: signing up is dear by intent. */
import postgres from 'postgres'
import { AUDIENCES, ISSUER } from '../../src/account/claims.ts'
import { createJwt } from '../../src/door/auth/jwt.ts'
import { newId } from '../../src/lib/id.ts'
import { SECRET } from './process.ts'

const DAY_SECONDS = 86_400

export interface Person {
  token: string
  user_id: string
}

const { sign } = createJwt(SECRET, undefined)

const tokenOf = (user_id: string, valid_from: Date) => {
  const iat = Math.floor(Date.now() / 1000)
  const times = { iat, exp: iat + DAY_SECONDS, valid_from: valid_from.getTime() }
  return sign({ iss: ISSUER, aud: [...AUDIENCES], sub: user_id, jti: newId(), ...times })
}

/** Through a connection that is there; it need not know how arrays are written. */
export const writePeople = async (sql: postgres.Sql, count: number): Promise<Person[]> => {
  const ids = Array.from({ length: count }, newId)
  const rows = await sql<{ id: string; tokens_valid_from: Date }[]>`
    insert into users (id, email, name) select id, id || '@example.org', 'Ada' from json_array_elements_text((${JSON.stringify(ids)}::text)::json) as listed,
      cast(listed as uuid) as id
    returning id, tokens_valid_from`
  return Promise.all(
    rows.map(async ({ id, tokens_valid_from }) => ({ user_id: id, token: await tokenOf(id, tokens_valid_from) })),
  )
}

export const makePeople = async (database_url: string, count: number): Promise<Person[]> => {
  const sql = postgres(database_url, { max: 1 })
  const people = await writePeople(sql, count)
  await sql.end()
  return people
}

/** @throws unless the answer is 2xx */
export const asked = async <T>(url: string, method: string, token: string, body?: unknown): Promise<T> => {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

export const newSession = async (base: string, { token }: Person, title = 'Chat'): Promise<string> =>
  (await asked<{ id: string }>(`${base}/api/v1/chatkit/sessions`, 'POST', token, { title })).id
