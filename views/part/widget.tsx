/** Cards sent as ChatKit widgets: the common nodes as plain HTML, and the question for a confirmation as forms. */
import type { WidgetItem } from '../../src/thread/schema.ts'
import { raw, type Safe } from '../jsx/runtime.ts'
import { markdown } from '../markdown/render.ts'
import { CardButton, CardForm, CardTick } from './card-act.tsx'
import { Act } from './form.tsx'

/** A widget deeper than this is not ours. */
const DEPTH_MAX = 8
type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const wordsOf = (node: Node) => String(node.value ?? node.label ?? '')

const childrenOf = (node: Node): Node[] => {
  const children = Array.isArray(node.children) ? node.children : [node.children]
  return children.filter(isNode)
}

interface TreeProps {
  node: Node
  depth: number
  item: WidgetItem
}

const isUndo = (node: Node) => isNode(node.onClickAction) && node.onClickAction.type === 'task.undo'

/** A page has forms of its own for the decision, under the card. */
const isChoice = (node: Node) => isNode(node.onClickAction) && node.onClickAction.type === 'confirmation.settle'

/** Takes back the whole answer that the card belongs to. */
const Undo = ({ item }: { item: WidgetItem }) => (
  <Act to={`/chat/${item.thread_id}/undo`}>
    <input type="hidden" name="item" value={item.id} />
    <button class="plain" type="submit">
      Undo
    </button>
  </Act>
)

const Tree = ({ node, depth, item }: TreeProps): Safe => {
  switch (node.type) {
    case 'Title':
      return (
        <p class="title" dir="auto">
          {wordsOf(node)}
        </p>
      )
    case 'Text':
    case 'Caption':
    case 'Badge':
      return (
        <p class={String(node.type).toLowerCase()} dir="auto">
          {wordsOf(node)}
        </p>
      )
    case 'Markdown':
      return <div dir="auto">{markdown(wordsOf(node))}</div>
    case 'Divider':
      return <hr />
    case 'Checkbox':
      return <CardTick node={node} item={item} />
    case 'Button':
      if (isUndo(node)) return item.thread_id !== '' ? <Undo item={item} /> : raw('')
      return <CardButton node={node} item={item} />
    case 'Form':
      return <CardForm node={node} item={item} />
    case 'Spacer':
      return raw('')
    default:
      return depth >= DEPTH_MAX ? raw('') : <Branch node={node} depth={depth + 1} item={item} />
  }
}

const Branch = ({ node, depth, item }: TreeProps) => {
  const children = childrenOf(node).filter((child) => !isChoice(child))
  const inner = children.map((child) => <Tree node={child} depth={depth} item={item} />)
  if (node.type === 'ListView') return <ul>{inner}</ul>
  if (node.type === 'ListViewItem') return <li>{inner}</li>
  return <div class={node.type === 'Row' ? 'row' : undefined}>{inner}</div>
}

/** The confirmation a card asks for: the id in the payload of its confirm action. */
export const confirmationOf = (item: WidgetItem): string | undefined => {
  const confirm = item.widget.confirm
  const action = isNode(confirm) ? confirm.action : undefined
  const payload = isNode(action) ? action.payload : undefined
  const id = isNode(payload) ? (payload.confirmation_id ?? payload.id) : undefined
  return typeof id === 'string' ? id : undefined
}

const Choice = ({ id, approve, label }: { id: string; approve: boolean; label: string }) => (
  <Act to={`/confirmations/${id}`}>
    <input type="hidden" name="approve" value={String(approve)} />
    <button class={approve ? 'danger' : 'plain'} type="submit">
      {label}
    </button>
  </Act>
)

const labelOf = (choice: unknown, otherwise: string) =>
  isNode(choice) && typeof choice.label === 'string' ? choice.label : otherwise

interface WidgetProps {
  item: WidgetItem
  /** Ids of confirmations that still wait. */
  pending: ReadonlySet<string>
}
export const Widget = ({ item, pending }: WidgetProps) => {
  const id = confirmationOf(item)
  const waits = id !== undefined && pending.has(id)
  const outcome = isNode(item.widget.status) ? wordsOf({ value: item.widget.status.text }) : ''
  return (
    <section id={`i-${item.id}`} class={['widget', waits && 'waits']}>
      <Tree node={item.widget} depth={0} item={item} />
      {waits && (
        <div class="choices">
          <Choice id={id} approve={true} label={labelOf(item.widget.confirm, 'Confirm')} />
          <Choice id={id} approve={false} label={labelOf(item.widget.cancel, 'Cancel')} />
        </div>
      )}
      {outcome ? <p class="outcome">{outcome}</p> : id && !waits && <p class="hint">This no longer waits for you.</p>}
    </section>
  )
}
