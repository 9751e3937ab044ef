/** What can be done on a card: its actions as plain forms, one route for all of them. */
import type { WidgetItem } from '../../src/thread/schema.ts'
import { type Child, raw, type Safe } from '../jsx/runtime.ts'
import { Act } from './form.tsx'
import { Icon } from './icon.tsx'

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** The action of a node, by the name that its kind gives it. */
const actionOf = (node: Node) => [node.onClickAction, node.onChangeAction, node.onSubmitAction].find(isNode)

interface CardActProps {
  node: Node
  item: WidgetItem
  children?: Child
  class?: string
}

/** A form that sends the node's action; nothing for a node without one, or a card outside a chat. */
const CardAct = ({ node, item, children, ...more }: CardActProps) => {
  const action = actionOf(node)
  if (!action || item.thread_id === '') return raw('')
  return (
    <Act to={`/chat/${item.thread_id}/card`} {...more}>
      <input type="hidden" name="item" value={item.id} />
      <input type="hidden" name="type" value={textOf(action.type)} />
      <input type="hidden" name="payload" value={JSON.stringify(action.payload ?? {})} />
      {children}
    </Act>
  )
}

/** A task with its box, which a click ticks or clears. */
export const CardTick = ({ node, item }: { node: Node; item: WidgetItem }) => {
  const done = node.defaultChecked === true
  const title = textOf(node.label)
  const words = <span dir="auto">{title}</span>
  const box = (
    <button class="tick" type="submit" aria-label={`${done ? 'Reopen' : 'Complete'}: ${title}`}>
      {done && <Icon name="done" />}
    </button>
  )
  return (
    <div class={['task-line', done && 'completed']}>
      <CardAct node={node} item={item}>
        {box}
      </CardAct>
      {words}
    </div>
  )
}

export const CardButton = ({ node, item }: { node: Node; item: WidgetItem }) => (
  <CardAct node={node} item={item}>
    <button class={node.color === 'danger' ? 'danger' : 'quiet'} type="submit">
      {textOf(node.label)}
    </button>
  </CardAct>
)

const LABELS: Record<string, string> = { title: 'Title', due_on: 'Due', priority: 'Priority' }
const labelOf = (node: Node) => LABELS[textOf(node.name)] ?? textOf(node.placeholder)

const Options = ({ node }: { node: Node }) => (
  <select name={textOf(node.name)} aria-label={labelOf(node)}>
    {(Array.isArray(node.options) ? node.options : []).filter(isNode).map(({ value, label }) => (
      <option value={textOf(value)} selected={value === node.defaultValue}>
        {textOf(label)}
      </option>
    ))}
  </select>
)

const CardField = ({ node }: { node: Node }): Safe => {
  const field = { name: textOf(node.name), value: textOf(node.defaultValue), 'aria-label': labelOf(node) }
  switch (node.type) {
    case 'Input':
      return (
        <input
          type="text"
          {...field}
          placeholder={textOf(node.placeholder)}
          required={node.required === true}
          dir="auto"
        />
      )
    case 'DatePicker':
      return <input type="date" {...field} />
    case 'Select':
      return <Options node={node} />
    case 'Checkbox':
      return (
        <label>
          <input type="checkbox" name={field.name} value="true" /> {textOf(node.label)}
        </label>
      )
    default:
      return (
        <button class={node.style === 'primary' ? 'primary' : 'plain'} type="submit">
          {textOf(node.label)}
        </button>
      )
  }
}

export const CardForm = ({ node, item }: { node: Node; item: WidgetItem }) => (
  <CardAct node={node} item={item} class={['fields', node.direction === 'col' && 'column'].filter(Boolean).join(' ')}>
    {(Array.isArray(node.children) ? node.children : []).filter(isNode).map((child) => (
      <CardField node={child} />
    ))}
  </CardAct>
)
