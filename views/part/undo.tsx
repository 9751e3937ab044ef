/** Takes the newest change of tasks back, whoever made it. */
export const UndoForm = ({ next, target }: { next: string; target: string }) => (
  <form
    class="undo"
    method="post"
    action="/tasks/undo"
    hx-post="/tasks/undo"
    hx-target={target}
    hx-swap="outerMorph"
    hx-disable="find button"
  >
    <input type="hidden" name="next" value={next} />
    <button class="quiet" type="submit">
      Undo last change
    </button>
  </form>
)
