/**
 * The offer to be told of reminders by this browser, on the page of settings alone. It asks when the person asks, never
 * on load. What the browser gives goes into the form, which is then sent as forms are.
 */
const form = document.getElementById('push-form')
const subscribed = async () => {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused')
  const { pushManager } = await navigator.serviceWorker.ready
  const former = await pushManager.getSubscription()
  await former?.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key })
}
const send = (subscription) => {
  const { endpoint, keys } = subscription.toJSON()
  for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value
  form.submit()
}
const refuse = () => {
  document.getElementById('push-refused').hidden = false
}
if ('PushManager' in window) {
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    subscribed().then(send).catch(refuse)
  })
}
