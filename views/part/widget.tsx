/** Cards sent as ChatKit widgets: the common nodes as plain HTML, and the question for a confirmation as forms. */
import type { WidgetItem } from '../../src/thread/schema.ts'
import { raw, type Safe } from '../jsx/runtime.ts'
import { markdown } from '../markdown.ts'

/** A widget deeper than this is not ours. */
const DEPTH_MAX = 8
type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const wordsOf = (node: Node) => String(node.value ?? node.label ?? '')

const childrenOf = (node: Node): Node[] => {
  const children = Array.isArray(node.children) ? node.children : [node.children]
  return children.filter(isNode)
}

const Tree = ({ node, depth }: { node: Node; depth: number }): Safe => {
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
      return (
        <p class="text" dir="auto">
          {`${node.defaultChecked === true ? '☑' : '☐'} ${wordsOf(node)}`}
        </p>
      )
    // The page has its own ways to act on tasks, beside the chat and on their page.
    case 'Button':
    case 'Form':
    case 'Spacer':
      return raw('')
    default:
      return depth >= DEPTH_MAX ? raw('') : <Branch node={node} depth={depth + 1} />
  }
}

const Branch = ({ node, depth }: { node: Node; depth: number }) => {
  const inner = childrenOf(node).map((child) => <Tree node={child} depth={depth} />)
  if (node.type === 'ListView') return <ul>{inner}</ul>
  return node.type === 'ListViewItem' ? <li>{inner}</li> : <div>{inner}</div>
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
  <form
    method="post"
    action={`/confirmations/${id}`}
    hx-post={`/confirmations/${id}`}
    hx-swap="none"
    hx-disable="find button"
  >
    <input type="hidden" name="approve" value={String(approve)} />
    <button class={approve ? 'danger' : 'plain'} type="submit">
      {label}
    </button>
  </form>
)

const labelOf = (choice: unknown, otherwise: string) =>
  isNode(choice) && typeof choice.label === 'string' ? choice.label : otherwise

export interface WidgetProps {
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
      <Tree node={item.widget} depth={0} />
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
