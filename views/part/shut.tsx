/** The way back from a drawer, for who sees neither the page beneath it nor a key to press. */
export const Shut = ({ drawer }: { drawer: 'sessions' | 'panel' }) => (
  <button class="quiet shut" type="button" popovertarget={drawer} popovertargetaction="hide">
    Close
  </button>
)
