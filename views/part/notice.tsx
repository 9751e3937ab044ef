/** The one line that says what was just done; a live region, so it exists before it speaks. */
export const NoticeWords = ({ text }: { text: string }) => <span dir="auto">{text}</span>

export const Notice = ({ text }: { text?: string }) => (
  <p id="said" class="said" role="status">
    {text && <NoticeWords text={text} />}
  </p>
)
