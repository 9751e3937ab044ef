/** The name of the program, which leads to the person’s chat or to the sign-in. */
export const Brand = () => (
  <a class="brand" href="/">
    <span class="mark" aria-hidden="true"></span>
    <span class="word">TodoChat</span>
  </a>
)
