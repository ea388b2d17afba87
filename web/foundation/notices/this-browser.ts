import { load, send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'

export type PushState = 'unsupported' | 'denied' | 'on' | 'off'

export const pushQuery = load('/api/me/push-subscriptions')

/** Whether this browser shows notices while no page is open. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await navigator.serviceWorker.getRegistration('/')
  const subscription = await registration?.pushManager.getSubscription()
  if (!subscription) return 'off'
  const { items } = await queries.fetchQuery({ ...pushQuery, staleTime: 0 })
  return items.some(({ current }) => current) ? 'on' : 'off'
}

/** Asks the reader, subscribes at the browser's push service, and sends the subscription to the server. */
export async function switchPushOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const { publicKey } = await queries.fetchQuery({ ...pushQuery, staleTime: 0 })
  const registration = await navigator.serviceWorker.register('/worker.js')
  await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  await send('post', '/api/me/push-subscriptions', {
    body: { endpoint, keys: { p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' } },
  })
}

export async function switchPushOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
  const { items } = await queries.fetchQuery({ ...pushQuery, staleTime: 0 })
  for (const { id } of items.filter(({ current }) => current))
    await send('delete', '/api/me/push-subscriptions/{subscription}', {
      path: { subscription: id },
    })
}
