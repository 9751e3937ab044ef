// Search of the API reference: hides what does not hold all words. Without a script the page is whole.
const bar = document.getElementById('search')
const input = document.getElementById('words')
const found = document.getElementById('found')
const parts = [...document.querySelectorAll('.operation')].map((part) => ({
  part,
  entry: document.querySelector(`[data-for="${part.id}"]`),
  text: part.textContent.toLowerCase(),
}))

const search = () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const { part, entry, text } of parts) {
    const fits = words.every((word) => text.includes(word))
    part.hidden = !fits
    if (entry) entry.hidden = !fits
    if (fits) count += 1
  }
  found.textContent = words.length ? `${count} found` : ''
}

bar.hidden = false
input.addEventListener('input', search)
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === input) return
  event.preventDefault()
  input.focus()
})
