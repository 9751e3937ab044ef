/** What is shown when the server cannot be reached: what this is, and a box whose words are kept until it can. */
import { Layout, type Shell } from './layout.tsx'

export const OfflinePage = ({ shell }: { shell: Shell }) => (
  <Layout shell={shell} title="No connection">
    <main id="main" class="sheet">
      <h1>No connection</h1>
      <p class="lead">
        TodoChat, the to-do list you talk to, cannot be reached now: this device has no connection, or the server does
        not answer. Your chats and tasks are safe there.
      </p>
      <p class="field">
        <label for="text">Write it down meanwhile</label>
        <textarea id="text" rows="5" dir="auto" aria-describedby="kept"></textarea>
        <span class="hint" id="kept">
          What you write is kept on this device, and waits in the message box of your chat.
        </span>
      </p>
      <p>
        <a id="offline" class="button primary" href="?">
          Try again
        </a>
      </p>
    </main>
  </Layout>
)
