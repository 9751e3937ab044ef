/** Pieces of a response with their own target: one answer can change several places of a page. */
import type { Child } from '../jsx/runtime.ts'

export type Swap = 'innerHTML' | 'outerHTML' | 'innerMorph' | 'outerMorph' | 'beforeend' | 'delete'

export const Partial = ({ to, swap, children }: { to: string; swap: Swap; children?: Child }) => (
  <hx-partial hx-target={to} hx-swap={swap}>
    {children}
  </hx-partial>
)
