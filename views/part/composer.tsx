/** Where messages are written. Works as a plain form; scripts add counter, growing and keys. */
import { Act } from './form.tsx'
import { Icon } from './icon.tsx'

export interface ComposerProps {
  /** Absent on a new chat: its first message makes the thread. */
  thread_id?: string
  /** Idempotency key of the message being written. */
  message_key: string
  message_max_chars: number
  /** What was typed, when sending it failed, and why it did. */
  text?: string
  error?: string
  /** The message that is written anew. */
  edit?: string | undefined
}

const Editing = ({ thread_id, edit }: Pick<ComposerProps, 'thread_id' | 'edit'>) => (
  <p id="editing" class="hint editing" hidden={!edit}>
    <input type="hidden" name="edit" value={edit ?? ''} autocomplete="off" />
    What followed this message is kept as an earlier version; what its answer changed is taken back.{' '}
    <a class="cancel-edit" href={`/chat/${thread_id}`}>
      Cancel
    </a>
  </p>
)

export const KeyInput = ({ message_key }: { message_key: string }) => (
  <input type="hidden" name="key" id="key" value={message_key} autocomplete="off" />
)

/** What is longer than a message is shown as an import instead of being cut; the script sends a paste the same way. */
const Long = ({ text = '', message_max_chars }: Pick<ComposerProps, 'text' | 'message_max_chars'>) => {
  const long = text.length > message_max_chars
  return (
    <form id="long" class="long" method="post" action="/tasks/import" hidden={!long}>
      <input type="hidden" name="text" value={long ? text : ''} autocomplete="off" />
      {long && <button type="submit">Import it as tasks instead</button>}
    </form>
  )
}

export const Composer = (props: ComposerProps) => (
  <>
    <MessageForm {...props} />
    <Long text={props.text} message_max_chars={props.message_max_chars} />
  </>
)

const MessageForm = ({ thread_id, message_key, message_max_chars, text, error, edit }: ComposerProps) => {
  const action = thread_id ? `/chat/${thread_id}` : '/chat'
  return (
    <Act
      id="composer"
      class="composer"
      aria-label="New message"
      to={action}
      target={thread_id && '#log'}
      swap="beforeend"
      data-error="Not sent. Check the connection and try again."
    >
      <p id="err" class="error" role="alert">
        {error}
      </p>
      <KeyInput message_key={message_key} />
      {thread_id && <Editing thread_id={thread_id} edit={edit} />}
      <div class="line">
        <textarea
          id="text"
          name="text"
          rows="1"
          required
          data-max={String(message_max_chars)}
          dir="auto"
          aria-label="Message"
          placeholder="What needs doing?"
          enterkeyhint="send"
        >
          {text}
        </textarea>
        <button class="primary send" type="submit">
          <Icon name="send" />
          <span class="vh">Send</span>
        </button>
      </div>
      <p class="hint">
        <span class="scripted" hidden>
          Enter sends, Shift+Enter makes a new line.
        </span>
        <output id="count" for="text" hidden></output>
      </p>
    </Act>
  )
}

const IDEAS = [
  'Add buy milk tomorrow and call mum on Friday',
  'What is due this week?',
  'Water the plants every Monday',
  'Help',
]

/** What a newcomer may ask; each is a form of its own and needs no script. */
interface SuggestionsProps {
  action: string
  message_key: string
  /** What the person's day holds; without it the words of a newcomer. */
  day?: string | undefined
}
export const Suggestions = ({ action, message_key, day }: SuggestionsProps) => (
  <div id="empty" class="empty">
    <h2>What needs doing?</h2>
    <p class="lead">{day ?? 'Write it as you would say it: several things at once, with dates, tags and repeats.'}</p>
    <Act to={action} target={action === '/chat' ? undefined : '#log'} swap="beforeend">
      <input type="hidden" name="key" value={message_key} />
      {IDEAS.map((idea) => (
        <button class="idea" type="submit" name="text" value={idea}>
          {idea}
        </button>
      ))}
    </Act>
  </div>
)
