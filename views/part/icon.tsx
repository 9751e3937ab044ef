/**
 * The icons of the frame: strokes of 16 px that take the colour of the words beside them. Drawn where they stand: most
 * are on a page once, and those that repeat cost nothing once compressed.
 */

const SHAPES = {
  chat: 'M2.5 3.5h11v7.5h-6.5l-3 2.5v-2.5h-1.5z',
  tasks: 'M2.5 4.2l1.2 1.2 2-2.2M2.5 10.7l1.2 1.2 2-2.2M8.5 4.5h5M8.5 11h5',
  changes: 'M2.7 8a5.3 5.3 0 1 0 1.6-3.8L2.5 6M2.5 2.7V6h3.3M8 5v3l2.2 1.4',
  settings: 'M2 5h7.5M12.5 5h1.5M11 3.5v3M2 11h1.5M6.5 11h7.5M5 9.5v3',
  add: 'M8 3v10M3 8h10',
  send: 'M8 13.5v-11M3.5 7l4.5-4.5 4.5 4.5',
  done: 'M3 8.5l3.2 3.2 6.8-7.2',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  chats: 'M2.5 4h11M2.5 8h11M2.5 12h7',
} as const

export const Icon = ({ name }: { name: keyof typeof SHAPES }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={SHAPES[name]} />
  </svg>
)
