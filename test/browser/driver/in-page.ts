/**
 * What the driver of Firefox does inside a page, where each document begins by running `install`: elements are found by CSS
 * with the words of Playwright's selectors, and a click that would meet something else is caught.
 */

/** One step from the elements found so far to the next: those inside that match, or some of them. */
export interface Step {
  css?: string
  hasText?: string
  isText?: string
  isVisible?: true
  nth?: number
}
export type State = 'attached' | 'detached' | 'visible' | 'hidden'

const WORDS = /:(has-text|text-is)\("((?:[^"\\]|\\.)*)"\)|:(visible)/g

/**
 * `.act:has-text("milk") button` as steps.
 * @throws for a list of selectors after words, which Playwright reads otherwise
 */
export const stepsOf = (selector: string): Step[] => {
  const steps: Step[] = []
  let end = 0
  const plain = (css: string) => {
    if (!css.trim()) return
    if (steps.length > 0 && !/^\s+[^,]+$/.test(css)) throw new Error(`not known here: ${selector}`)
    steps.push({ css: steps.length > 0 ? `:scope ${css}` : css })
  }
  for (const { 0: whole, 1: how, 2: words = '', index } of selector.matchAll(WORDS)) {
    plain(selector.slice(end, index))
    steps.push(how === 'has-text' ? { hasText: words } : how ? { isText: words } : { isVisible: true })
    end = index + whole.length
  }
  plain(selector.slice(end))
  return steps
}

/** Runs in the page, so it uses nothing of this module. */
export const install = () => {
  const squeezed = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
  }
  const passes = (element: Element, { hasText, isText, isVisible }: Step) =>
    hasText !== undefined
      ? squeezed(element).toLowerCase().includes(hasText.replace(/\s+/g, ' ').trim().toLowerCase())
      : isText !== undefined
        ? squeezed(element) === isText
        : isVisible
          ? isShown(element)
          : true
  const next = (found: ParentNode[], step: Step): ParentNode[] => {
    const { css, nth } = step
    if (css) return [...new Set(found.flatMap((one) => [...one.querySelectorAll(css)]))]
    if (nth !== undefined) return found.slice(nth, nth + 1 || undefined)
    return (found as Element[]).filter((one) => passes(one, step))
  }
  const all = (steps: Step[]) => steps.reduce(next, [document]) as HTMLElement[]
  const one = (steps: Step[]) => all(steps)[0]

  const is = (steps: Step[], state: State) => {
    const element = one(steps)
    if (state === 'attached') return element !== undefined
    if (state === 'detached') return element === undefined
    return (element !== undefined && isShown(element)) === (state === 'visible')
  }

  const usable = (steps: Step[]) => {
    const element = one(steps)
    return element && isShown(element) && !element.matches(':disabled') ? element : undefined
  }
  const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const belongs = (element: Element, target: EventTarget | null) =>
    target instanceof Element && (element.contains(target) || target.closest('label')?.control === element)
  let guards = new AbortController()
  /** Events that a press sends to anything but the element go nowhere; the name of the window, which outlives a page, tells of it. */
  const guard = (element: Element, press: string) => {
    guards.abort()
    guards = new AbortController()
    const keep = (event: Event) => {
      if (!belongs(element, event.target)) {
        event.preventDefault()
        event.stopImmediatePropagation()
      } else if (event.type === 'click') window.name = press
    }
    for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      addEventListener(kind, keep, { capture: true, signal: guards.signal })
  }
  /** Where to press the element; nothing while it moves, is off or lies under another. */
  const aim = async (steps: Step[], press: string) => {
    const element = usable(steps)
    if (!element) return null
    const inView = ({ top, left, bottom, right }: DOMRect) =>
      top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    if (!inView(element.getBoundingClientRect())) element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { top, left } = element.getBoundingClientRect()
    await drawn()
    await drawn()
    const now = element.getClientRects()[0]
    if (!now || usable(steps) !== element || element.getBoundingClientRect().top !== top) return null
    if (element.getBoundingClientRect().left !== left) return null
    const point = { x: now.left + now.width / 2, y: now.top + now.height / 2 }
    if (!belongs(element, document.elementFromPoint(point.x, point.y))) return null
    guard(element, press)
    return point
  }
  /** Whether the press met what it was aimed at. */
  const hasMet = (press: string) => {
    guards.abort()
    return [window.name === press]
  }

  const focus = (steps: Step[]) => {
    const element = one(steps)
    element?.focus()
    return element !== undefined
  }
  const fill = (steps: Step[], value: string) => {
    const element = usable(steps)
    if (!element) return false
    element.focus()
    const kind = Object.getPrototypeOf(element) as object
    Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(element, value)
    for (const name of ['input', 'change']) element.dispatchEvent(new Event(name, { bubbles: true, composed: true }))
    return true
  }
  const read = (steps: Step[], what: string) => {
    const element = one(steps)
    if (!element) return { found: false, value: null }
    const property = (element as unknown as Record<string, unknown>)[what]
    return { found: true, value: (what.startsWith('@') ? element.getAttribute(what.slice(1)) : property) as string }
  }

  // A notice fades after some seconds, and the button in it: here it stays.
  document.addEventListener('animationstart', ({ target, animationName }) => {
    for (const animation of (target as Element).getAnimations())
      if ((animation as CSSAnimation).animationName === animationName) animation.pause()
  })
  const driver = { all, one, is, aim, hasMet, focus, fill, read }
  Object.assign(window, { driver })
  return driver
}
export type Driver = ReturnType<typeof install>
