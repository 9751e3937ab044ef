/** A question that was asked outside any chat, by an agent that the person gave access to: the page its link opens. */
import type { WidgetItem } from '../src/thread/schema.ts'
import { Layout, type Shell } from './layout.tsx'
import { Widget } from './part/widget.tsx'

interface ConfirmationPageProps {
  shell: Shell
  /** The card, with its buttons or with what became of it. */
  card: WidgetItem
  /** Whether it waits for the person. */
  waits: boolean
}

const LEADS = {
  waits: 'An agent that you gave access to your list asks for this. Nothing happens unless you confirm.',
  settled: 'This was asked by an agent that you gave access to your list.',
}

export const ConfirmationPage = ({ shell, card, waits }: ConfirmationPageProps) => (
  <Layout shell={shell} title="Confirm">
    <main id="main" class="sheet">
      <h1>{waits ? 'May it?' : 'Settled'}</h1>
      <p class="lead">{waits ? LEADS.waits : LEADS.settled}</p>
      <Widget item={card} pending={new Set(waits ? [card.id] : [])} />
      <p class="other">
        <a href="/tasks">Your tasks</a>
      </p>
    </main>
  </Layout>
)
