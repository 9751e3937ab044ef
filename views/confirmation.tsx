/** A question that was asked outside any chat, by an agent that the person gave access to: the page its link opens. */
import type { WidgetItem } from '../src/thread/schema.ts'
import { Layout, type Shell } from './layout.tsx'
import { Widget } from './part/widget.tsx'

export interface ConfirmationPageProps {
  shell: Shell
  /** The card, with its buttons or with what became of it. */
  card: WidgetItem
  /** Whether it waits for the person. */
  waits: boolean
  /** What the call would set, as name and value; the tasks themselves stand on the card. */
  parts: [name: string, value: string][]
}

const LEADS = {
  waits: 'An agent that you gave access to your list asks for this. Nothing happens unless you confirm.',
  settled: 'This was asked by an agent that you gave access to your list.',
}

export const ConfirmationPage = ({ shell, card, waits, parts }: ConfirmationPageProps) => (
  <Layout shell={shell} title="Confirm">
    <main id="main" class="sheet">
      <h1>{waits ? 'May it?' : 'Settled'}</h1>
      <p class="lead">{waits ? LEADS.waits : LEADS.settled}</p>
      {parts.length > 0 && (
        <ul>
          {parts.map(([name, value]) => (
            <li dir="auto">
              {name}: <strong>{value}</strong>
            </li>
          ))}
        </ul>
      )}
      <Widget item={card} pending={new Set(waits ? [card.id] : [])} />
      <p class="other">
        <a href="/tasks">Your tasks</a>
      </p>
    </main>
  </Layout>
)
