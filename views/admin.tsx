/** Administration on one page, with an index of its sections; and the record of one person on another. */
import type { Invitation, Person } from '../src/account/schema.ts'
import type { BackupsState, InstallationState, UsageOfDay } from '../src/admin/schema.ts'
import type { AuditEntry } from '../src/audit/schema.ts'
import { AuditRows } from './admin/audit.tsx'
import { Backups, Signup, State, UsageOfAll } from './admin/installation.tsx'
import { type MadeLink, MadeLinkBox, People } from './admin/people.tsx'
import { Layout, type Shell } from './layout.tsx'
import { Part } from './settings/part.tsx'

export type AdminSection = 'people' | 'signup' | 'backups'

export interface AdminPageProps {
  shell: Shell
  people: Person[]
  words: string
  more?: string
  signup: { mode: 'open' | 'closed'; fixed: boolean; invitations: Invitation[] }
  usage: UsageOfDay[]
  state: InstallationState
  /** What the health checks say. */
  facts: Record<string, string>
  backups: BackupsState
  made?: MadeLink
  /** Why the form of a section was refused. */
  problem?: { section: AdminSection; message: string }
}

const INDEX = [
  ['people', 'People'],
  ['signup', 'Sign-up'],
  ['usage', 'Usage'],
  ['state', 'State'],
  ['backups', 'Backups'],
  ['audit', 'Audit'],
] as const

export const AdminPage = ({ shell, ...page }: AdminPageProps) => {
  const at = (section: AdminSection) => (page.problem?.section === section ? page.problem.message : undefined)
  const self = shell.user?.email ?? ''
  return (
    <Layout shell={shell} title="Administration">
      <main id="main" class="board settings">
        <h1>Administration</h1>
        {page.made && <MadeLinkBox {...page.made} />}
        <nav class="index" aria-label="Administration">
          {INDEX.map(([id, words]) => (
            <a href={`#${id}`}>{words}</a>
          ))}
        </nav>
        <People
          people={page.people}
          total={page.state.people}
          words={page.words}
          more={page.more}
          self={self}
          error={at('people')}
        />
        <Signup {...page.signup} error={at('signup')} />
        <UsageOfAll days={page.usage} />
        <State state={page.state} facts={page.facts} />
        <Backups backups={page.backups} error={at('backups')} />
        <Part id="audit" title="Audit">
          <p>What was done is recorded for each person, in a chain that cannot be changed unseen.</p>
          <p>
            <a href={`/admin/audit?email=${encodeURIComponent(self)}`}>What administrators did: your own record</a>
          </p>
          <p class="hint">The address of a person above leads to theirs. “todochat audit verify” checks all of them.</p>
        </Part>
      </main>
    </Layout>
  )
}

interface AuditPageProps {
  shell: Shell
  title: string
  /** The owner, when an administrator reads the page. */
  whose?: string
  entries: AuditEntry[]
  time_zone: string
  more?: string
  /** Where it was come from. */
  back: '/admin' | '/settings'
}

export const AuditPage = ({ shell, title, whose, back, ...rows }: AuditPageProps) => (
  <Layout shell={shell} title={title}>
    <main id="main" class="board">
      <h1>{title}</h1>
      {whose && <p dir="auto">{whose}</p>}
      <AuditRows {...rows} />
      <p>
        <a href={back}>Back</a>
      </p>
    </main>
  </Layout>
)
