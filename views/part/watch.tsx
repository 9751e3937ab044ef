/** Follows what changes elsewhere. The script says when: while the page is looked at and no answer is being written. */

// The script itself lets hidden pages go, also those that began hidden. Delays in ms.
export const STREAM = JSON.stringify({
  sse: { pauseOnBackground: false, reconnectDelay: 400, reconnectMaxDelay: 8000 },
})

export const Watch = ({ at }: { at: string }) => (
  <div
    id="watch"
    hx-sse:connect={`/live?at=${encodeURIComponent(at)}`}
    hx-trigger="again"
    hx-swap="none"
    hx-config={STREAM}
    hidden
  ></div>
)
