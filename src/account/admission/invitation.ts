/** Invitations: a link by which one person makes an account, also where sign-up is closed. */
import { provedBy, record } from '../../audit/record.ts'
import type { Database } from '../../db/database.ts'
import { AppError, notFound } from '../../errors.ts'
import { isId, newId } from '../../lib/id.ts'
import { cutText } from '../../lib/text.ts'
import type { OneTimeLinks } from '../one-time-link.ts'
import type { Caller, Invitation } from '../schema.ts'
import { insertInvitation, isAdministrator, listInvitations, takeInvitation } from './store.ts'

const INVITATION_DAYS = 7
const OPEN_MAX = 200
const NOTE_MAX_CHARS = 100

interface InvitationDeps {
  db: Database
  links: Pick<OneTimeLinks, 'pathOf'>
}

export const createInvitations = ({ db, links }: InvitationDeps) => ({
  /** @throws forbidden  the caller does not administer this installation */
  async needAdministrator(caller: Caller): Promise<void> {
    if (caller.by === 'access_token' || !(await db.query((sql) => isAdministrator(sql, caller.user_id))))
      throw new AppError('forbidden', 'This is for administrators.')
  },
  isAdministrator: (caller: Caller): Promise<boolean> => db.query((sql) => isAdministrator(sql, caller.user_id)),

  /** The path of a form that makes one account, within a week. @throws conflict  too many are open */
  async invite(admin: Caller, note: string): Promise<string> {
    const id = newId()
    const row = {
      id,
      note: cutText(note.trim().toWellFormed().replaceAll('\0', ''), NOTE_MAX_CHARS),
      made_by: admin.user_id,
    }
    await db.transaction(async (sql) => {
      if (!(await insertInvitation(sql, row, INVITATION_DAYS, OPEN_MAX)))
        throw new AppError('conflict', `There are ${OPEN_MAX} open invitations already; withdraw one first.`)
      await record(sql, admin.user_id, 'invitation_made', { ...provedBy(admin), id })
    })
    return links.pathOf(id)
  },

  /** Unused ones, newest first. */
  async invitations(): Promise<Invitation[]> {
    const rows = await db.query((sql) => listInvitations(sql, OPEN_MAX))
    return rows.map(({ id, note, made_at, expires_at }) => ({
      id,
      note,
      made_at: made_at.toISOString(),
      expires_at: expires_at.toISOString(),
    }))
  },

  /** @throws not_found  used, over or withdrawn already */
  async withdrawInvitation(admin: Caller, id: string): Promise<void> {
    const gone =
      isId(id) &&
      (await db.transaction(async (sql) => {
        const taken = await takeInvitation(sql, id)
        if (taken) await record(sql, admin.user_id, 'invitation_withdrawn', { ...provedBy(admin), id })
        return taken
      }))
    if (!gone) throw notFound('This invitation')
  },
})
