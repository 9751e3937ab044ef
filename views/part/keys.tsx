/** The keys of the pages, shown by `?` or its button; both need the script, as the keys do. */
const KEYS: [string, string][] = [
  ['Enter', 'sends the message'],
  ['Shift + Enter', 'makes a new line'],
  ['Esc', 'stops the answer'],
  ['/', 'goes to the box to write in'],
  ['j, k', 'go through the tasks'],
  ['x', 'completes a task'],
  ['e', 'edits a task'],
  ['n', 'goes to the box for a new task'],
  ['?', 'shows these keys'],
]

export const KeysButton = () => (
  <button class="quiet scripted" type="button" popovertarget="help" aria-label="Show the keys" hidden>
    ?
  </button>
)

export const Keys = () => (
  <div id="help" class="help" popover="auto" role="dialog" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl>
      {KEYS.map(([key, does]) => (
        <>
          <dt>{key}</dt>
          <dd>{does}</dd>
        </>
      ))}
    </dl>
    <button type="button" popovertarget="help" popovertargetaction="hide" autofocus>
      Close
    </button>
  </div>
)
