/**
 * The list of items as the ChatKit UI has it after every event of a run, applied in order. It forgives nothing: an
 * event that the list has no place for, or a finished item that is not what was streamed, is a fault.
 */
import { canonicalJson } from '../../src/lib/canonical.ts'
import type { ItemUpdate, RunEvent } from '../../src/run/schema.ts'
import type { AssistantMessageItem, Item, WorkflowItem } from '../../src/thread/schema.ts'

export class View {
  items: Item[] = []
  readonly faults: string[] = []
  /** Messages that are being written, and have to end as they were streamed. */
  private readonly open = new Set<string>()

  apply(event: RunEvent) {
    if (event.type === 'thread.item.added') this.added(event.item)
    else if (event.type === 'thread.item.updated') this.updated(event.item_id, event.update)
    else if (event.type === 'thread.item.done') this.done(event.item)
    else if (event.type === 'thread.item.removed') this.removed(event.item_id)
    else if (event.type === 'thread.item.replaced') this.put(event.item, 'replaced')
  }

  private added(item: Item) {
    if (this.find(item.id)) this.faults.push(`${item.type} added twice`)
    else this.items.push(structuredClone(item))
    this.open.add(item.id)
  }

  private done(item: Item) {
    const shown = this.find(item.id)
    if (!shown) this.items.push(structuredClone(item))
    else {
      if (!this.open.has(item.id)) this.faults.push(`${item.type} done twice`)
      if (contentOf(shown) !== contentOf(item))
        this.faults.push(`${item.type} ended as ${contentOf(item)}, streamed was ${contentOf(shown)}`)
      this.put(item, 'done')
    }
    this.open.delete(item.id)
  }

  private removed(id: string) {
    if (!this.find(id)) this.faults.push('an item was removed that is not there')
    this.items = this.items.filter((item) => item.id !== id)
    this.open.delete(id)
  }

  private put(item: Item, how: string) {
    const at = this.items.findIndex(({ id }) => id === item.id)
    if (at < 0) this.faults.push(`an item was ${how} that is not there`)
    else this.items[at] = structuredClone(item)
  }

  private updated(id: string, update: ItemUpdate) {
    const item = this.find(id)
    if (item?.type === 'assistant_message') writeOn(item, update)
    else if (item?.type === 'workflow') workOn(item, update)
    else this.faults.push(`${update.type} of an item that is not there`)
  }

  private find(id: string) {
    return this.items.find((item) => item.id === id)
  }
}

const writeOn = ({ content }: AssistantMessageItem, update: ItemUpdate) => {
  if (!('content_index' in update)) return
  const part = content[update.content_index]
  if (update.type === 'assistant_message.content_part.added') content[update.content_index] = { ...update.content }
  else if (update.type === 'assistant_message.content_part.text_delta' && part) part.text += update.delta
  // A part that is done shows its text as a whole; only `done` of the item is compared with what was streamed.
}

const workOn = ({ workflow }: WorkflowItem, update: ItemUpdate) => {
  if ('task_index' in update) workflow.tasks[update.task_index] = update.task
}

const contentOf = (item: Item) => canonicalJson('content' in item ? item.content : 'workflow' in item && item.workflow)
