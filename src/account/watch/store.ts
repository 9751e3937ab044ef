/** SQL that looks at many credentials at once: which of them have ended. */
import type { Sql } from '../../db/database.ts'

export interface Watched {
  user_id: string
  by: 'jwt' | 'access_token' | 'cookie'
  credential_id: string
}

interface Standing {
  good: boolean
  /** Moves with every change of the password; JSON Web Tokens from before are void. */
  valid_from: number
}

/** How each stands, in the order they were given. */
export const readStandings = async (sql: Sql, watched: Watched[]): Promise<Standing[]> => {
  const rows = watched.map((one, n) => ({ n, ...one }))
  const found = await sql<({ n: number } & Standing)[]>`
    select w.n, coalesce(extract(epoch from u.tokens_valid_from), 0)::float8 as valid_from,
      u.id is not null and u.disabled_at is null and case w.by
        when 'cookie' then exists (
          select 1 from browser_logins l where l.user_id = w.user_id and l.id::text = w.credential_id and l.ends_at > now())
        when 'access_token' then exists (
          select 1 from access_tokens t where t.user_id = w.user_id and t.id::text = w.credential_id
            and (t.expires_at is null or t.expires_at > now()))
        else not exists (select 1 from revoked_tokens r where r.jti = w.credential_id and r.user_id = w.user_id) end as good
    from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as w(n int, user_id uuid, by text, credential_id text)
    left join users u on u.id = w.user_id
    order by w.n limit ${watched.length}`
  return found
}
