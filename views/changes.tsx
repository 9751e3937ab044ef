/** What was done to the list and by whom, with the way back of each; and the chats that can still be restored. */
import { Layout, type Shell } from './layout.tsx'
import { Act, Next } from './part/form.tsx'
import { digestOf } from './part/page.tsx'

/** One change in words. */
export interface ChangeRow {
  id: number
  /** “Added” */
  label: string
  title: string
  /** Before → after, or what it is now. */
  lines: string[]
  /** It was taken back. */
  undone: boolean
  holds: boolean
}
/** What was done together. */
export interface ActEntry {
  /** Who did it. */
  who: string
  /** ISO 8601, and as people say it. */
  at: string
  when: string
  /** The message it answers. */
  question?: { href: string; words: string }
  rows: ChangeRow[]
  holds: boolean
}
export interface FeedProps {
  acts: ActEntry[]
  /** The address of what is older. */
  older?: string
}

interface UndoProps {
  id: number
  act: ActEntry
  /** The change alone, or all that was done together. */
  reach: 'row' | 'act'
  words: string
  title: string
}
const Undo = ({ id, act, reach, words, title }: UndoProps) => (
  <Act to={`/changes/${id}/undo`}>
    <input type="hidden" name="reach" value={reach} />
    <input type="hidden" name="first" value={String(act.rows.at(-1)?.id)} />
    <input type="hidden" name="last" value={String(act.rows[0]?.id)} />
    <button class="quiet" type="submit" aria-label={`${words}: ${title}`}>
      {words}
    </button>
  </Act>
)

const Row = ({ row, act }: { row: ChangeRow; act: ActEntry }) => (
  <li id={`change-${row.id}`} class={row.undone ? 'undone' : undefined}>
    <div class="what">
      <span>
        <span class="change-label">{row.label}</span>{' '}
        <span class="title" dir="auto">
          {row.title}
        </span>
      </span>
      {row.lines.map((line) => (
        <span class="hint" dir="auto">
          {line}
        </span>
      ))}
      {row.undone && <span class="hint">Taken back</span>}
    </div>
    {row.holds && act.rows.length > 1 && <Undo id={row.id} act={act} reach="row" words="Undo" title={row.title} />}
  </li>
)

/** Rows of one act that are shown at once; the others unfold. */
const ROWS_SHOWN = 6

export const Entry = ({ act }: { act: ActEntry }) => {
  const [newest] = act.rows
  const shown = act.rows.slice(0, ROWS_SHOWN)
  const more = act.rows.slice(ROWS_SHOWN)
  return (
    <article id={`act-${act.rows.at(-1)?.id}`} class="act">
      <header>
        <h2 dir="auto">{act.who}</h2>
        <time datetime={act.at}>{act.when}</time>
        {act.holds && newest && (
          <Undo
            id={newest.id}
            act={act}
            reach="act"
            words={act.rows.length === 1 ? 'Undo' : 'Undo all'}
            title={`${act.who}, ${act.when}`}
          />
        )}
      </header>
      {act.question && (
        <p class="why">
          <a href={act.question.href} dir="auto">
            {act.question.words}
          </a>
        </p>
      )}
      <ul>
        {shown.map((row) => (
          <Row row={row} act={act} />
        ))}
      </ul>
      {more.length > 0 && (
        <details>
          <summary>{`${more.length} more`}</summary>
          <ul>
            {more.map((row) => (
              <Row row={row} act={act} />
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}

const Older = ({ href }: { href: string }) => (
  <p class="older">
    <a class="button plain" href={href} hx-get={href} hx-target="closest .older" hx-swap="outerHTML">
      Older changes
    </a>
  </p>
)

/** A page of acts, which htmx puts in the place of the link that asked for it. */
export const Acts = ({ acts, older }: FeedProps) => (
  <>
    {acts.map((act) => (
      <Entry act={act} />
    ))}
    {older && <Older href={older} />}
  </>
)

/** The newest acts, which are kept up to date. */
export const Feed = ({ acts }: FeedProps) => (
  <section id="feed" class="feed" aria-label="What was done">
    {acts.length === 0 && <p class="hint nothing">Nothing was done in the last 30 days.</p>}
    <Acts acts={acts} />
  </section>
)

/** A deleted chat in words. */
export interface BinRow {
  id: string
  title: string
  /** When it was deleted, and when it goes. */
  when: string
}
export interface BinProps {
  chats: BinRow[]
  older?: string
}

const Deleted = ({ chat }: { chat: BinRow }) => (
  <li id={`gone-${chat.id}`}>
    <div class="what">
      <span class="title" dir="auto">
        {chat.title}
      </span>
      <span class="hint">{chat.when}</span>
    </div>
    <Act to={`/chat/${chat.id}/restore`}>
      <Next path="/changes" />
      <button class="plain" type="submit" aria-label={`Restore: ${chat.title}`}>
        Restore
      </button>
    </Act>
    <details class="sure">
      <summary class="button quiet" aria-label={`Delete for good: ${chat.title}`}>
        Delete for good
      </summary>
      <Act to={`/chat/${chat.id}/erase`}>
        <Next path="/changes" />
        <p class="hint">There is no way back from this.</p>
        <button class="danger" type="submit">
          Yes, delete it for good
        </button>
      </Act>
    </details>
  </li>
)

export const Bin = ({ chats, older }: BinProps) => (
  <section id="bin" class="bin" aria-label="Deleted chats">
    {chats.length > 0 && (
      <>
        <h2>
          Deleted chats <span class="count">{`kept for 30 days`}</span>
        </h2>
        <ul>
          {chats.map((chat) => (
            <Deleted chat={chat} />
          ))}
        </ul>
        {older && (
          <p>
            <a class="button plain" href={older}>
              More deleted chats
            </a>
          </p>
        )}
      </>
    )}
  </section>
)

interface ChangesPageProps {
  shell: Shell
  feed: FeedProps
  bin: BinProps
  /** An older page, as it is read without scripts. */
  back: boolean
}

export const ChangesPage = ({ shell, feed, bin, back }: ChangesPageProps) => {
  const [newest, gone] = [<Feed {...feed} />, <Bin {...bin} />]
  return (
    <Layout shell={shell} title="Changes" have={[digestOf(newest), digestOf(gone)]}>
      <main id="main" class="board">
        <h1>Changes</h1>
        <p class="lead">Who changed what in the last 30 days. What was not changed again since can be taken back.</p>
        {back && (
          <p>
            <a href="/changes">The newest changes</a>
          </p>
        )}
        {gone}
        {newest}
        {feed.older && <Older href={feed.older} />}
      </main>
    </Layout>
  )
}
