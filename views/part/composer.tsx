/** Where messages are written. Works as a plain form; scripts add counter, growing and keys. */
export interface ComposerProps {
  /** Absent on a new chat: its first message makes the thread. */
  thread_id?: string
  /** Idempotency key of the message being written. */
  message_key: string
  message_max_chars: number
  /** What was typed, when sending it failed, and why it did. */
  text?: string
  error?: string
}

export const KeyInput = ({ message_key }: { message_key: string }) => (
  <input type="hidden" name="key" id="key" value={message_key} autocomplete="off" />
)

export const Composer = ({ thread_id, message_key, message_max_chars, text, error }: ComposerProps) => {
  const action = thread_id ? `/chat/${thread_id}` : '/chat'
  return (
    <form
      id="composer"
      class="composer"
      aria-label="New message"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#log"
      hx-swap={thread_id ? 'beforeend' : 'none'}
      hx-disable="find button"
      hx-sync="this:drop"
      data-error="Not sent. Check the connection and try again."
    >
      <p id="err" class="error" role="alert">
        {error}
      </p>
      <KeyInput message_key={message_key} />
      <div class="line">
        <textarea
          id="text"
          name="text"
          rows="1"
          required
          maxlength={message_max_chars}
          dir="auto"
          aria-label="Message"
          placeholder="Write what is to be done…"
          enterkeyhint="send"
        >
          {text}
        </textarea>
        <button class="primary" type="submit">
          Send
        </button>
      </div>
      <p class="hint">
        <span id="keys" hidden>
          Enter sends, Shift+Enter makes a new line.
        </span>
        <output id="count" for="text" hidden></output>
      </p>
    </form>
  )
}

const IDEAS = [
  'Add buy milk tomorrow and call mum on Friday',
  'What is due this week?',
  'Water the plants every Monday',
  'Help',
]

/** What a newcomer may ask; each is a form of its own and needs no script. */
export const Suggestions = ({ action, message_key }: { action: string; message_key: string }) => (
  <div id="empty" class="empty">
    <h2>What is to be done?</h2>
    <p class="lead">Write it as you would say it: several things at once, with dates, tags and repeats.</p>
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target="#log"
      hx-swap={action === '/chat' ? 'none' : 'beforeend'}
      hx-disable="find button"
    >
      <input type="hidden" name="key" value={message_key} />
      {IDEAS.map((idea) => (
        <button class="idea" type="submit" name="text" value={idea}>
          {idea}
        </button>
      ))}
    </form>
  </div>
)
