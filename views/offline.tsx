/** What is shown when the server cannot be reached: what this is, and a box whose words are kept until it can. */
import { Layout, type Shell } from './layout.tsx'

export const OfflinePage = ({ shell }: { shell: Shell }) => (
  <Layout shell={shell} title="No connection">
    <main id="main" class="sheet">
      <h1>No connection</h1>
      <p class="lead">
        TodoChat keeps your to-do list by talking with you. It cannot be reached now: this device has no connection, or
        the server is away. Your chats and tasks are safe there.
      </p>
      <p class="field">
        <label for="text">Write it down meanwhile</label>
        <textarea id="text" rows="5" dir="auto" aria-describedby="kept"></textarea>
        <span class="hint" id="kept">
          What you write is kept on this device. It stands in the box of your chat when you are back.
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
