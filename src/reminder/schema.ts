/** What rang and was neither dismissed nor done: what open pages show. */

export interface Ring {
  /** Of this ring: the same in every channel. */
  id: string
  task_id: number
  title: string
  /** The moment of the person’s clock, YYYY-MM-DDTHH:MM. */
  remind_at: string
  /** It came due while nothing ran; such are shown together. */
  missed: boolean
}
